// Products with one to four columns, for which a tile of eight would compute zeros: four rows at a time, two columns, with
// the common axis in the vectors' lanes.

/** Columns that a product may have to be computed here. */
export const NARROW: i32 = 4

/** Columns `[columns][depth]` of B `[depth, columns]`, with one of zeros behind an odd count. */
export function packColumns(b: usize, packed: usize, depth: i32, columns: i32): void {
  let to = packed
  const step = (<usize>columns) << 2
  for (let column: usize = 0; column < step; column += 4) {
    let from = b + column
    for (let k = 0; k < depth; k++, from += step, to += 4) store<f32>(to, load<f32>(from))
  }
  if (columns & 1) memory.fill(to, 0, (<usize>depth) << 2)
}

/**
 * Adds to c, `[4, 2]` with rows `stride` bytes apart, the product of four rows that start at p0 to p3 and two packed columns,
 * `columnBytes` apart. `count`, the length of the rows, is a multiple of four.
 */
export function addNarrow(
  count: i32,
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  packed: usize,
  columnBytes: usize,
  c: usize,
): void {
  let c00 = v128.load_zero<f32>(c)
  let c01 = v128.load_zero<f32>(c, 4)
  let c10 = v128.load_zero<f32>(c, 8)
  let c11 = v128.load_zero<f32>(c, 12)
  let c20 = v128.load_zero<f32>(c, 16)
  let c21 = v128.load_zero<f32>(c, 20)
  let c30 = v128.load_zero<f32>(c, 24)
  let c31 = v128.load_zero<f32>(c, 28)
  let at: usize = 0
  for (const end = (<usize>count) << 2; at !== end; at += 16) {
    const left = v128.load(packed + at)
    const right = v128.load(packed + columnBytes + at)
    let a = v128.load(p0 + at)
    c00 = f32x4.add(c00, f32x4.mul(a, left))
    c01 = f32x4.add(c01, f32x4.mul(a, right))
    a = v128.load(p1 + at)
    c10 = f32x4.add(c10, f32x4.mul(a, left))
    c11 = f32x4.add(c11, f32x4.mul(a, right))
    a = v128.load(p2 + at)
    c20 = f32x4.add(c20, f32x4.mul(a, left))
    c21 = f32x4.add(c21, f32x4.mul(a, right))
    a = v128.load(p3 + at)
    c30 = f32x4.add(c30, f32x4.mul(a, left))
    c31 = f32x4.add(c31, f32x4.mul(a, right))
  }
  storeSums(c, c00, c01, c10, c11)
  storeSums(c + 16, c20, c21, c30, c31)
}

/** The four sums over lanes, side by side. */
function storeSums(c: usize, a: v128, b: v128, d: v128, e: v128): void {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7))
  const de = f32x4.add(v128.shuffle<f32>(d, e, 0, 4, 1, 5), v128.shuffle<f32>(d, e, 2, 6, 3, 7))
  v128.store(c, f32x4.add(v128.shuffle<f32>(ab, de, 0, 1, 4, 5), v128.shuffle<f32>(ab, de, 2, 3, 6, 7)))
}
