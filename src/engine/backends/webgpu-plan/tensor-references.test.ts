import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTensorReferences } from './tensor-references.ts'
import type { StoredTensor } from './tfjs-internals.ts'
import type { TensorRef } from './trace.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const placeholder = {}
const weight = { dataId: {}, shape: [2, 3] }
const weightRef: TensorRef = { id: 4, shape: [2, 3], dtype: 'float32', role: 'parameter' }

function place(...tensors: readonly StoredTensor[]) {
  const stored = new Map<object, StoredTensor>(tensors.map((one) => [{}, one]))
  const tensorMap = { get: (dataId: object) => stored.get(dataId)!, has: (dataId: object) => stored.has(dataId) }
  const counts = { held: 0 }
  const backend = { tensorMap, incRef: () => void counts.held++, disposeData: () => counts.held-- > 0 }
  const references = createTensorReferences(backend, new Map([[weight.dataId, weightRef]]), placeholder)
  return { references, counts, tensors: [...stored].map(([dataId, { shape }]) => ({ dataId, shape: [...shape] })) }
}

const stored = (more: Partial<StoredTensor> = {}): StoredTensor => ({ dtype: 'float32', shape: [2], ...more })

describe('the reference', () => {
  test('of a tensor that is known is its own, in the shape in which it is used', () => {
    const { references } = place()
    expect(references.of(weight)).toBe(weightRef)
    expect(references.of({ ...weight, shape: [6] })).toEqual({ ...weightRef, shape: [6] })
  })

  test('of a tensor that is computed is a temporary, always the same', () => {
    const { references, tensors } = place(stored({ resource: placeholder }), stored({ dtype: 'bool' }))
    const [first, second] = tensors.map((one) => references.of(one))
    expect(first).toEqual({ id: 5, shape: [2], dtype: 'float32', role: 'temporary' })
    expect(second).toEqual({ id: 6, shape: [2], dtype: 'bool', role: 'temporary' })
    expect(references.of(tensors[0]!)).toBe(first)
  })

  test('of a tensor with numbers is a constant, with a copy of them', () => {
    const values = Float32Array.of(0.5, 2)
    const { references, tensors } = place(stored({ values }), stored({ values: [1, 0], dtype: 'bool' }))
    const [half, truth] = tensors.map((one) => references.of(one))
    values.fill(0)
    expect(half).toEqual({ id: 5, shape: [2], dtype: 'float32', role: 'constant', values: Float32Array.of(0.5, 2) })
    expect(truth).toMatchObject({ role: 'constant', values: Int32Array.of(1, 0) })
  })

  test('of a tensor that lies on the device is a constant there, which is held until it is released', () => {
    class Buffer {}
    vi.stubGlobal('GPUBuffer', Buffer)
    const resource = new Buffer()
    const { references, counts, tensors } = place(stored({ resource }))
    expect(references.of(tensors[0]!)).toEqual({ id: 5, shape: [2], dtype: 'float32', role: 'constant' })
    expect(references.external).toEqual(new Map([[5, resource]]))
    expect(counts.held).toBe(1)
    references.release()
    references.release()
    expect(counts.held).toBe(0)
  })

  test('that was assigned is the one of the tensor', () => {
    const { references, tensors } = place(stored())
    const ref = references.create([2], 'input', 'int32')
    expect(ref).toEqual({ id: 5, shape: [2], dtype: 'int32', role: 'input' })
    references.assign(tensors[0]!.dataId, ref)
    expect(references.of(tensors[0]!)).toBe(ref)
  })

  test('of numbers that no tensor holds is a separate constant', () => {
    const { references } = place()
    const values = Int32Array.of(1, 2, 3)
    expect(references.constant(values)).toEqual({ id: 5, shape: [3], dtype: 'int32', role: 'constant', values })
  })
})

describe('a tensor that cannot be recorded is refused', () => {
  test.each([
    ['complex numbers', stored({ dtype: 'complex64' }), 'The step uses numbers of type complex64.'],
    ['strings', stored({ dtype: 'string' }), 'The step uses numbers of type string.'],
    ['textures', stored({ resource: {} }), 'The step reads a texture.'],
  ])('%s', (_, tensor, message) => {
    vi.stubGlobal('GPUBuffer', class {})
    const { references, tensors } = place(tensor)
    expect(() => references.of(tensors[0]!)).toThrow(message)
  })
})
