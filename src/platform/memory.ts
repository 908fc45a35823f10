// How much memory the device has, as far as the browser tells, and what pages can have of it.

/** Bytes; coarse, and left out by some browsers. */
export function deviceMemory(): number | undefined {
  const told: unknown =
    typeof navigator === 'object' && 'deviceMemory' in navigator ? navigator.deviceMemory : undefined
  return typeof told === 'number' && told > 0 ? told * 2 ** 30 : undefined
}

/** Whether a graphics device, with separate memory, may be available. */
export const mayHaveGraphicsDevice = (): boolean => typeof navigator === 'object' && 'gpu' in navigator
