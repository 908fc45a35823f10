// A level drawn from logits, step by step in 32-bit floats as `drawLevels` of tensors does, so that the same u gives the same
// level except for rounding in exponentials.

/** A level drawn from logits by inversion. @param logitOf of level number k. @param u in [0, 1). */
export function drawLevel(levels: number, logitOf: (level: number) => number, u: number): number {
  let largest = Number.NEGATIVE_INFINITY
  for (let k = 0; k < levels; k++) largest = Math.max(largest, logitOf(k))
  let sum = 0
  for (let k = 0; k < levels; k++) sum = Math.fround(sum + Math.fround(Math.exp(Math.fround(logitOf(k) - largest))))
  const logSum = Math.fround(Math.fround(Math.log(sum)) + largest)
  let cumulative = 0
  for (let k = 0; k < levels - 1; k++) {
    cumulative = Math.fround(cumulative + Math.fround(Math.exp(Math.fround(logitOf(k) - logSum))))
    if (cumulative > u) return k
  }
  return levels - 1
}
