// Bytes as text that stands in a URL as it is: base64url without padding (RFC 4648, section 5).
import { ShareError } from './share-error.ts'

const slice = 0x8000 // arguments that String.fromCharCode surely takes at once

export function toBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += slice) binary += String.fromCharCode(...bytes.subarray(at, at + slice))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** @throws {ShareError} at a character that is not of the alphabet, or at a length that no bytes give. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const foreign = /[^A-Za-z0-9_-]/.exec(text)?.[0]
  if (foreign !== undefined) {
    throw new ShareError(`The link holds the character ${JSON.stringify(foreign)}, which no Genloom link has.`)
  }
  if (text.length % 4 === 1) throw new ShareError('The link is cut off: its last characters are missing.')
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
