// How the transforms use their settings and which inputs they reject.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import type { OpContext } from '../../src/engine/math/op.ts'
import { type CouplingMaskName, couplingMask } from '../../src/engine/math/transforms/coupling-masks.ts'
import type { Expansion } from '../../src/graph/definition.ts'
import { initialParams } from '../../src/graph/fields.ts'
import { type ElementRange, flow, type Shape } from '../../src/graph/signals.ts'
import { coupling } from './coupling/coupling.node.ts'
import { checkMask, movedElements } from './coupling/masks.ts'
import { dequantise } from './dequantise/dequantise.node.ts'
import { dequantise as dequantiseOp } from './dequantise/dequantise.op.ts'
import { invertibleConvolution } from './invertible-convolution/invertible-convolution.node.ts'
import { invertibleConvolution as invertibleConvolutionOp } from './invertible-convolution/invertible-convolution.op.ts'
import { logit } from './logit/logit.node.ts'
import { permutation } from './permutation/permutation.node.ts'
import { permutation as permutationOp } from './permutation/permutation.op.ts'
import { reverse } from './reverse/reverse.node.ts'
import { reverse as reverseOp } from './reverse/reverse.op.ts'
import { scaling } from './scaling/scaling.node.ts'
import { split } from './split/split.node.ts'
import { squeeze } from './squeeze/squeeze.node.ts'
import { squeeze as squeezeOp } from './squeeze/squeeze.op.ts'

beforeAll(() => tf.setBackend('cpu'))

describe('the masks', () => {
  const cases: readonly (readonly [CouplingMaskName, Shape])[] = [
    ['halves', [5]],
    ['alternating', [5]],
    ['alternating', [4]],
    ['checkerboard', [3, 2, 2]],
    ['channel', [1, 2, 3]],
  ]
  test.each(cases.flatMap(([mask, shape]) => [false, true].map((swap) => ({ mask, shape, swap }))))(
    '$mask of $shape, swapped $swap, move what the definition says',
    ({ mask, shape, swap }) => {
      const size = shape.reduce((a, b) => a * b, 1)
      const x = tf.tensor(
        Array.from({ length: size }, (_, i) => i + 1),
        [1, ...shape],
      )
      const { parts, join, restrict } = couplingMask(mask, swap)
      const { kept, moving } = parts(x)
      const moved = join(kept, tf.add(moving, restrict(tf.fill(moving.shape, 100))))
      const expected = movedElements(mask, swap, shape).map(({ touched }, i) => i + 1 + (touched ? 100 : 0))
      expect([...moved.dataSync()]).toEqual(expected)
      // The network never sees the transformed part.
      const seen = new Set(kept.dataSync())
      for (const [i, { touched }] of movedElements(mask, swap, shape).entries()) expect(seen.has(i + 1)).toBe(!touched)
    },
  )

  test.each([
    ['channel', [4], 'height × width × channels', ['Use the mask "Halves"', 'Use the mask "Alternating positions"']],
    ['halves', [4, 4, 1], 'a vector', ['Use the mask "Checkerboard"']],
    ['channel', [4, 4, 1], 'at least two channels', ['Use the mask "Checkerboard"', 'Insert Squeeze']],
    ['channel', [5, 4, 1], 'at least two channels', ['Use the mask "Checkerboard"']],
    ['halves', [1], 'at least two elements', []],
  ] as const)('%s on %j is refused: it takes %s', (mask, shape, expected, fixes) => {
    const [problem] = checkMask('n', mask, shape)
    expect(problem).toMatchObject({ severity: 'error', field: 'mask', expected })
    expect(problem?.fixes?.map(({ title }) => title)).toEqual(fixes)
  })
})

const expandCoupling = (shape: Shape, layers: readonly { kind: string; params: Record<string, string | number> }[]) =>
  coupling.expand?.({
    node: 'n',
    params: { ...initialParams(coupling.fields), mask: shape.length === 1 ? 'halves' : 'channel', layers },
    inputs: { x: flow(shape), parameters: undefined },
  }) as Expansion

describe('Coupling', () => {
  test('expands to the unchanged part, its layers, the read-out and itself; the inverse reads the unchanged part after it', () => {
    const dense = { kind: 'layers/dense', params: { units: 8 } }
    const names = (expansion: Expansion) => expansion.calls.map(({ name }) => name)
    expect(names(expandCoupling([5], [dense, dense]))).toEqual(['condition', 'hidden1', 'hidden2', 'output', ''])
    const params = { ...initialParams(coupling.fields), layers: [dense] }
    const inverse = coupling.expandInverse?.({ node: 'n', params, inputs: { x: flow([5]), parameters: undefined } })
    expect(names(inverse!)).toEqual(['condition', 'hidden1', 'output', ''])
    expect(inverse?.calls[0]?.inputs).toEqual({ x: { input: 'y' } })
    expect(inverse?.calls.at(-1)?.direction).toBe('inverse')
  })

  test('uses a convolution as read-out for images, a matrix for flattened ones', () => {
    const conv = { kind: 'layers/conv2d', params: { filters: 8 } }
    const flat = expandCoupling([4, 4, 3], [{ kind: 'layers/dense', params: { units: 8 } }])
    expect(expandCoupling([4, 4, 3], [conv]).calls.map(({ name }) => name)).toEqual([
      'condition',
      'conv1',
      'output',
      '',
    ])
    expect(flat.calls.map(({ name }) => name)).toEqual(['condition', 'flatten1', 'hidden1', 'output', ''])
    // Of three channels two stay unchanged and one is transformed: a shift and a scale.
    expect(flat.calls.find(({ name }) => name === 'output')?.params).toEqual({ outputShape: [4, 4, 2] })
  })
})

describe('integers', () => {
  test.each([
    ['levels256', '256'],
    ['binary', '2'],
  ] as const)('%s are an error until they are dequantised', (range, levels) => {
    const { problems } = scaling.infer({ node: 'n', params: {}, inputs: { x: flow([4], range) } })
    expect(problems).toMatchObject([
      {
        code: 'discrete-flow',
        fixes: [{ edits: [{ edit: 'insertBefore', kind: 'flows/dequantise', params: { levels } }] }],
      },
    ])
    expect(dequantise.infer({ node: 'n', params: { levels }, inputs: { x: flow([4], range) } })).toMatchObject({
      outputs: { y: { range: 'unit' } },
      problems: [],
    })
  })

  test.each([
    ['256', 'binary', ['Use 2 levels']],
    ['2', 'levels256', ['Use 256 levels']],
    ['256', 'unit', []],
    ['256', 'real', []],
  ] as const)('Dequantise with %s levels rejects a flow in the range %s', (levels, range, fixes) => {
    const { problems } = dequantise.infer({ node: 'n', params: { levels }, inputs: { x: flow([4], range) } })
    expect(problems).toMatchObject([{ severity: 'error', port: 'x' }])
    expect(problems?.[0]?.fixes?.map(({ title }) => title)).toEqual(fixes)
  })

  test('every level survives the noise nearest to one, in 32-bit numbers', () => {
    const context: OpContext = {
      training: true,
      normal: (shape) => tf.zeros([...shape]),
      uniform: (shape) => tf.fill([...shape], 1 - 2 ** -24),
    }
    const levels = Array.from({ length: 256 }, (_, i) => i)
    const x = { value: tf.tensor2d([levels]), logDet: tf.zeros([1]) }
    const { y } = dequantiseOp.forward({ x }, { levels: '256' }, context)
    expect(Math.max(...y.value.dataSync())).toBeLessThan(1)
    expect([...dequantiseOp.inverse({ y }, { levels: '256' }).x.value.dataSync()]).toEqual(levels)
  })

  test('Logit takes numbers between 0 and 1 only', () => {
    const problems = (range: ElementRange) =>
      logit.infer({ node: 'n', params: { alpha: 0.05 }, inputs: { x: flow([4], range) } }).problems ?? []
    expect(problems('unit')).toEqual([])
    expect(problems('real')).toMatchObject([{ code: 'range-mismatch' }])
    expect(problems('levels256')).toMatchObject([{ code: 'discrete-flow', fixes: [{ title: 'Insert Dequantise' }] }])
  })
})

describe('shapes', () => {
  test('Squeeze rejects an odd side and offers its removal', () => {
    const { outputs, problems } = squeeze.infer({ node: 'n', params: {}, inputs: { x: flow([7, 8, 1]) } })
    expect(outputs).toEqual({})
    expect(problems).toMatchObject([{ code: 'odd-size', fixes: [{ title: 'Remove Squeeze' }] }])
  })

  test('Split rejects a single channel and offers a Squeeze where it fits', () => {
    const fixes = (shape: Shape) =>
      split
        .infer({ node: 'n', params: { prior: 'base' }, inputs: { x: flow(shape) } })
        .problems?.flatMap((problem) => problem.fixes?.map(({ title }) => title) ?? [])
    expect(fixes([4, 4, 1])).toEqual(['Insert Squeeze'])
    expect(fixes([5, 4, 1])).toEqual([])
    expect(fixes([1])).toEqual([])
  })

  test('a permutation moves elements where its routing says, and so does a frozen convolution that starts as one', () => {
    const shape = [2, 1, 5]
    const x = { value: tf.reshape(tf.range(0, 10), [1, ...shape]), logDet: tf.zeros([1]) }
    const given = { node: 'n', inputs: { x: flow(shape) } }
    for (const seed of [1, 2, 3]) {
      const routed = permutation.routing?.({ ...given, params: { seed }, frozen: false }).outputs.y
      const { value } = permutationOp.forward({ x }, { seed }).y
      expect([...value.dataSync()]).toEqual(routed?.map(({ from }) => from))
      const params = { start: 'permutation', seed } as const
      const frozen = invertibleConvolution.routing?.({ ...given, params, frozen: true }).outputs.y
      const square = tf.zeros([5, 5])
      const weights = { lower: square, upper: square, logScale: tf.zeros([5]) }
      const mixed = invertibleConvolutionOp.forward({ x }, weights, params).y.value
      expect([...mixed.dataSync()]).toEqual(frozen?.map(({ from }) => from))
      expect(frozen?.some(({ touched }) => touched)).toBe(false)
      const learning = invertibleConvolution.routing?.({ ...given, params, frozen: false }).outputs.y
      expect(learning?.every(({ touched }) => touched)).toBe(true)
    }
  })

  test.each([
    [squeeze, squeezeOp, [4, 6, 2]],
    [reverse, reverseOp, [2, 2, 3]],
  ] as const)('%o moves elements where its routing says', (definition, op, shape) => {
    const size = shape.reduce((a, b) => a * b, 1)
    const x = {
      value: tf.tensor(
        Array.from({ length: size }, (_, i) => i),
        [1, ...shape],
      ),
      logDet: tf.zeros([1]),
    }
    const routed = definition.routing?.({ node: 'n', params: {}, inputs: { x: flow(shape) }, frozen: false }).outputs.y
    expect([...op.forward({ x }).y.value.dataSync()]).toEqual(routed?.map(({ from }) => from))
  })
})
