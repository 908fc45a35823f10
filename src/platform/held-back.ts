// What browsers hold back from pages over plain http, as they come from a server in a school or of a colleague.

const things: readonly (readonly [name: string, isThere: () => boolean])[] = [
  ['copying to the clipboard', () => 'clipboard' in navigator],
  ['WebGPU', () => 'gpu' in navigator],
  ['several threads for WebAssembly', () => globalThis.crossOriginIsolated === true],
  ['opening without a network', () => 'serviceWorker' in navigator],
  ['detecting that a run ran out of memory', () => 'locks' in navigator],
]

/** By name; none for a page over https or from this very machine, whatever else its browser lacks. */
export const heldBack = (): readonly string[] =>
  isSecureContext ? [] : things.filter(([, isThere]) => !isThere()).map(([name]) => name)
