// out = op(A) op(B) + bias for matrices of 32-bit floats that lie row by row. B is packed into panels of eight columns,
// so that the innermost loop reads it in one stream; A is read where it is, whichever way it is turned.
import { copyFloats } from './copy.ts'
import { addColumns, addRows, addTile, TILE_BYTES, TILE_COLUMNS, TILE_ROWS } from './tile.ts'

/** Of the common axis at a time: a panel of this many rows has 16 KiB and stays in the L1 cache. */
const BLOCK: i32 = 512
/** Rows of A between two changes of panel: with the block above 256 KiB, for the second cache. */
const ROWS_AT_A_TIME: i32 = 125

/** Bytes of scratch memory that a product needs. */
export function matrixProductScratch(n: i32, k: i32): i32 {
  const depth = min(k, BLOCK)
  return <i32>TILE_BYTES + depth * (padded(n) + TILE_COLUMNS) * 4
}

/**
 * A is `[m, k]`, or `[k, m]` if it is turned; B `[k, n]` or `[n, k]`; out `[m, n]`; bias `[n]`, or 0 for none.
 * @param activation 0 for none, 1 for relu.
 */
export function matrixProduct(
  a: usize,
  b: usize,
  out: usize,
  m: i32,
  n: i32,
  k: i32,
  turnsA: bool,
  turnsB: bool,
  bias: usize,
  activation: i32,
  scratch: usize,
): void {
  fillRows(out, m, n, bias)
  const tile = scratch
  memory.fill(tile, 0, TILE_BYTES)
  const panels = scratch + TILE_BYTES
  for (let start = 0; start < k; start += BLOCK) {
    const depth = min(BLOCK, k - start)
    packPanels(b, panels, n, k, start, depth, turnsB)
    if (turnsA) {
      const narrow = panels + <usize>(depth * padded(n)) * 4
      multiplyTurned(a + <usize>(start * m) * 4, panels, out, m, n, depth, tile, narrow)
    } else {
      multiplyRows(a + <usize>start * 4, <usize>k * 4, panels, out, m, n, depth, tile)
    }
  }
  if (activation === 1) relu(out, m * n)
}

export function padded(columns: i32): i32 {
  return (columns + TILE_COLUMNS - 1) & ~(TILE_COLUMNS - 1)
}

/** Every row of out becomes the bias. */
export function fillRows(out: usize, m: i32, n: i32, bias: usize): void {
  if (bias === 0) {
    memory.fill(out, 0, <usize>(m * n) * 4)
    return
  }
  const bytes = <usize>n * 4
  for (let row = 0, to = out; row < m; row++, to += bytes) copyFloats(to, bias, n)
}

export function relu(x: usize, count: i32): void {
  const zero = f32x4.splat(0)
  let at = x
  for (const end = x + ((<usize>(count & ~3)) << 2); at < end; at += 16) {
    // This order preserves NaN.
    v128.store(at, f32x4.pmax(v128.load(at), zero))
  }
  for (const end = x + ((<usize>count) << 2); at < end; at += 4) {
    const value = load<f32>(at)
    if (value < 0) store<f32>(at, 0)
  }
}

/** Rows [start, start + depth) of op(B) as panels `[n / 8][depth][8]`; columns behind the last are zero. */
export function packPanels(b: usize, panels: usize, n: i32, k: i32, start: i32, depth: i32, turnsB: bool): void {
  let to = panels
  for (let column = 0; column < n; column += TILE_COLUMNS, to += (<usize>depth) << 5) {
    const columns = min(TILE_COLUMNS, n - column)
    if (turnsB) packTurned(b + <usize>(column * k + start) * 4, to, columns, depth, <usize>k * 4)
    else packStraight(b + <usize>(start * n + column) * 4, to, columns, depth, <usize>n * 4)
  }
}

function packStraight(from: usize, to: usize, columns: i32, depth: i32, stride: usize): void {
  let source = from
  let target = to
  const end = to + ((<usize>depth) << 5)
  if (columns === TILE_COLUMNS) {
    for (; target < end; target += 32, source += stride) {
      v128.store(target, v128.load(source))
      v128.store(target, v128.load(source, 16), 16)
    }
    return
  }
  memory.fill(to, 0, (<usize>depth) << 5)
  for (; target < end; target += 32, source += stride) {
    for (let i: usize = 0; i < (<usize>columns) << 2; i += 4) store<f32>(target + i, load<f32>(source + i))
  }
}

/** Eight rows of B become eight columns. */
export function packTurned(from: usize, to: usize, columns: i32, depth: i32, stride: usize): void {
  if (columns < TILE_COLUMNS) memory.fill(to, 0, (<usize>depth) << 5)
  const whole = columns & ~3
  for (let column = 0; column < whole; column += 4) {
    turnFour(from + <usize>column * stride, to + ((<usize>column) << 2), depth, stride)
  }
  for (let column = whole; column < columns; column++) {
    let source = from + <usize>column * stride
    let target = to + ((<usize>column) << 2)
    for (let i = 0; i < depth; i++, source += 4, target += 32) store<f32>(target, load<f32>(source))
  }
}

/** Four rows of B become four columns of a panel. */
function turnFour(from: usize, to: usize, depth: i32, stride: usize): void {
  let p0 = from
  let p1 = p0 + stride
  let p2 = p1 + stride
  let p3 = p2 + stride
  let target = to
  let i = 0
  for (; i + 4 <= depth; i += 4) {
    const r0 = v128.load(p0)
    const r1 = v128.load(p1)
    const r2 = v128.load(p2)
    const r3 = v128.load(p3)
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
    v128.store(target, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5))
    v128.store(target, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 32)
    v128.store(target, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 64)
    v128.store(target, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 96)
    p0 += 16
    p1 += 16
    p2 += 16
    p3 += 16
    target += 128
  }
  for (; i < depth; i++, p0 += 4, p1 += 4, p2 += 4, p3 += 4, target += 32) {
    store<f32>(target, load<f32>(p0))
    store<f32>(target, load<f32>(p1), 4)
    store<f32>(target, load<f32>(p2), 8)
    store<f32>(target, load<f32>(p3), 12)
  }
}

/** out += A B with A by rows, `rowBytes` apart. */
function multiplyRows(
  a: usize,
  rowBytes: usize,
  panels: usize,
  out: usize,
  m: i32,
  n: i32,
  depth: i32,
  tile: usize,
): void {
  const stride = <usize>n * 4
  const panelBytes = (<usize>depth) << 5
  for (let first = 0; first < m; first += ROWS_AT_A_TIME) {
    const end = min(m, first + ROWS_AT_A_TIME)
    for (let column = 0, panel = panels; column < n; column += TILE_COLUMNS, panel += panelBytes) {
      const columns = min(TILE_COLUMNS, n - column)
      for (let row = first; row < end; row += TILE_ROWS) {
        const rows = min(TILE_ROWS, end - row)
        const p0 = a + <usize>row * rowBytes
        const c = out + <usize>row * stride + ((<usize>column) << 2)
        if (rows === TILE_ROWS && columns === TILE_COLUMNS) {
          addRows(depth, p0, p0 + rowBytes, p0 + 2 * rowBytes, p0 + 3 * rowBytes, p0 + 4 * rowBytes, panel, c, stride)
          continue
        }
        // Rows that are not there are taken to be the last one; their results are dropped.
        const p1 = rows > 1 ? p0 + rowBytes : p0
        const p2 = rows > 2 ? p1 + rowBytes : p1
        const p3 = rows > 3 ? p2 + rowBytes : p2
        const p4 = rows > 4 ? p3 + rowBytes : p3
        addRows(depth, p0, p1, p2, p3, p4, panel, tile, 32)
        addTile(tile, rows, columns, c, stride)
      }
    }
  }
}

/** out += Aᵀ B with A `[depth, m]`. */
export function multiplyTurned(
  a: usize,
  panels: usize,
  out: usize,
  m: i32,
  n: i32,
  depth: i32,
  tile: usize,
  narrow: usize,
): void {
  const stride = <usize>n * 4
  const panelBytes = (<usize>depth) << 5
  const step = <usize>m * 4
  for (let row = 0; row < m; row += TILE_ROWS) {
    const rows = min(TILE_ROWS, m - row)
    let from = a + ((<usize>row) << 2)
    let fromStep = step
    if (rows < TILE_ROWS) {
      packStraight(from, narrow, rows, depth, step)
      from = narrow
      fromStep = 32
    }
    for (let column = 0, panel = panels; column < n; column += TILE_COLUMNS, panel += panelBytes) {
      const columns = min(TILE_COLUMNS, n - column)
      const c = out + <usize>row * stride + ((<usize>column) << 2)
      if (rows === TILE_ROWS && columns === TILE_COLUMNS) {
        addColumns(depth, from, fromStep, panel, c, stride)
        continue
      }
      addColumns(depth, from, fromStep, panel, tile, 32)
      addTile(tile, rows, columns, c, stride)
    }
  }
}
