// Concat and Add: growing inputs, and which shapes can be joined.
import { describe, expect, test } from 'vitest'
import { portsOf } from '../../../src/graph/definition.ts'
import { tensor } from '../../../src/graph/signals.ts'
import { add } from '../add/add.node.ts'
import { concat } from './concat.node.ts'

const unused = { x3: undefined, x4: undefined, x5: undefined, x6: undefined, x7: undefined, x8: undefined }

describe.each([concat, add])('$title', (definition) => {
  test.each([
    [[], ['x1', 'x2']],
    [['x1'], ['x1', 'x2']],
    [
      ['x1', 'x2'],
      ['x1', 'x2', 'x3'],
    ],
    [
      ['x1', 'x4'],
      ['x1', 'x2', 'x3', 'x4', 'x5'],
    ],
    [['x8'], ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8']],
  ])('with %j connected it shows %j', (connected, shown) => {
    expect(Object.keys(portsOf(definition, {}, new Set(connected)).inputs)).toEqual(shown)
  })
})

describe('Concat', () => {
  const join = (...shapes: (readonly number[])[]) => {
    const [x1, x2, x3] = shapes.map((shape) => tensor(shape))
    return concat.infer({ node: 'n', params: {}, inputs: { ...unused, x1: x1!, x2: x2!, x3 } })
  }

  test('adds up the last axis', () => {
    expect(join([28, 28, 1], [28, 28, 3], [28, 28, 2])).toEqual({ outputs: { y: tensor([28, 28, 6]) } })
  })

  test('an image and a vector: the image can be flattened, whichever it is', () => {
    expect(join([10], [28, 28, 1]).problems).toMatchObject([{ port: 'x2', fixes: [{ edits: [{ port: 'x2' }] }] }])
    expect(join([28, 28, 1], [10]).problems).toMatchObject([{ port: 'x2', fixes: [{ edits: [{ port: 'x1' }] }] }])
  })

  test('images of different sizes are an error that names both shapes', () => {
    const [problem] = join([28, 28, 1], [14, 14, 1]).problems ?? []
    expect(problem).toMatchObject({ port: 'x2', expected: '28 × 28 × 1', received: '14 × 14 × 1', fixes: [] })
  })

  test('scalars have no axis to join along', () => {
    expect(join([], []).problems).toMatchObject([{ port: 'x1' }, { port: 'x2' }])
  })
})

test('Add names the input that differs', () => {
  const inputs = { ...unused, x1: tensor([3]), x2: tensor([3]), x3: tensor([4]) }
  expect(add.infer({ node: 'n', params: {}, inputs }).problems).toMatchObject([
    { port: 'x3', message: 'Add takes tensors of the same shape: x1 is 3, but x3 is 4.' },
  ])
})
