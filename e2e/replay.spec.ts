// Training on WebGPU by replays of one recorded step, against plain steps on plain JavaScript; of wide models, on WASM.
import type { DrawComparison } from './kernels/device-draws.ts'
import type { PointComparison } from './kernels/device-points.ts'
import type { LongTraining } from './kernels/replay-limits.ts'
import type { ReplayedModel } from './kernels/replayed-models.ts'
import type { ReplayComparison, ReplayedTraining } from './kernels/replayed-training.ts'
import { test } from './kernels/served-page.ts'
import { expect } from './test.ts'

const sgd = { optimiser: 'sgd', learningRate: 1e-4, momentum: 0.9 } as const
const rmsprop = { optimiser: 'rmsprop', learningRate: 1e-3, decay: 0.9, epsilon: 1e-3 } as const
const adam = { optimiser: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-3 } as const

// With steps in proportion to the gradient, or nearly, rounding stays what it is: 24 steps are equal to float precision.
const small: ReplayedTraining = { steps: 24, plainSteps: [9, 10], truth: 'cpu' }
const wide: ReplayedTraining = { steps: 3, plainSteps: [], truth: 'wasm' }
type Optimiser = typeof sgd | typeof rmsprop | typeof adam
const cases: readonly (readonly [ReplayedModel, Optimiser, phases: number, ReplayedTraining])[] = [
  ['vae', adam, 1, small],
  ['vae with batch norm and dropout', rmsprop, 1, small],
  ['gan with three discriminator steps', sgd, 2, small],
  ['flow with actnorm', sgd, 1, small],
  ['masked convolutions', adam, 1, small],
  ['masked dense layers', adam, 1, small],
  ['mixtures of logistics', adam, 1, small],
  ['wide vae', adam, 1, wide],
  ['wide masked convolutions', adam, 1, wide],
  ['wide masked dense layers', adam, 1, wide],
]

for (const [model, optimiser, phases, training] of cases) {
  test(`${model}: a replayed step is the step that is written, and asks the device for no more`, async ({
    page,
    baseURL,
  }) => {
    test.setTimeout(240_000)
    await page.goto('./')
    const seen: ReplayComparison = await page.evaluate(
      async ({ module, one, by, as }) => (await import(module)).compareReplay(one, by, as),
      { module: `${baseURL}compare-backends.js`, one: model, by: optimiser, as: training },
    )
    expect(seen.mode).toMatchObject({ mode: 'replayed' })
    expect(seen.points).toBe(training.steps * phases)
    expect(seen.learned).toBeGreaterThan(0.5)
    expect(seen.worstLoss, seen.at).toBeLessThan(1e-4)
    expect(seen.worstWeight, seen.at).toBeLessThan(1e-3)
    // Gradients jump where a rectifier's input passes through zero, which rounding may move to another step.
    expect(seen.worstSlot, seen.at).toBeLessThan(2e-2)
    expect(seen.tensorsLeft).toBe(0)
    const uploadedBytes = seen.mode.mode === 'replayed' ? seen.mode.uploaded : Number.NaN
    expect(seen.calls).toEqual({ submissions: 1, uploads: 1, uploadedBytes, newBuffers: 0, bindGroups: 0, readings: 0 })
    expect(uploadedBytes).toBeLessThan(8192)
  })
}

test('the device draws the numbers that JavaScript draws', async ({ page, baseURL }) => {
  await page.goto('./')
  const seen: DrawComparison = await page.evaluate(
    async (module) => (await import(module)).compareDraws(),
    `${baseURL}compare-backends.js`,
  )
  expect(seen.drawn).toBeGreaterThan(100_000)
  expect(seen.unequal).toBe(0)
  expect(seen.normalGap).toBeLessThan(2e-6)
})

test('the device draws the points that JavaScript draws', async ({ page, baseURL }) => {
  await page.goto('./')
  const seen: PointComparison = await page.evaluate(
    async (module) => (await import(module)).comparePoints(),
    `${baseURL}compare-backends.js`,
  )
  expect(seen.drawn).toBeGreaterThan(1_000_000)
  expect(Object.keys(seen.gaps).length).toBeGreaterThan(12)
  // Angles of up to fourteen and radii of up to five are in it, in float32.
  for (const [dataset, gap] of Object.entries(seen.gaps)) expect(gap, dataset).toBeLessThan(1e-5)
})

test('a step that reads numbers back runs unrecorded, and the reason is shown', async ({ page, baseURL }) => {
  await page.goto('./')
  const [truth, seen] = await page.evaluate(async (module) => {
    const { trainReading } = await import(module)
    return [await trainReading('cpu'), await trainReading('webgpu')]
  }, `${baseURL}compare-backends.js`)
  expect(seen.mode).toEqual({ mode: 'plain', reason: expect.stringContaining('reads numbers that it computes') })
  expect(seen.losses).toHaveLength(10)
  expect(truth.losses[9]).not.toBeCloseTo(truth.losses[0], 2)
  for (const [i, loss] of seen.losses.entries()) expect(loss / truth.losses[i]).toBeCloseTo(1, 4)
})

test('more steps than their losses have room for are as right as the first, and the latest are kept', async ({
  page,
  baseURL,
}) => {
  await page.goto('./')
  const steps = 2100
  const [truth, seen]: readonly LongTraining[] = await page.evaluate(
    async ({ module, count }) => {
      const { trainLong } = await import(module)
      return [await trainLong('cpu', count, 500), await trainLong('webgpu', count, count)]
    },
    { module: `${baseURL}compare-backends.js`, count: steps },
  )
  expect(seen?.mode).toMatchObject({ mode: 'replayed' })
  expect(seen?.tensorsLeft).toBe(0)
  const expected = truth?.losses.slice(-2048) ?? []
  expect(seen?.losses.map(([step]) => step)).toEqual(expected.map(([step]) => step))
  expect(seen?.losses.at(-1)?.[0]).toBe(steps)
  for (const [i, [step, loss]] of expected.entries()) {
    expect(Math.abs((seen?.losses[i]?.[1] ?? Number.NaN) - loss), `step ${step}`).toBeLessThan(1e-4 * Math.abs(loss))
  }
})

test('a device that is lost during replays is replaced, and training continues from the last valid state', async ({
  page,
  baseURL,
}) => {
  await page.goto('./')
  const told: { type: string; message?: string; backend?: string; checkpoint?: { step: number } }[] =
    await page.evaluate(async (module) => (await import(module)).trainThroughLoss(), `${baseURL}compare-backends.js`)
  const types = told.map(({ type }) => type)
  expect(types.indexOf('preparing')).toBeLessThan(types.indexOf('ready'))
  expect(types.filter((type) => type === 'preparing').length).toBeGreaterThan(1)
  expect(told.filter(({ type }) => type === 'ready').map(({ backend }) => backend)).toEqual(['webgpu', 'webgpu'])
  expect(told.find(({ type }) => type === 'notice')?.message).toMatch(
    /device was lost .* continues from step \d+ on webgpu/s,
  )
  expect(types.at(-1)).toBe('finished')
  expect(told.at(-1)?.checkpoint?.step).toBeGreaterThan(0)
})
