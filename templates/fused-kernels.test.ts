// Training on WASM with the fused kernels and without them: the same losses to rounding, and no tensor left behind.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import '../src/runtime/backends/register-gradients.ts'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { ops } from '../nodes/ops.ts'
import { readDatasets } from '../src/cli/datasets.ts'
import { compileDocument } from '../src/compiler/compile.ts'
import { intrinsics } from '../src/math/intrinsics.ts'
import { fusedKernelNames, registerWasmKernels } from '../src/runtime/backends/wasm-kernels/register.ts'
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

async function losses(name: string): Promise<number[]> {
  const compiled = compileDocument(shrunk(readTemplate(name, definitions).document), definitions)
  if ('problems' in compiled) throw new Error(compiled.problems[0]!.message)
  const { program } = compiled
  const datasets = await readDatasets(program.data.map(({ dataset }) => dataset))
  const trainer = createTrainer(createModel(program, opsOf(ops, intrinsics)), createDataFeed(program, datasets))
  trainer.advance()
  const values = (await trainer.readMetrics()).map(({ metrics }) => metrics.loss!)
  const [tensors, blocks] = [tf.memory().numTensors, tf.backend().numDataIds()]
  for (let step = 1; step < steps; step++) {
    trainer.advance()
    for (const { metrics } of await trainer.readMetrics()) values.push(metrics.loss!)
    expect([tf.memory().numTensors, tf.backend().numDataIds()]).toEqual([tensors, blocks])
  }
  trainer.dispose()
  return values
}

test.each(['vae', 'made', 'pixelcnn', 'gan', 'realnvp', 'realnvp-images'])(
  '%s trains the same with fused kernels and without',
  async (name) => {
    const fused = await losses(name)
    for (const kernel of fusedKernelNames) tf.unregisterKernel(kernel, 'wasm')
    const plain = await losses(name)
    expect(plain.length).toBeGreaterThanOrEqual(steps)
    for (const [i, loss] of plain.entries()) expect(Math.abs(fused[i]! - loss)).toBeLessThan(1e-4 * Math.abs(loss))
  },
)
