// The innermost loops of every product: a tile of five rows and eight columns of the result stays in registers while
// the common axis runs. Ten accumulators, two vectors of B, one broadcast element of A and one product just fit.

/** Floats of a separate tile, for results that do not fill one. */
export const TILE_ROWS: i32 = 5
export const TILE_COLUMNS: i32 = 8
export const TILE_BYTES: usize = 160

/**
 * c += A b, where the rows of A start at p0 to p4, their elements side by side, and b is a panel `[count, 8]`.
 * @param count elements of a row. @param stride bytes from one row of c to the next.
 */
export function addRows(
  count: i32,
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  p4: usize,
  panel: usize,
  c: usize,
  stride: usize,
): void {
  const row0 = c
  let c00 = v128.load(row0)
  let c01 = v128.load(row0, 16)
  const row1 = c + stride
  let c10 = v128.load(row1)
  let c11 = v128.load(row1, 16)
  const row2 = c + 2 * stride
  let c20 = v128.load(row2)
  let c21 = v128.load(row2, 16)
  const row3 = c + 3 * stride
  let c30 = v128.load(row3)
  let c31 = v128.load(row3, 16)
  const row4 = c + 4 * stride
  let c40 = v128.load(row4)
  let c41 = v128.load(row4, 16)
  let a0 = p0
  let a1 = p1
  let a2 = p2
  let a3 = p3
  let a4 = p4
  let b = panel
  for (const end = panel + ((<usize>count) << 5); b !== end; b += 32) {
    const left = v128.load(b)
    const right = v128.load(b, 16)
    let a = v128.load_splat<f32>(a0)
    c00 = f32x4.add(c00, f32x4.mul(a, left))
    c01 = f32x4.add(c01, f32x4.mul(a, right))
    a = v128.load_splat<f32>(a1)
    c10 = f32x4.add(c10, f32x4.mul(a, left))
    c11 = f32x4.add(c11, f32x4.mul(a, right))
    a = v128.load_splat<f32>(a2)
    c20 = f32x4.add(c20, f32x4.mul(a, left))
    c21 = f32x4.add(c21, f32x4.mul(a, right))
    a = v128.load_splat<f32>(a3)
    c30 = f32x4.add(c30, f32x4.mul(a, left))
    c31 = f32x4.add(c31, f32x4.mul(a, right))
    a = v128.load_splat<f32>(a4)
    c40 = f32x4.add(c40, f32x4.mul(a, left))
    c41 = f32x4.add(c41, f32x4.mul(a, right))
    a0 += 4
    a1 += 4
    a2 += 4
    a3 += 4
    a4 += 4
  }
  v128.store(row0, c00)
  v128.store(row0, c01, 16)
  v128.store(row1, c10)
  v128.store(row1, c11, 16)
  v128.store(row2, c20)
  v128.store(row2, c21, 16)
  v128.store(row3, c30)
  v128.store(row3, c31, 16)
  v128.store(row4, c40)
  v128.store(row4, c41, 16)
}

/**
 * c += Aᵀ b, where A has five columns side by side at `a` and a row every `step` bytes, and b is a panel `[count, 8]`.
 * @param count rows of A. @param stride bytes from one row of c to the next.
 */
export function addColumns(count: i32, a: usize, step: usize, panel: usize, c: usize, stride: usize): void {
  const row0 = c
  let c00 = v128.load(row0)
  let c01 = v128.load(row0, 16)
  const row1 = c + stride
  let c10 = v128.load(row1)
  let c11 = v128.load(row1, 16)
  const row2 = c + 2 * stride
  let c20 = v128.load(row2)
  let c21 = v128.load(row2, 16)
  const row3 = c + 3 * stride
  let c30 = v128.load(row3)
  let c31 = v128.load(row3, 16)
  const row4 = c + 4 * stride
  let c40 = v128.load(row4)
  let c41 = v128.load(row4, 16)
  let at = a
  let b = panel
  for (const end = panel + ((<usize>count) << 5); b !== end; b += 32) {
    const left = v128.load(b)
    const right = v128.load(b, 16)
    let x = v128.load_splat<f32>(at)
    c00 = f32x4.add(c00, f32x4.mul(x, left))
    c01 = f32x4.add(c01, f32x4.mul(x, right))
    x = v128.load_splat<f32>(at, 4)
    c10 = f32x4.add(c10, f32x4.mul(x, left))
    c11 = f32x4.add(c11, f32x4.mul(x, right))
    x = v128.load_splat<f32>(at, 8)
    c20 = f32x4.add(c20, f32x4.mul(x, left))
    c21 = f32x4.add(c21, f32x4.mul(x, right))
    x = v128.load_splat<f32>(at, 12)
    c30 = f32x4.add(c30, f32x4.mul(x, left))
    c31 = f32x4.add(c31, f32x4.mul(x, right))
    x = v128.load_splat<f32>(at, 16)
    c40 = f32x4.add(c40, f32x4.mul(x, left))
    c41 = f32x4.add(c41, f32x4.mul(x, right))
    at += step
  }
  v128.store(row0, c00)
  v128.store(row0, c01, 16)
  v128.store(row1, c10)
  v128.store(row1, c11, 16)
  v128.store(row2, c20)
  v128.store(row2, c21, 16)
  v128.store(row3, c30)
  v128.store(row3, c31, 16)
  v128.store(row4, c40)
  v128.store(row4, c41, 16)
}

/** Adds the first rows and columns of a separate tile to c, and resets the tile to zero. */
export function addTile(tile: usize, rows: i32, columns: i32, c: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    const from = tile + ((<usize>row) << 5)
    const to = c + <usize>row * stride
    for (let column: usize = 0; column < (<usize>columns) << 2; column += 4) {
      store<f32>(to + column, load<f32>(to + column) + load<f32>(from + column))
    }
  }
  memory.fill(tile, 0, TILE_BYTES)
}
