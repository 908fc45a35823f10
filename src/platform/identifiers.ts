// `crypto.randomUUID` exists in secure contexts only; `getRandomValues` exists in all.

/** A new name that nothing else has: 128 random bits in hexadecimal. */
export function newIdentifier(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
