// Lines written out by hand, where what must come out is known without any model.
import { describe, expect, test } from 'vitest'
import { elementwise, readsAlike, weightedSums } from '../math/incremental/evaluations.ts'
import type { Described, Drawing } from '../math/incremental/rule.ts'
import { uniforms } from '../random/draws.ts'
import { randomStream } from '../random/random-stream.ts'
import { drawIncrementally } from './draw.ts'
import type { SamplingLine, SamplingStep, SteppedOp } from './sampling-line.ts'

const op = (incremental: SteppedOp['incremental']): SteppedOp =>
  Object.assign(() => ({}), incremental && { incremental })

/** Draws its parameter and half of the random number. */
const half = op(
  ({ inputs }: Described): Drawing => ({
    size: inputs.p!.shape[0] ?? 0,
    numbers: ['uniform'],
    reads: readsAlike({ p: 1 }),
    draw: (element, row, { rows, inputs: { p } }, [u]) => p![element * rows + row]! + u! / 2,
  }),
)

/** y_i = w + x_j, where j stands before i in the order, or w alone. */
const chain = (order: readonly number[]) =>
  op(({ weights }: Described) =>
    weightedSums(1, new Float32Array([1]), weights.w!.values, (element, see) => {
      const place = order.indexOf(element)
      if (place > 0) see('x', order[place - 1]!, 1, 0)
    }),
  )

const step = (stepped: SteppedOp, inputs: Record<string, string>, output: string): SamplingStep => ({
  op: stepped,
  inputs,
  weights: stepped === half ? {} : { w: 'w' },
  params: {},
  output,
  shape: [4],
})

const line = (steps: readonly SamplingStep[]): SamplingLine => ({
  observed: 'x',
  shape: [4],
  steps,
  likelihood: 'p',
  stream: 'draws',
})

const parameters = { w: { shape: [1], values: Float32Array.of(0.25) } }
const settings = { seed: 3, count: 5 }

describe('a chain of elements', () => {
  test.each([[[0, 1, 2, 3]], [[2, 0, 3, 1]]])('in the order %j', async (order) => {
    const steps = [step(chain(order), { x: 'x' }, 'y'), step(half, { p: 'y' }, 'p')]
    const drawn = (await drawIncrementally(line(steps), parameters, settings))!
    const u = uniforms(randomStream(3, 'draws', 0), 20)
    for (let row = 0; row < 5; row++) {
      let sum = 0
      for (const element of order) {
        sum += 0.25 + u[row * 4 + element]! / 2
        expect(drawn[row * 4 + element]).toBeCloseTo(sum, 5)
      }
    }
  })

  test('others get their turn, and it ends as if they had not', async () => {
    const steps = [step(chain([0, 1, 2, 3]), { x: 'x' }, 'y'), step(half, { p: 'y' }, 'p')]
    const drawn = await drawIncrementally(line(steps), parameters, settings)
    const paused = await drawIncrementally(line(steps), parameters, {
      ...settings,
      pause: () => new Promise((resolve) => setTimeout(resolve)),
    })
    expect(paused).toEqual(drawn)
  })
})

describe('nothing is drawn', () => {
  test('where an element depends on itself', async () => {
    const leak = op(({ inputs }: Described) => elementwise(inputs.x!, (x) => x))
    const steps = [step(leak, { x: 'x' }, 'y'), step(half, { p: 'y' }, 'p')]
    expect(await drawIncrementally(line(steps), parameters, settings)).toBeUndefined()
  })

  test('where an op does not describe single elements, or says that it cannot', async () => {
    for (const silent of [op(undefined), op(() => undefined)]) {
      const steps = [step(silent, { x: 'x' }, 'y'), step(half, { p: 'y' }, 'p')]
      expect(await drawIncrementally(line(steps), parameters, settings)).toBeUndefined()
    }
  })

  test('from a tensor', async () => {
    const steps = [step(chain([0, 1, 2, 3]), { x: 'x' }, 'p')]
    expect(await drawIncrementally(line(steps), parameters, settings)).toBeUndefined()
  })
})

describe('an inconsistent line', () => {
  test('names a value that nothing gives', async () => {
    const steps = [step(chain([0]), { x: 'nothing' }, 'y')]
    await expect(drawIncrementally(line(steps), parameters, settings)).rejects.toThrow(/y reads nothing/)
  })

  test('names a missing parameter', async () => {
    const steps = [step(chain([0]), { x: 'x' }, 'y')]
    await expect(drawIncrementally(line(steps), {}, settings)).rejects.toThrow(/y uses the parameter w/)
  })

  test('has blocks that do not fit', async () => {
    const wide = op(() => weightedSums(3, new Float32Array(9), new Float32Array(3), () => undefined))
    const steps = [step(wide, { x: 'x' }, 'y')]
    await expect(drawIncrementally(line(steps), parameters, settings)).rejects.toThrow(/blocks of 3/)
  })
})
