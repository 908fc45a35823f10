// Where the numbers of a recorded step lie. Temporaries share buffers when they are not needed at the same time; constants
// and uniforms lie side by side. A dispatch may not read and write one buffer, so no two tensors of one dispatch share one.
import type { Gathered } from './gathering.ts'
import { tensorsOf } from './gathering.ts'
import type { BufferPart } from './tensor-views.ts'
import type { Binding, TensorRef } from './trace.ts'
import { elementCount, roundUp } from './uniform-block.ts'
import { partAlignment } from './variable-buffer.ts'

export interface Memory {
  partOf(binding: Binding): BufferPart
  /** Of all temporaries and constants. */
  readonly bytes: number
  destroy(): void
}

/** @param fixed parts of tensors that live elsewhere, by id. */
export function allocate(
  device: GPUDevice,
  { records, inRegion }: Gathered,
  fixed: ReadonlyMap<number, BufferPart>,
): Memory {
  const parts = new Map(fixed)
  const constants = new Map<string, Uint8Array>()
  const constantOf = new Map<number, string>()
  const uniformOf = new Map<ArrayBuffer, string>()
  const spans = new Map<number, Span>()
  let time = 0
  for (const dispatch of records.flatMap(({ dispatches }) => dispatches)) {
    for (const binding of dispatch.bindings) {
      if ('uniform' in binding) uniformOf.set(binding.uniform, intern(constants, new Uint8Array(binding.uniform)))
    }
    for (const ref of tensorsOf(dispatch)) {
      if (ref.values) constantOf.set(ref.id, intern(constants, bytesOf(ref.values)))
      else if (!fixed.has(ref.id)) extend(spans, inRegion.get(ref.id)?.region ?? ref.id, time, sizeOf(ref, inRegion))
    }
    time++
  }

  const buffers: GPUBuffer[] = []
  const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC
  for (const { size, spans: sharing } of shared(spans)) {
    const buffer = device.createBuffer({ size, usage: storage })
    buffers.push(buffer)
    for (const { id, bytes } of sharing) parts.set(id, { buffer, offset: 0, size: bytes })
  }
  const packed = pack(device, constants)
  buffers.push(packed.buffer)

  return {
    partOf(binding) {
      if ('buffer' in binding) return binding
      const key = 'uniform' in binding ? uniformOf.get(binding.uniform) : constantOf.get(binding.tensor.id)
      const constant = key === undefined ? undefined : packed.parts.get(key)
      if (constant) return constant
      if ('uniform' in binding) throw new Error('A uniform of the recorded step has no place.')
      return placeOf(binding.tensor, parts, inRegion)
    },
    bytes: buffers.reduce((sum, { size }) => sum + size, 0),
    destroy() {
      for (const buffer of buffers) buffer.destroy()
    },
  }
}

function placeOf({ id, shape }: TensorRef, parts: ReadonlyMap<number, BufferPart>, inRegion: Gathered['inRegion']) {
  const wanted = inRegion.get(id)
  const part = parts.get(wanted?.region ?? id)
  if (!part) throw new Error(`The tensor ${id} of the recorded step has no place.`)
  const size = elementCount(shape) * 4
  return wanted ? { buffer: part.buffer, offset: wanted.place * 4, size } : { ...part, size }
}

interface Span {
  readonly id: number
  first: number
  last: number
  bytes: number
}

/** A tensor in a region counts for the region, whose own use gives its size. */
const sizeOf = ({ id, shape }: TensorRef, inRegion: Gathered['inRegion']) =>
  inRegion.has(id) ? 0 : elementCount(shape) * 4

function extend(spans: Map<number, Span>, id: number, time: number, bytes: number): void {
  const span = spans.get(id)
  if (!span) {
    spans.set(id, { id, first: time, last: time, bytes })
    return
  }
  span.last = time
  span.bytes = Math.max(span.bytes, bytes)
}

/** Largest first, each into the first buffer that is free all the while. */
function shared(
  spans: ReadonlyMap<number, Span>,
): readonly { readonly size: number; readonly spans: readonly Span[] }[] {
  const buffers: { readonly size: number; readonly spans: Span[] }[] = []
  for (const span of [...spans.values()].sort((a, b) => b.bytes - a.bytes)) {
    const isFree = (other: Span) => other.last < span.first || span.last < other.first
    const buffer = buffers.find((one) => one.spans.every(isFree))
    if (buffer) buffer.spans.push(span)
    else buffers.push({ size: Math.max(roundUp(span.bytes, 16), 16), spans: [span] })
  }
  return buffers
}

const bytesOf = (values: Float32Array | Int32Array) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/** Gives a name that equal bytes share. */
function intern(known: Map<string, Uint8Array>, bytes: Uint8Array): string {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  for (let attempt = 0; ; attempt++) {
    const key = `${bytes.length}/${hash}/${attempt}`
    const same = known.get(key)
    if (!same) known.set(key, bytes)
    if (!same || same.every((byte, index) => byte === bytes[index])) return key
  }
}

function pack(device: GPUDevice, constants: ReadonlyMap<string, Uint8Array>) {
  let end = 0
  const placed = [...constants].map(([key, bytes]) => {
    const offset = end
    end += roundUp(Math.max(bytes.length, 4), partAlignment)
    return { key, bytes, offset }
  })
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.UNIFORM
  const buffer = device.createBuffer({ size: Math.max(end, partAlignment), usage, mappedAtCreation: true })
  const target = new Uint8Array(buffer.getMappedRange())
  for (const { bytes, offset } of placed) target.set(bytes, offset)
  buffer.unmap()
  return {
    buffer,
    parts: new Map(placed.map(({ key, bytes, offset }) => [key, { buffer, offset, size: bytes.length }])),
  }
}
