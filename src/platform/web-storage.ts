// The browser's small synchronous storage. Asking for it throws where it is blocked.

export function webStorage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
