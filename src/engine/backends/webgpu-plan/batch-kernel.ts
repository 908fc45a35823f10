// Batches taken out of a dataset that lies on the device: the examples at the given places, turned into what a model sees
// exactly as src/engine/data/binarise.ts does it, or their classes one-hot.
import type { Binarisation } from '../../data/binarise.ts'
import { threefryWgsl } from '../webgpu-kernels/threefry-wgsl.ts'
import { bindingsOf, type Shader, shaderOver } from './shader.ts'

interface BatchShape {
  readonly rows: number
  /** Numbers of one example. */
  readonly size: number
}

const wordOf = (index: string) => `((bytes[(${index}) >> 2u] >> (8u * ((${index}) & 3u))) & 255u)`

/** Bindings: the batch, the places, the bytes, a table of what each byte becomes. */
export function byteBatchShader(device: GPUDevice, { rows, size }: BatchShape): Shader {
  const declarations = bindingsOf([
    ['write', 'batch', 'array<f32>'],
    ['read', 'places', 'array<u32>'],
    ['read', 'bytes', 'array<u32>'],
    ['read', 'table', 'array<f32>'],
  ])
  const body = `
  let k = places[i / ${size}u] * ${size}u + i % ${size}u;
  batch[i] = table[${wordOf('k')}];`
  return shaderOver(device, 'batch of bytes', rows * size, declarations, body)
}

/**
 * Bindings: the batch, the places, the bytes, each byte's threshold, the number of the first example in the run's endless
 * sequence, which is the step of its stream of random numbers.
 */
export function binarisedBatchShader(
  device: GPUDevice,
  { rows, size }: BatchShape,
  key: readonly [number, number],
): Shader {
  const declarations = bindingsOf([
    ['write', 'batch', 'array<f32>'],
    ['read', 'places', 'array<u32>'],
    ['read', 'bytes', 'array<u32>'],
    ['read', 'thresholds', 'array<u32>'],
    ['read', 'start', 'array<u32>'],
  ])
  // An invocation does the two pixels of one block of random words.
  const blocks = Math.ceil(size / 2)
  const body = `
  let row = i / ${blocks}u;
  let block = i % ${blocks}u;
  let words = threefry(vec2<u32>(${key[0]}u, ${key[1]}u), block, start[0] + row);
  for (var lane = 0u; lane < 2u; lane += 1u) {
    let j = 2u * block + lane;
    if (j >= ${size}u) { return; }
    let k = places[row] * ${size}u + j;
    batch[row * ${size}u + j] = select(0.0, 1.0, (words[lane] >> 8u) < thresholds[${wordOf('k')}]);
  }`
  return shaderOver(device, 'binarised batch', rows * blocks, `${declarations}\n${threefryWgsl}`, body)
}

/** Bindings: the batch, the places, the numbers. */
export function realBatchShader(device: GPUDevice, { rows, size }: BatchShape): Shader {
  const declarations = bindingsOf([
    ['write', 'batch', 'array<f32>'],
    ['read', 'places', 'array<u32>'],
    ['read', 'numbers', 'array<f32>'],
  ])
  const body = `  batch[i] = numbers[places[i / ${size}u] * ${size}u + i % ${size}u];`
  return shaderOver(device, 'batch of numbers', rows * size, declarations, body)
}

/** Bindings: the batch, the places, the bytes of the classes. */
export function oneHotShader(device: GPUDevice, { rows, size }: BatchShape): Shader {
  const declarations = bindingsOf([
    ['write', 'batch', 'array<f32>'],
    ['read', 'places', 'array<u32>'],
    ['read', 'bytes', 'array<u32>'],
  ])
  const body = `
  let k = places[i / ${size}u];
  batch[i] = select(0.0, 1.0, ${wordOf('k')} == i % ${size}u);`
  return shaderOver(device, 'batch of classes', rows * size, declarations, body)
}

/** What each byte becomes, for all that is not drawn. */
export function byteTable(binarisation: Exclude<Binarisation, 'dynamic'>): Float32Array {
  return Float32Array.from({ length: 256 }, (_, v) => {
    if (binarisation === 'none') return v / 255
    return binarisation === 'levels' ? v : Number(v >= 128)
  })
}
