// Points of the known densities drawn on the device against those drawn in JavaScript. Built for tests only.
import * as tf from '@tensorflow/tfjs-core'
import { pointsShader } from '../../src/engine/backends/webgpu-plan/points-kernel.ts'
import { readPart } from '../../src/engine/backends/webgpu-plan/tensor-views.ts'
import { isWebGpuBackend, type WebGpuBackend } from '../../src/engine/backends/webgpu-plan/tfjs-internals.ts'
import { parseDatasetAddress } from '../../src/engine/data/dataset-address.ts'
import { toyFacts } from '../../src/engine/data/dataset-facts.ts'
import { toyDensity } from '../../src/engine/data/toy-datasets.ts'
import { type RandomStream, randomStream } from '../../src/engine/random/random-stream.ts'
import { start } from './start.ts'

export interface PointComparison {
  readonly drawn: number
  /** The largest difference of two coordinates, by the dataset's address; relative to those that are larger than 1. */
  readonly gaps: Readonly<Record<string, number>>
}

/** Every density with its usual parameters, and some with others. */
const addresses = [
  ...toyFacts.keys(),
  'gaussian?mean=-3&deviation=0.5',
  'gaussian-mixture?components=20&mean=-7',
  'eight-gaussians?radius=1.4142&deviation=0.01414',
  'two-moons?noise=0.5',
]
const streams = [randomStream(1, 'data/points', 0), randomStream(2 ** 32 - 1, 'é', 2 ** 32 - 1)]
const count = 40_001

/** @throws Error when WebGPU does not start. */
export async function comparePoints(): Promise<PointComparison> {
  await start('webgpu')
  const backend = tf.backend()
  if (!isWebGpuBackend(backend)) throw new Error('WebGPU was started, another backend runs.')
  const gaps: Record<string, number> = {}
  for (const address of addresses) {
    gaps[address] = 0
    for (const stream of streams) gaps[address] = Math.max(gaps[address], await gapOf(backend, address, stream))
  }
  return { drawn: count * addresses.length * streams.length, gaps }
}

async function gapOf(backend: WebGpuBackend, address: string, stream: RandomStream): Promise<number> {
  const { name, parameters } = parseDatasetAddress(address)
  const density = toyDensity(name, parameters)
  const { device } = backend
  const size = count * density.dimensions * 4
  const points = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC })
  const counter = device.createBuffer({ size: 4, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST })
  device.queue.writeBuffer(counter, 0, Uint32Array.of(stream.step))
  const { pipeline, workgroups } = pointsShader(device, density, count, stream)
  const layout = (await pipeline).getBindGroupLayout(0)
  const entries = [points, counter].map((buffer, binding) => ({ binding, resource: { buffer } }))
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  pass.setPipeline(await pipeline)
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }))
  pass.dispatchWorkgroups(...workgroups)
  pass.end()
  device.queue.submit([encoder.finish()])
  const drawn = await readPart(backend, { buffer: points, offset: 0, size })
  for (const buffer of [points, counter]) buffer.destroy()
  const truth = density.sample(count, stream)
  return truth.reduce((worst, x, i) => {
    const gap = Math.abs((drawn[i] ?? Number.NaN) - x) / Math.max(1, Math.abs(x))
    return Math.max(worst, gap)
  }, 0)
}
