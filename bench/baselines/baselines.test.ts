// The baselines are the templates' models: as many parameters, and the loss that a model has before it has learned anything.
import * as tf from '@tensorflow/tfjs'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { definitions } from '../../nodes/index.ts'
import { requireProgram } from '../../src/cli/graphs/describe-graph.ts'
import { sizeOf } from '../../src/graph/signals.ts'
import { readTemplate } from '../../templates/index.ts'
import { type ModelName, modelNames, models } from '../models.ts'
import { parameterCount } from './baseline.ts'
import type { Images } from './batches.ts'
import { baselines } from './index.ts'

beforeAll(() => tf.setBackend('cpu'))
// TF.js seeds its initialisers and its draws from Math.random: without this, one start in many strays past any bound.
beforeEach(() => {
  vi.spyOn(Math, 'random').mockImplementation(uniformStream())
  return () => vi.restoreAllMocks()
})

/** Uniform draws from a linear congruential generator (Park and Miller 1988). */
function uniformStream(): () => number {
  let state = 1
  return () => {
    state = (48271 * state) % 2147483647
    return state / 2147483647
  }
}

/** Grey values from 0 to 255, equally likely. */
function greyImages(side: number, count: number): Images {
  const uniform = uniformStream()
  const values = Float32Array.from({ length: count * side * side }, () => Math.floor(256 * uniform()) / 255)
  return { count, side, values }
}

/** All alike, the left half black and the right half white. */
const halves = (side: number, count: number): Images => ({
  count,
  side,
  values: Float32Array.from({ length: count * side * side }, (_, i) => (i % side < side / 2 ? 0 : 1)),
})

function lossesOf(name: ModelName, images: Images, batchSize: number, steps: number): number[][] {
  const model = baselines[name](images, batchSize)
  return Array.from({ length: steps }, () => model.step().map((loss) => loss.dataSync()[0] ?? Number.NaN))
}

describe.each(modelNames)('%s', (name) => {
  const program = requireProgram(readTemplate(name, definitions).document)

  test('has the parameters of the template, and its batches', () => {
    const trained = program.parameters.filter(({ trainable }) => trainable)
    const expected = trained.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
    const { batchSize, side } = models[name]
    expect(parameterCount(baselines[name](greyImages(side, 1), 1))).toBe(expected)
    expect(batchSize).toBe(program.training.batchSize)
  })
})

// Logits near 0 give every pixel log 2 nats.
const coinFlips = 784 * Math.LN2
// A score near 0 calls everything as likely real as fake.
const fairGame = [2 * Math.LN2, Math.LN2]
// The flow starts as the identity, under N(0, 1): the half circles have E[x²] = 3/4 and E[y²] = 9/16 - 1/π, the noise 0.1² each.
const moons = Math.log(2 * Math.PI) + (3 / 4 + 9 / 16 - 1 / Math.PI + 2 * 0.1 ** 2) / 2

test.each([
  { name: 'vae', batchSize: 4, expected: [coinFlips] },
  { name: 'vae-conv', batchSize: 1, expected: [coinFlips] },
  { name: 'made', batchSize: 4, expected: [coinFlips] },
  { name: 'aae', batchSize: 4, expected: [coinFlips, ...fairGame] },
  { name: 'pixelcnn', batchSize: 1, expected: [coinFlips] },
  { name: 'gan', batchSize: 32, expected: fairGame },
  { name: 'realnvp', batchSize: 256, expected: [moons] },
  { name: 'glow', batchSize: 4, expected: [channelwiseGaussian()] },
] as const)('$name starts from the loss of a model that knows nothing', ({ name, batchSize, expected }) => {
  const [losses = []] = lossesOf(name, greyImages(models[name].side, batchSize), batchSize, 1)
  expect(losses).toHaveLength(expected.length)
  for (const [phase, loss] of losses.entries()) {
    expect(loss / expected[phase]!).toBeGreaterThan(0.85)
    expect(loss / expected[phase]!).toBeLessThan(1.2)
  }
})

test.each(['vae', 'made'] as const)('%s learns', (name) => {
  const losses = lossesOf(name, halves(models[name].side, 4), 4, 6).flat()
  expect(losses.at(-1)! / losses[0]!).toBeLessThan(0.97)
})

/**
 * What Glow starts as on pixels of all 256 levels alike: actnorms fit a Gaussian to each channel, couplings do nothing. In
 * nats for 14x14 pixels, by the entropy of that Gaussian and the mean slope of the logit, over a fine grid of levels.
 */
function channelwiseGaussian(): number {
  const grid = Array.from({ length: 10_000 }, (_, i) => 0.05 + 0.9 * ((i + 0.5) / 10_000))
  const mean = (value: (p: number) => number) => grid.reduce((sum, p) => sum + value(p), 0) / grid.length
  const logit = (p: number) => Math.log(p / (1 - p))
  const variance = mean((p) => logit(p) ** 2)
  const entropy = 0.5 * Math.log(2 * Math.PI * Math.E * variance)
  const slope = mean((p) => Math.log(0.9 / 256 / (p * (1 - p))))
  return 196 * (entropy - slope)
}
