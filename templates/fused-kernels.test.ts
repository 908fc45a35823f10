// Training on WASM with and without the fused kernels: the same losses and weights up to rounding, and no tensor leaks.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import '../src/engine/backends/register-gradients.ts'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { ops } from '../nodes/ops.ts'
import { readDatasets } from '../src/cli/datasets.ts'
import { compileDocument } from '../src/compiler/program/compile.ts'
import { fusedKernelNames, registerWasmKernels } from '../src/engine/backends/wasm-kernels/register.ts'
import { intrinsics } from '../src/engine/math/intrinsics.ts'
import type { Checkpoint } from '../src/engine/training/checkpoint.ts'
import type { OptimiserSettings } from '../src/graph/optimiser.ts'
import { opsOf } from '../src/runtime/op-of.ts'
import { createDataFeed } from '../src/runtime/program/data-feed.ts'
import { createModel } from '../src/runtime/program/model.ts'
import { createTrainer } from '../src/runtime/training/trainer.ts'
import { readTemplate } from './index.ts'
import { shrunk } from './shrunk.ts'

const steps = 10

beforeAll(async () => {
  registerWasmKernels()
  await tf.setBackend('wasm')
})

afterEach(registerWasmKernels)

// Their updates are roughly proportional to the gradient, even near zero, so that rounding errors are not amplified.
const adam = { optimiser: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-3 } as const
const sgd = { optimiser: 'sgd', learningRate: 1e-4, momentum: 0.9 } as const

const cases: readonly (readonly [string, OptimiserSettings])[] = [
  ['vae', adam],
  ['made', adam],
  ['pixelcnn', adam],
  ['gan', adam],
  ['realnvp', adam],
  ['realnvp-images', adam],
  ['glow', sgd],
  ['aae', adam],
  ['vae-conv', adam],
]

interface Trained {
  readonly losses: readonly number[]
  readonly tensors: Checkpoint['tensors']
}

async function train(name: string, optimiser: OptimiserSettings): Promise<Trained> {
  const compiled = compileDocument(shrunk(readTemplate(name, definitions).document), definitions)
  if ('problems' in compiled) throw new Error(compiled.problems[0]!.message)
  const phases = compiled.program.phases.map((phase) => ({ ...phase, optimiser }))
  const program = { ...compiled.program, phases }
  const datasets = await readDatasets(program.data.map(({ dataset }) => dataset))
  const trainer = createTrainer(createModel(program, opsOf(ops, intrinsics)), createDataFeed(program, datasets))
  const first = await trainer.save(0)
  trainer.advance()
  const losses = (await trainer.readMetrics()).map(({ metrics }) => metrics.loss!)
  const [tensors, blocks] = [tf.memory().numTensors, tf.backend().numDataIds()]
  for (let step = 1; step < steps; step++) {
    trainer.advance()
    for (const { metrics } of await trainer.readMetrics()) losses.push(metrics.loss!)
    expect([tf.memory().numTensors, tf.backend().numDataIds()]).toEqual([tensors, blocks])
  }
  const last = await trainer.save(0)
  trainer.dispose()
  for (const { trains } of phases) {
    for (const parameter of trains) {
      expect(last.tensors[parameter]?.values, parameter).not.toEqual(first.tensors[parameter]?.values)
    }
  }
  return { losses, tensors: last.tensors }
}

/** The largest difference of two numbers, relative to the tensor's largest value, but at least 0.001. */
function gapOf(expected: ArrayLike<number>, received: ArrayLike<number> = []): number {
  let [gap, size] = [0, 1e-3]
  for (let i = 0; i < expected.length; i++) {
    const own = Math.abs(expected[i]! - (received[i] ?? Number.NaN))
    if (!(own <= gap)) gap = own
    size = Math.max(size, Math.abs(expected[i]!))
  }
  return gap / size
}

test.each(cases)('%s trains the same with fused kernels and without', async (name, optimiser) => {
  const fused = await train(name, optimiser)
  for (const kernel of fusedKernelNames) tf.unregisterKernel(kernel, 'wasm')
  const plain = await train(name, optimiser)
  expect(plain.losses.length).toBeGreaterThanOrEqual(steps)
  for (const [i, loss] of plain.losses.entries()) {
    expect(Math.abs(fused.losses[i]! - loss)).toBeLessThan(1e-4 * Math.abs(loss))
  }
  expect(Object.keys(fused.tensors)).toEqual(Object.keys(plain.tensors))
  for (const [at, { values }] of Object.entries(plain.tensors)) {
    expect(gapOf(values, fused.tensors[at]?.values), at).toBeLessThan(1e-3)
  }
})
