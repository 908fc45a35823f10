// Convolutions of images `[batch, height, width, channels]` that need no padding, and their gradients, as matrix products
// of which the left factor is never built: its rows are windows of the image, in as many pieces as the filter has rows.
import { copyBlocks, copyFloats } from './copy.ts'
import { fillRows, multiplyTurned, packPanels, packTurned, padded, relu } from './matrix-product.ts'
import { addNarrow, NARROW, packColumns } from './narrow.ts'
import { addColumns, addRows, addTile, TILE_BYTES, TILE_COLUMNS, TILE_ROWS } from './tile.ts'

/** Pixels of the result at a time. */
const PIXELS: i32 = 160
/** Pieces of a window with fewer floats are gathered first. */
const SHORT_PIECE: i32 = 32

/** Floats of scratch memory for either function below. */
export function convolutionScratch(filterHeight: i32, filterWidth: i32, inChannels: i32, outChannels: i32): i32 {
  const window = filterHeight * filterWidth * inChannels
  const panels = max(window, PIXELS) * padded(outChannels)
  const turned = outChannels <= NARROW ? (PIXELS + TILE_ROWS) * padded(window) : 0
  return <i32>(TILE_BYTES >> 2) + PIXELS + panels + PIXELS * (window + TILE_COLUMNS) + turned
}

/**
 * The filter is `[filterHeight, filterWidth, inChannels, outChannels]`; if it is turned,
 * `[filterHeight, filterWidth, outChannels, inChannels]`, to be read backwards, as the gradient with respect to the input
 * does.
 * @param bias `[outChannels]`, or 0 for none. @param activation 0 for none, 1 for relu.
 */
export function convolution(
  x: usize,
  filter: usize,
  out: usize,
  batch: i32,
  height: i32,
  width: i32,
  inChannels: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  outChannels: i32,
  turns: bool,
  bias: usize,
  activation: i32,
  scratch: usize,
): void {
  const outHeight = (height - filterHeight) / strideHeight + 1
  const outWidth = (width - filterWidth) / strideWidth + 1
  const pixels = batch * outHeight * outWidth
  const tile = scratch
  const places = tile + TILE_BYTES
  const panels = places + ((<usize>PIXELS) << 2)
  const piece = filterWidth * inChannels
  const window = filterHeight * piece
  const windows = panels + ((<usize>(window * padded(outChannels))) << 2)
  memory.fill(tile, 0, TILE_BYTES)
  fillRows(out, pixels, outChannels, bias)
  const isNarrow = outChannels <= NARROW && (piece & 3) === 0
  if (isNarrow && turns) packColumnsBackwards(filter, panels, filterHeight * filterWidth, inChannels, outChannels)
  else if (isNarrow) packColumns(filter, panels, window, outChannels)
  else if (turns) packBackwards(filter, panels, filterHeight * filterWidth, inChannels, outChannels)
  else packPanels(filter, panels, outChannels, window, 0, window, false)

  const joins = piece < SHORT_PIECE && filterHeight > 1
  const pieces = joins ? 1 : filterHeight
  const length = joins ? window : piece
  const rowBytes = (<usize>(width * inChannels)) << 2
  for (let first = 0; first < pixels; first += PIXELS) {
    const count = min(PIXELS, pixels - first)
    placesOf(x, places, first, count, height, width, inChannels, strideHeight, strideWidth, outHeight, outWidth)
    if (joins) joinWindows(places, windows, count, filterHeight, piece, rowBytes, true)
    const c = out + ((<usize>(first * outChannels)) << 2)
    if (isNarrow) multiplyNarrow(places, count, pieces, length, rowBytes, panels, c, outChannels, tile)
    else multiplyWindows(places, count, pieces, length, rowBytes, panels, c, outChannels, tile)
  }
  if (activation === 1) relu(out, pixels * outChannels)
}

/** The gradient with respect to the filter `[filterHeight, filterWidth, inChannels, outChannels]`. */
export function filterGradient(
  x: usize,
  dy: usize,
  out: usize,
  batch: i32,
  height: i32,
  width: i32,
  inChannels: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  scratch: usize,
): void {
  const pixels = batch * outHeight * outWidth
  const tile = scratch
  const places = tile + TILE_BYTES
  const panels = places + ((<usize>PIXELS) << 2)
  const piece = filterWidth * inChannels
  const window = filterHeight * piece
  const windows = panels + ((<usize>(PIXELS * padded(outChannels))) << 2)
  const narrow = windows + ((<usize>(PIXELS * window)) << 2)
  // Of few channels the gradient is computed turned, so that the long side fills the vectors.
  const isNarrow = outChannels <= NARROW
  const turned = narrow + ((<usize>(PIXELS * TILE_COLUMNS)) << 2)
  const turnedStride = (<usize>padded(window)) << 2
  const windowPanels = turned + <usize>TILE_ROWS * turnedStride
  if (isNarrow) memory.fill(turned, 0, <usize>TILE_ROWS * turnedStride)
  memory.fill(tile, 0, TILE_BYTES)
  memory.fill(out, 0, (<usize>(window * outChannels)) << 2)
  const rowBytes = (<usize>(width * inChannels)) << 2
  for (let first = 0; first < pixels; first += PIXELS) {
    const count = min(PIXELS, pixels - first)
    placesOf(x, places, first, count, height, width, inChannels, strideHeight, strideWidth, outHeight, outWidth)
    joinWindows(places, windows, count, filterHeight, piece, rowBytes, false)
    const slopes = dy + ((<usize>(first * outChannels)) << 2)
    if (isNarrow) {
      packPanels(slopes, narrow, outChannels, count, 0, count, false)
      packPanels(windows, windowPanels, window, count, 0, count, false)
      let panel = windowPanels
      for (let c = turned; c < turned + turnedStride; c += 32, panel += (<usize>count) << 5) {
        addColumns(count, narrow, 32, panel, c, turnedStride)
      }
      continue
    }
    packPanels(slopes, panels, outChannels, count, 0, count, false)
    multiplyTurned(windows, panels, out, window, outChannels, count, tile, narrow)
  }
  if (!isNarrow) return
  for (let channel = 0; channel < outChannels; channel++) {
    const from = turned + <usize>channel * turnedStride
    copyBlocks(from, out + ((<usize>channel) << 2), window, 1, 1, outChannels)
  }
}

/** The address of the first float of each window. */
function placesOf(
  x: usize,
  places: usize,
  first: i32,
  count: i32,
  height: i32,
  width: i32,
  channels: i32,
  strideHeight: i32,
  strideWidth: i32,
  outHeight: i32,
  outWidth: i32,
): void {
  let column = first % outWidth
  let row = (first / outWidth) % outHeight
  let image = first / (outWidth * outHeight)
  for (let i = 0; i < count; i++) {
    const pixel = (image * height + row * strideHeight) * width + column * strideWidth
    store<usize>(places + ((<usize>i) << 2), x + ((<usize>(pixel * channels)) << 2))
    column++
    if (column < outWidth) continue
    column = 0
    row++
    if (row < outHeight) continue
    row = 0
    image++
  }
}

/** Writes the pieces of each window side by side; the windows are then found there. */
function joinWindows(
  places: usize,
  windows: usize,
  count: i32,
  pieces: i32,
  length: i32,
  rowBytes: usize,
  movesPlaces: bool,
): void {
  let to = windows
  for (let i: usize = 0; i < (<usize>count) << 2; i += 4) {
    let from = load<usize>(places + i)
    if (movesPlaces) store<usize>(places + i, to)
    for (let piece = 0; piece < pieces; piece++, from += rowBytes, to += (<usize>length) << 2) {
      copyFloats(to, from, length)
    }
  }
}

/** Panels of a filter `[taps, outChannels, inChannels]` read from its last tap to its first, as `[taps, in, out]`. */
function packBackwards(filter: usize, panels: usize, taps: i32, inChannels: i32, outChannels: i32): void {
  let to = panels
  const tapBytes = (<usize>(inChannels * outChannels)) << 2
  for (let column = 0; column < outChannels; column += TILE_COLUMNS) {
    const columns = min(TILE_COLUMNS, outChannels - column)
    for (let tap = taps - 1; tap >= 0; tap--, to += (<usize>inChannels) << 5) {
      const from = filter + <usize>tap * tapBytes + ((<usize>(column * inChannels)) << 2)
      packTurned(from, to, columns, inChannels, (<usize>inChannels) << 2)
    }
  }
}

/** Like `packBackwards`, for `addNarrow`. */
function packColumnsBackwards(filter: usize, packed: usize, taps: i32, inChannels: i32, outChannels: i32): void {
  let to = packed
  const bytes = (<usize>inChannels) << 2
  for (let column = 0; column < outChannels; column++) {
    for (let tap = taps - 1; tap >= 0; tap--, to += bytes) {
      copyFloats(to, filter + <usize>(tap * outChannels + column) * bytes, inChannels)
    }
  }
  if (outChannels & 1) memory.fill(to, 0, <usize>taps * bytes)
}

/** As `multiplyWindows`, with a few packed columns. */
function multiplyNarrow(
  places: usize,
  count: i32,
  pieces: i32,
  length: i32,
  rowBytes: usize,
  packed: usize,
  c: usize,
  channels: i32,
  tile: usize,
): void {
  const pieceBytes = (<usize>length) << 2
  const columnBytes = <usize>pieces * pieceBytes
  for (let pixel = 0; pixel < count; pixel += 4) {
    const at = places + ((<usize>pixel) << 2)
    const last = (<usize>(min(4, count - pixel) - 1)) << 2
    for (let column = 0; column < channels; column += 2) {
      let p0 = load<usize>(at)
      let p1 = load<usize>(at + min(last, 4))
      let p2 = load<usize>(at + min(last, 8))
      let p3 = load<usize>(at + last)
      let part = packed + <usize>column * columnBytes
      memory.fill(tile, 0, 32)
      for (let piece = 0; piece < pieces; piece++, part += pieceBytes) {
        addNarrow(length, p0, p1, p2, p3, part, columnBytes, tile)
        p0 += rowBytes
        p1 += rowBytes
        p2 += rowBytes
        p3 += rowBytes
      }
      const isPair = column + 1 < channels
      for (let from: usize = 0; from <= last; from += 4) {
        const to = c + ((<usize>((pixel + <i32>(from >> 2)) * channels + column)) << 2)
        store<f32>(to, load<f32>(to) + load<f32>(tile + 2 * from))
        if (isPair) store<f32>(to, load<f32>(to, 4) + load<f32>(tile + 2 * from, 4), 4)
      }
    }
  }
  memory.fill(tile, 0, 32)
}

/** c += windows · filter for `count` pixels. */
function multiplyWindows(
  places: usize,
  count: i32,
  pieces: i32,
  length: i32,
  rowBytes: usize,
  panels: usize,
  c: usize,
  channels: i32,
  tile: usize,
): void {
  const stride = (<usize>channels) << 2
  const pieceBytes = (<usize>length) << 5
  const panelBytes = <usize>pieces * pieceBytes
  for (let column = 0, panel = panels; column < channels; column += TILE_COLUMNS, panel += panelBytes) {
    const columns = min(TILE_COLUMNS, channels - column)
    for (let pixel = 0; pixel < count; pixel += TILE_ROWS) {
      const rows = min(TILE_ROWS, count - pixel)
      const at = places + ((<usize>pixel) << 2)
      const isWhole = rows === TILE_ROWS && columns === TILE_COLUMNS
      // Pixels that are not there are taken to be the last one; their results are dropped.
      const last = (<usize>(rows - 1)) << 2
      let p0 = load<usize>(at)
      let p1 = load<usize>(at + min(last, 4))
      let p2 = load<usize>(at + min(last, 8))
      let p3 = load<usize>(at + min(last, 12))
      let p4 = load<usize>(at + last)
      const to = c + <usize>pixel * stride + ((<usize>column) << 2)
      let part = panel
      for (let piece = 0; piece < pieces; piece++, part += pieceBytes) {
        if (isWhole) addRows(length, p0, p1, p2, p3, p4, part, to, stride)
        else addRows(length, p0, p1, p2, p3, p4, part, tile, 32)
        p0 += rowBytes
        p1 += rowBytes
        p2 += rowBytes
        p3 += rowBytes
        p4 += rowBytes
      }
      if (!isWhole) addTile(tile, rows, columns, to, stride)
    }
  }
}
