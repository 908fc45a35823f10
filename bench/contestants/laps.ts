/** Calling it names the time since the last call, or since the process began; `all` holds them in milliseconds. */
export function laps(): ((name: string) => void) & { readonly all: Readonly<Record<string, number>> } {
  const all: Record<string, number> = {}
  let last = 0
  const lap = (name: string) => {
    const now = performance.now()
    all[name] = now - last
    last = now
  }
  lap('program loaded')
  return Object.assign(lap, { all })
}
