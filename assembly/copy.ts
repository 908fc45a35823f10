// Copies floats: blocks at regular distances, windows of images, permuted columns.

/** With fewer floats a call of the engine's copy costs more than it saves. */
const LONG: i32 = 256

export function copyFloats(to: usize, from: usize, count: i32): void {
  if (count >= LONG) {
    memory.copy(to, from, (<usize>count) << 2)
    return
  }
  let source = from
  let target = to
  for (const end = from + ((<usize>(count & ~3)) << 2); source < end; source += 16, target += 16) {
    v128.store(target, v128.load(source))
  }
  for (const end = from + ((<usize>count) << 2); source < end; source += 4, target += 4) {
    store<f32>(target, load<f32>(source))
  }
}

/** `blocks` times `length` floats, from places `fromStep` floats apart to places `toStep` floats apart. */
export function copyBlocks(from: usize, to: usize, blocks: i32, length: i32, fromStep: i32, toStep: i32): void {
  let source = from
  let target = to
  const sourceBytes = (<usize>fromStep) << 2
  const targetBytes = (<usize>toStep) << 2
  if (length === 1) {
    for (let i = 0; i < blocks; i++, source += sourceBytes, target += targetBytes) {
      store<f32>(target, load<f32>(source))
    }
    return
  }
  if (length === 2) {
    for (let i = 0; i < blocks; i++, source += sourceBytes, target += targetBytes) {
      store<f64>(target, load<f64>(source))
    }
    return
  }
  for (let i = 0; i < blocks; i++, source += sourceBytes, target += targetBytes) copyFloats(target, source, length)
}

/**
 * Rows [top, top + outHeight) and columns [left, left + outWidth) of images `[batch, height, width, channels]`, zero where
 * there is none; `top` and `left` may be negative.
 */
export function imageWindow(
  x: usize,
  out: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  outHeight: i32,
  outWidth: i32,
): void {
  const before = min(outWidth, max(0, -left)) * channels
  const seen = max(0, min(width, left + outWidth) - max(0, left)) * channels
  const after = outWidth * channels - before - seen
  const start = max(0, left) * channels
  let target = out
  for (let image = 0; image < batch; image++) {
    for (let row = top; row < top + outHeight; row++) {
      if (row < 0 || row >= height || seen === 0) {
        memory.fill(target, 0, (<usize>(outWidth * channels)) << 2)
        target += (<usize>(outWidth * channels)) << 2
        continue
      }
      target = clear(target, before)
      copyFloats(target, x + ((<usize>((image * height + row) * width * channels + start)) << 2), seen)
      target = clear(target + ((<usize>seen) << 2), after)
    }
  }
}

/** Returns the place behind. */
function clear(to: usize, count: i32): usize {
  let target = to
  for (const end = to + ((<usize>count) << 2); target < end; target += 4) store<f32>(target, 0)
  return target
}

/** out[i, j] = x[i, order[j]], with x `[rows, columns]` and out `[rows, count]`. */
export function gatherColumns(x: usize, order: usize, out: usize, rows: i32, columns: i32, count: i32): void {
  let from = x
  let to = out
  const end = order + ((<usize>count) << 2)
  for (let row = 0; row < rows; row++, from += (<usize>columns) << 2) {
    for (let place = order; place < end; place += 4, to += 4) {
      store<f32>(to, load<f32>(from + ((<usize>load<i32>(place)) << 2)))
    }
  }
}
