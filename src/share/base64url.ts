// Bytes as text that is valid in a URL: base64url without padding (RFC 4648, section 5).
import { ShareError } from './share-error.ts'

const slice = 0x8000 // a safe number of arguments for String.fromCharCode

export function toBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += slice) binary += String.fromCharCode(...bytes.subarray(at, at + slice))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** @throws {ShareError} for a character outside the alphabet, or an impossible length. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const foreign = /[^A-Za-z0-9_-]/.exec(text)?.[0]
  if (foreign !== undefined) {
    throw new ShareError(
      `The link holds the character ${JSON.stringify(foreign)}, which is not valid in a Genloom link.`,
    )
  }
  if (text.length % 4 === 1) throw new ShareError('The link is cut off: its last characters are missing.')
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
