/**
 * log|det| of a square matrix of doubles, by elimination with row exchanges; -∞ for a singular one.
 * @param rows or columns, which have the same determinant.
 */
export function logAbsDeterminant(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row])
  let sum = 0
  for (let k = 0; k < left.length; k++) {
    let pivot = k
    for (let i = k + 1; i < left.length; i++) if (Math.abs(left[i]![k]!) > Math.abs(left[pivot]![k]!)) pivot = i
    ;[left[k], left[pivot]] = [left[pivot]!, left[k]!]
    const top = left[k]!
    if (top[k] === 0) return Number.NEGATIVE_INFINITY
    sum += Math.log(Math.abs(top[k]!))
    for (const row of left.slice(k + 1)) {
      const factor = row[k]! / top[k]!
      for (let i = k; i < left.length; i++) row[i]! -= factor * top[i]!
    }
  }
  return sum
}
