import { expect, test } from 'vitest'
import { gatheringOf, placeGatherings } from './gathering.ts'
import type { KernelRecord, TensorRef } from './trace.ts'

// The places alone are looked at, so nothing is compiled.
const pipeline = new Promise<GPUComputePipeline>(() => undefined)
const shader = () => ({ pipeline, workgroups: [1, 1, 1] as const })

let lastId = 0
const ref = (size: number, role: TensorRef['role'] = 'temporary'): TensorRef => {
  return { id: lastId++, shape: [size], dtype: 'float32', role }
}
const record = (output: TensorRef, ...inputs: TensorRef[]): KernelRecord => ({
  kernel: 'Any',
  attrs: {},
  inputs: Object.fromEntries(inputs.map((one, index) => [String(index), one])),
  outputs: [output],
  dispatches: [{ ...shader(), bindings: [output, ...inputs].map((tensor) => ({ tensor })) }],
})
const gathered = (members: readonly TensorRef[], records: readonly KernelRecord[], sources = 7) => {
  const gathering = gatheringOf(members, (shape) => ({ ...ref(0), shape }))
  const taking = record(ref(1), gathering.region)
  return {
    ...placeGatherings([...records, taking], [gathering], { shader, sources }),
    taking,
    region: gathering.region.id,
  }
}

test('tensors are written side by side, each from a multiple of 256 bytes on', () => {
  const [x, a, b] = [ref(9, 'input'), ref(5), ref(70)]
  const { records, inRegion, region } = gathered([a, b], [record(a, x), record(b, x)])
  expect(inRegion).toEqual(
    new Map([
      [a.id, { region, place: 0 }],
      [b.id, { region, place: 64 }],
    ]),
  )
  expect(records.map(({ kernel }) => kernel)).toEqual(['Any', 'Any', 'Any'])
})

test('a tensor that is made from another in the region is copied, for no dispatch reads and writes one buffer', () => {
  const [x, a, b] = [ref(9, 'input'), ref(5), ref(5)]
  const { records, inRegion } = gathered([a, b], [record(a, x), record(b, a)])
  expect([...inRegion.keys()]).toEqual([a.id])
  expect(records.map(({ kernel }) => kernel)).toEqual(['Any', 'Any', 'Gather', 'Any'])
  expect(records[2]?.inputs).toEqual({ 0: b })
})

test('so is what is wanted twice, and what was there before', () => {
  const [x, weight, a] = [ref(9, 'input'), ref(5, 'parameter'), ref(5)]
  const { records, inRegion } = gathered([a, a, weight], [record(a, x)])
  // Not even once is it written in place: the copy would then read the buffer that it writes.
  expect([...inRegion.keys()]).toEqual([])
  expect(records[1]?.inputs).toEqual({ 0: a, 1: a, 2: weight })
})

test('a dispatch copies no more tensors than it can bind', () => {
  const members = Array.from({ length: 5 }, () => ref(3, 'constant'))
  const { records } = gathered(members, [], 2)
  expect(records[0]?.dispatches.map(({ bindings }) => bindings.length)).toEqual([3, 3, 2])
})
