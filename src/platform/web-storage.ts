// The browser's small synchronous storages. Asking for one throws where it is blocked.

export function webStorage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

/** Of this window alone; it outlives a reload. */
export function windowStorage(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}
