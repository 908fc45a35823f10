// Faults put on purpose into what is trained, into gradients and into bounds, which the checks must find.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { dense } from '../../../nodes/layers/dense/dense.op.ts'
import { evidenceLowerBound } from '../../../nodes/objectives/evidence-lower-bound/evidence-lower-bound.op.ts'
import { ops } from '../../../nodes/ops.ts'
import type { Program } from '../../compiler/program/program.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { type Ops, opsOf } from '../op-of.ts'
import { check, compileToy, failuresOf, passedByAll, passesOf, type ToyGraph } from './fixtures/checked-model.ts'
import { toyGan, vae } from './fixtures/toy-graphs.ts'

beforeAll(() => tf.setBackend('cpu'))

const gan = toyGan()
const right: Ops = opsOf(ops, intrinsics)
const compiled = (graph: ToyGraph) => compileToy(graph, definitions)
const checkWith = (graph: ToyGraph, wrong: Ops = new Map(), program: Program = compiled(graph)) =>
  check(program, new Map([...right, ...wrong]), graph.data)

describe('without a fault', () => {
  test('a VAE passes everything that applies', async () => {
    const results = await checkWith(vae)
    expect(failuresOf(results)).toEqual([])
    expect(passesOf(results)).toEqual([
      ...passedByAll,
      'What a step changes',
      'Prior without x',
      'Likelihood given the draw',
      'Prior without the draw',
      'Gradient of the objective',
      'Levels add up to one',
      'Elements make up the example',
      'Bits per dimension',
      'Draws of the prior against its density',
      'Draws against the entropy',
      'Divergence in the bound',
      'Bound of 8 draws',
    ])
  })

  test('a VAE with a logistic prior passes, though its divergence is estimated', async () => {
    const nodes = vae.nodes.map((node) => (node[0] === 'prior' ? (['prior', 'stochastic/logistic'] as const) : node))
    const results = await checkWith({ ...vae, nodes })
    expect(failuresOf(results)).toEqual([])
    expect(passesOf(results)).toEqual([
      ...passedByAll,
      'What a step changes',
      'Prior without x',
      'Likelihood given the draw',
      'Prior without the draw',
      'Gradient of the objective',
      'Levels add up to one',
      'Elements make up the example',
      'Bits per dimension',
      'Draws of the prior against its density',
      'Draws against the entropy',
      'Divergence in the bound',
      'Bound of 8 draws',
    ])
  })

  test('a GAN passes everything that applies', async () => {
    const results = await checkWith(gan)
    expect(failuresOf(results)).toEqual([])
    expect(passesOf(results)).toEqual([
      ...passedByAll,
      'What game/discriminator changes',
      'What game/generator changes',
      'What the players share',
      'Direction of game/discriminator',
      'Scores that game/discriminator moves',
      'Direction of game/generator',
      'Scores that game/generator moves',
      'Gradient of game/discriminator',
      'Gradient of game/generator',
    ])
  })
})

test('the checks leave no tensor behind', async () => {
  for (const graph of [vae, gan]) {
    const { numTensors } = tf.memory()
    await checkWith(graph)
    expect(tf.memory().numTensors).toBe(numTensors)
  }
})

describe('a fault is found', () => {
  test('a discriminator step whose gradient does not stop before the generator', async () => {
    const program = compiled(gan)
    const generators = program.phases.find(({ title }) => title === 'generator')?.trains ?? []
    const phases = program.phases.map((phase) =>
      phase.title === 'discriminator' ? { ...phase, trains: [...phase.trains, ...generators] } : phase,
    )
    const results = await checkWith(gan, new Map(), { ...program, phases })
    expect(failuresOf(results)).toEqual(['What the players share: generator'])
    expect(results.find(({ title }) => title === 'What the players share')?.sentence).toContain('generator')
  })

  test('a layer that moves its weights by itself', async () => {
    const drifting = (inputs: Parameters<typeof dense>[0], weights: Parameters<typeof dense>[1]) => ({
      ...dense(inputs, weights),
      state: { kernel: tf.mul(0.9, weights.kernel) },
    })
    const failed = failuresOf(await checkWith(gan, opsOf({ 'layers/dense': drifting })))
    expect(failed).toEqual(['What game/discriminator changes: generator', 'What game/generator changes: discriminator'])
  })

  test.each([1.2, 1.04])('a gradient that is %f times what it should be', async (factor) => {
    const steep = tanhWithSlopes((y) => tf.mul(factor, tf.sub(1, tf.square(y))))
    const failed = failuresOf(await checkWith(vae, opsOf({ 'layers/activation': steep })))
    expect(failed).toEqual(['Gradient of the objective: encoder', 'Gradient of the objective: decoder'])
  })

  test('a gradient that is missing', async () => {
    const flat = tanhWithSlopes((y) => tf.zerosLike(y))
    const failed = failuresOf(await checkWith(vae, opsOf({ 'layers/activation': flat })))
    expect(failed).toContain('Gradient of the objective: encoder')
  })

  test('a divergence that is too large', async () => {
    const wrong: typeof evidenceLowerBound = (...given) => {
      const { objective } = evidenceLowerBound(...given)
      const { kl, ...terms } = objective.terms
      if (!kl) throw new Error('The bound has no divergence.')
      return { objective: { ...objective, terms: { ...terms, kl: tf.mul(1.5, kl) } } }
    }
    const failed = failuresOf(await checkWith(vae, opsOf({ 'objectives/evidence-lower-bound': wrong })))
    expect(failed).toEqual(['Divergence in the bound: elbo'])
  })

  test('something that is not a number, and where', async () => {
    const broken = ({ x }: { x: tf.Tensor }) => ({ y: tf.log(tf.sub(tf.mul(x, 0), 1)) })
    const results = await checkWith(vae, opsOf({ 'layers/activation': broken }))
    const first = results.find(({ title }) => title === 'Nothing but numbers')
    expect(first).toMatchObject({ outcome: 'failed', node: 'encoder' })
    expect(first?.sentence).toContain('the output y of encoder/')
  })

  test('an op that breaks off is a failure at its node, not the end of the checks', async () => {
    const refusing = (): never => {
      throw new Error('not today')
    }
    const results = await checkWith(vae, opsOf({ 'stochastic/standard-normal': refusing }))
    expect(results.filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThan(2)
    expect(results.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      node: 'prior',
      sentence: expect.stringContaining('not today'),
    })
  })
})

/** tanh with slopes of somebody's choice. */
const tanhWithSlopes = (slopesOf: (y: tf.Tensor) => tf.Tensor) => {
  const wrong = tf.customGrad((x, save) => {
    const y = tf.tanh(x as tf.Tensor)
    ;(save as tf.GradSaveFunc)([y])
    return { value: y, gradFunc: (dy, saved) => tf.mul(dy as tf.Tensor, slopesOf((saved as tf.Tensor[])[0]!)) }
  })
  return ({ x }: { x: tf.Tensor }) => ({ y: wrong(x) })
}
