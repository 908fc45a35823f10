// Without a device: what may be read when, and how many dispatches are left. Numbers are compared in a browser.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import type { KernelRecord, TensorRef } from '../trace.ts'
import type { FixtureKernels } from './fixtures/growing-step.ts'
import { randomStep } from './fixtures/random-step.ts'
import { type RewrittenStep, rewrite } from './rewrite.ts'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const limits = { buffers: 8, workgroups: 65535 }
const pipeline = new Promise<GPUComputePipeline>(() => undefined)
const dispatchOf = (...refs: readonly TensorRef[]): KernelRecord['dispatches'] => [
  { pipeline, bindings: refs.map((tensor) => ({ tensor })), workgroups: [1, 1, 1] },
]
const fixtures: FixtureKernels = {
  affine: (x, y) => dispatchOf(y, x),
  update: (parameter, gradient) => dispatchOf(parameter, gradient),
}

const ref = (id: number, shape: readonly number[], role: TensorRef['role'] = 'temporary'): TensorRef => ({
  id,
  shape,
  dtype: 'float32',
  role,
})
function record(kernel: string, inputs: Record<string, TensorRef>, output: TensorRef, attrs = {}): KernelRecord {
  return { kernel, attrs, inputs, outputs: [output], dispatches: dispatchOf(output, ...Object.values(inputs)) }
}
const fusedOf = ({ kernels }: RewrittenStep) => kernels.flatMap((kernel) => ('code' in kernel ? [kernel] : []))
const namesOf = ({ kernels }: RewrittenStep) => kernels.map((kernel) => ('code' in kernel ? 'Fused' : kernel.kernel))

describe('a step of any kernels', () => {
  const seeds = Array.from({ length: 30 }, (_, i) => i + 1)
  test.each(seeds)('reads only what exists, and binds no more than a shader may: %i', (seed) => {
    const { records, given, expected } = randomStep(seed, 60, fixtures)
    const { kernels, now } = rewrite(records, { ...limits, buffers: 5 + (seed % 4) })
    const there = new Set(given.keys())
    const check = (refs: readonly TensorRef[]) => {
      for (const one of refs) expect(there.has(one.id) || one.values !== undefined).toBe(true)
    }
    for (const kernel of kernels) {
      if (!('code' in kernel)) {
        check(Object.values(kernel.inputs))
        for (const { id } of kernel.outputs) there.add(id)
        continue
      }
      check(kernel.reads)
      const [reads, writes] = [kernel.reads, kernel.writes].map((refs) => new Set(refs.map(({ id }) => id)))
      expect(reads!.size + writes!.size).toBeLessThanOrEqual(5 + (seed % 4))
      expect([...writes!].filter((id) => reads!.has(id) || there.has(id))).toEqual([])
      for (const id of writes!) there.add(id)
    }
    for (const one of expected.keys()) expect(there.has(now(one).id)).toBe(true)
  })

  test.each(seeds)('is done in fewer dispatches: %i', (seed) => {
    const { records } = randomStep(seed, 60, fixtures)
    expect(rewrite(records, limits).kernels.length).toBeLessThan(0.8 * records.length)
  })
})

describe('kernels that stay', () => {
  test('are left alone, in their order, and what is not read is not computed', () => {
    const [x, y, z] = [ref(1, [4], 'input'), ref(2, [4]), ref(3, [4])]
    const step = rewrite(
      [record('Foreign', { x }, y), record('Exp', { x: y }, z), record('Foreign', { x: y }, ref(4, [4]))],
      limits,
    )
    expect(namesOf(step)).toEqual(['Foreign', 'Foreign'])
  })

  test('that overwrite a parameter come after its earlier readers and before its later ones', () => {
    const weights = ref(1, [4], 'parameter')
    const [old, fresh, gradient] = [ref(2, [4]), ref(3, [4]), ref(4, [4], 'input')]
    const step = rewrite(
      [
        record('Exp', { x: weights }, old),
        record('Update', { gradient, weights }, weights),
        record('Exp', { x: weights }, fresh),
        record('Foreign', { a: old, b: fresh }, ref(5, [4])),
      ],
      limits,
    )
    expect(namesOf(step)).toEqual(['Fused', 'Update', 'Fused', 'Foreign'])
    expect(fusedOf(step).map(({ writes }) => writes.map(({ id }) => id))).toEqual([[2], [3]])
  })

  test('that do again what one of them has done are not run again, unless their parameter was overwritten between', () => {
    const weights = ref(1, [4], 'parameter')
    const noise = ref(9, [4], 'input')
    const made = [2, 3, 4].map((id) => ref(id, [4]))
    const gradient = ref(5, [4], 'input')
    const [first, second, third] = made.map((output) => record('Foreign', { noise, weights }, output))
    const read = record('Foreign', { a: made[0]!, b: made[1]!, c: made[2]! }, ref(6, [4]))
    const step = rewrite([first!, second!, record('Update', { gradient, weights }, weights), third!, read], limits)
    expect(namesOf(step)).toEqual(['Foreign', 'Update', 'Foreign', 'Foreign'])
    const last = step.kernels.at(-1)
    expect(last && 'inputs' in last ? Object.values(last.inputs).map(({ id }) => id) : []).toEqual([2, 2, 4])
  })

  test('and differ in shader, in what they read or in a number, or write for others, are all run', () => {
    const [x, y] = [ref(1, [4], 'input'), ref(2, [4], 'input')]
    const other: KernelRecord['dispatches'][number]['pipeline'] = new Promise(() => undefined)
    const withUniform = (output: TensorRef, number: number): KernelRecord => {
      const { dispatches, ...rest } = record('Foreign', { x }, output)
      const uniform = { uniform: Int32Array.of(number).buffer }
      return { ...rest, dispatches: dispatches.map((one) => ({ ...one, bindings: [...one.bindings, uniform] })) }
    }
    const plain = record('Foreign', { x }, ref(3, [4]))
    const records = [
      plain,
      record('Foreign', { x: y }, ref(4, [4])),
      {
        ...record('Foreign', { x }, ref(5, [4])),
        dispatches: dispatchOf(ref(5, [4]), x).map((one) => ({ ...one, pipeline: other })),
      },
      withUniform(ref(6, [4]), 1),
      withUniform(ref(7, [4]), 2),
      withUniform(ref(8, [4]), 1),
      record('Foreign', { x }, ref(9, [4], 'output')),
    ]
    expect(rewrite(records, limits).kernels).toEqual(records.filter((one) => one !== records[5]))
  })

  test('do not keep a value that is read after its parameter was overwritten from being stored before', () => {
    const weights = ref(1, [4], 'parameter')
    const [half, sum, gradient] = [ref(2, [4]), ref(3, [4]), ref(4, [4], 'input')]
    const step = rewrite(
      [
        record('Exp', { x: weights }, half),
        record('Update', { gradient, weights }, weights),
        record('Add', { a: half, b: weights }, sum),
        record('Foreign', { x: sum }, ref(5, [4])),
      ],
      limits,
    )
    expect(namesOf(step)).toEqual(['Fused', 'Update', 'Fused', 'Foreign'])
    expect(fusedOf(step)[0]?.writes.map(({ id }) => id)).toEqual([2])
  })

  test('read constants that were made by kernels from memory that is filled once', () => {
    const sum = ref(2, [3])
    const constant = (id: number, number: number): TensorRef => ({
      ...ref(id, [3], 'constant'),
      values: new Float32Array(3).fill(number),
    })
    const step = rewrite(
      [record('Add', { a: constant(5, 1), b: constant(6, 2) }, sum), record('Foreign', { x: sum }, ref(3, [3]))],
      limits,
    )
    expect(namesOf(step)).toEqual(['Foreign'])
    const [foreign] = step.kernels
    const read = foreign && 'inputs' in foreign ? foreign.inputs.x : undefined
    expect(read).toMatchObject({ role: 'constant', values: new Float32Array([3, 3, 3]) })
  })
})

describe('what fits into one dispatch', () => {
  const [x, bias] = [ref(1, [64, 32]), ref(2, [32], 'parameter')]
  const made = record('Foreign', { x: ref(9, [64, 32], 'input') }, x)
  const foreign = (read: TensorRef, id: number) => record('Foreign', { x: read }, ref(id, [1]))

  test('a chain, its row sums and its column sums', () => {
    const [a, b, rows, columns] = [ref(3, [64, 32]), ref(4, [64, 32]), ref(5, [64]), ref(6, [32])]
    const step = rewrite(
      [
        made,
        record('Add', { a: x, b: bias }, a),
        record('Relu', { x: a }, b),
        record('Sum', { x: b }, rows, { axis: [1] }),
        record('Sum', { x: b }, columns, { axis: [0] }),
        ...[b, rows, columns].map((one, i) => foreign(one, 20 + i)),
      ],
      limits,
    )
    expect(namesOf(step)).toEqual(['Foreign', 'Fused', 'Foreign', 'Foreign', 'Foreign'])
  })

  test('a softmax, with the sums that it divides by', () => {
    const result = ref(3, [64, 32])
    const step = rewrite([made, record('Softmax', { logits: x }, result), foreign(result, 20)], limits)
    expect(namesOf(step)).toEqual(['Foreign', 'Fused', 'Foreign'])
    expect(fusedOf(step)[0]?.writes.map(({ id }) => id)).toEqual([3])
  })

  test('a product of a few terms, but not one of many', () => {
    const product = (terms: number) => {
      const [a, b, c] = [ref(3, [300, terms], 'input'), ref(4, [terms, 300], 'parameter'), ref(5, [300, 300])]
      return namesOf(rewrite([record('BatchMatMul', { a, b }, c), foreign(c, 20)], limits))
    }
    expect(product(2)).toEqual(['Fused', 'Foreign'])
    expect(product(300)).toEqual(['BatchMatMul', 'Foreign'])
  })
})

test('equal gradients of two parameters lie in one place, which both names lead to', () => {
  const [x, a, b] = [ref(1, [4], 'input'), ref(2, [4]), ref(3, [4])]
  const step = rewrite(
    [record('Exp', { x }, a), record('Exp', { x }, b), record('Update', { a, b }, ref(4, [4], 'parameter'))],
    limits,
  )
  expect(step.now(a)).toEqual(step.now(b))
  expect(namesOf(step)).toEqual(['Fused', 'Update'])
})
