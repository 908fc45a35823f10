/** A finite number as WGSL: an f32, in brackets for its sign. */
export const wgslFloat = (number: number): string => `(${Math.fround(number)}f)`
