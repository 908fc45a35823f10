// Counts what a program asks of WebGPU, at the prototypes of its interfaces, so that nothing passes by unseen.

export interface GpuCounts {
  readonly dispatches: number
  readonly submits: number
  /** Writes into buffers and textures, and buffers mapped for writing. */
  readonly uploads: number
  readonly uploadedBytes: number
  /** Buffers mapped for reading. */
  readonly readBacks: number
  readonly passes: number
  readonly bindGroups: number
  readonly buffers: number
  readonly pipelines: number
}

export type GpuInterfaces = Pick<
  typeof globalThis,
  'GPUBuffer' | 'GPUComputePassEncoder' | 'GPUCommandEncoder' | 'GPUDevice' | 'GPUQueue'
>

const nothing: GpuCounts = {
  dispatches: 0,
  submits: 0,
  uploads: 0,
  uploadedBytes: 0,
  readBacks: 0,
  passes: 0,
  bindGroups: 0,
  buffers: 0,
  pipelines: 0,
}

export interface GpuCounters {
  /** Since the last reading. */
  read(): GpuCounts
}

/** @param gpu the interfaces of the page, or those that the npm package `webgpu` has for Node.js. */
export function countGpuCalls(gpu: GpuInterfaces): GpuCounters {
  let counts: { -readonly [K in keyof GpuCounts]: number } = { ...nothing }
  const upload = (bytes: number) => {
    counts.uploads++
    counts.uploadedBytes += bytes
  }
  const pass = gpu.GPUComputePassEncoder.prototype
  watch(pass, 'dispatchWorkgroups', () => counts.dispatches++)
  watch(pass, 'dispatchWorkgroupsIndirect', () => counts.dispatches++)
  watch(gpu.GPUCommandEncoder.prototype, 'beginComputePass', () => counts.passes++)
  const queue = gpu.GPUQueue.prototype
  watch(queue, 'submit', () => counts.submits++)
  watch(queue, 'writeBuffer', (_buffer, _at, data, from, length) => upload(writtenBytes(data, from, length)))
  watch(queue, 'writeTexture', (_texture, data) => upload(data.byteLength))
  const device = gpu.GPUDevice.prototype
  watch(device, 'createBuffer', ({ size, mappedAtCreation }) => {
    counts.buffers++
    if (mappedAtCreation) upload(size)
  })
  watch(device, 'createBindGroup', () => counts.bindGroups++)
  watch(device, 'createComputePipeline', () => counts.pipelines++)
  watch(device, 'createComputePipelineAsync', () => counts.pipelines++)
  watch(gpu.GPUBuffer.prototype, 'mapAsync', function (mode, _from, length) {
    // GPUMapMode: 1 reads, 2 writes.
    if (mode === 1) counts.readBacks++
    else upload(length ?? this.size)
  })
  return {
    read() {
      const read = counts
      counts = { ...nothing }
      return read
    },
  }
}

export function perStep(counts: GpuCounts, steps: number): GpuCounts {
  const { dispatches, submits, uploads, uploadedBytes, readBacks, passes, bindGroups, buffers, pipelines } = counts
  const all = { dispatches, submits, uploads, uploadedBytes, readBacks, passes, bindGroups, buffers, pipelines }
  for (const key of Object.keys(nothing)) if (isCount(key)) all[key] /= steps
  return all
}

const isCount = (key: string): key is keyof GpuCounts => key in nothing

type Method = (...given: never[]) => unknown

/** Calls `seen` before the method, with what the method is given. */
function watch<T extends object, K extends keyof T>(
  prototype: T,
  name: K,
  seen: T[K] extends (...given: infer A) => unknown ? (this: T, ...given: A) => unknown : never,
): void {
  const method = prototype[name]
  if (!isMethod(method)) throw new Error(`This WebGPU has no ${String(name)}.`)
  const watched = function (this: T, ...given: never[]): unknown {
    Reflect.apply(seen, this, given)
    return Reflect.apply(method, this, given)
  }
  Object.defineProperty(prototype, name, { value: watched, writable: true, configurable: true })
}

const isMethod = (value: unknown): value is Method => typeof value === 'function'

/** The length is in elements of a typed array, else in bytes. */
function writtenBytes(data: AllowSharedBufferSource, from = 0, length?: number): number {
  const element = ArrayBuffer.isView(data) && 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1
  return length === undefined ? data.byteLength - from * element : length * element
}
