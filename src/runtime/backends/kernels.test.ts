// Every kernel case on WASM with its repaired kernels, against TF.js's plain JavaScript backend: with our own module as one
// thread uses it, as it is used beside several threads of TF.js, and without it.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import './register-gradients.ts'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { allCases } from './kernel-cases/all-cases.ts'
import { type CaseResult, evaluateCase, largestError, usualTolerance } from './kernel-cases/kernel-case.ts'
import { moduleUses, startWasmWith } from './kernel-cases/module-use.ts'
import { usedKernels } from './kernel-cases/used-kernels.ts'
import { fusedKernelNames } from './wasm-kernels/register.ts'

vi.mock('./wasm-kernels/native/module.ts', async (original) =>
  (await import('./kernel-cases/module-use.ts')).moduleInUse(await original()),
)

const truths = new Map<string, CaseResult>()
const calledKernels = new Set<string>()

beforeAll(async () => {
  // The engine then throws when a kernel leaves more blocks of memory behind than its outputs.
  tf.env().set('IS_TEST', true)
  await tf.setBackend('cpu')
  for (const kernelCase of allCases) {
    for (const kernel of await kernelsCalledBy(async () => {
      truths.set(kernelCase.name, await evaluateCase(kernelCase))
    }))
      calledKernels.add(kernel)
  }
})

/** The profile also names gradient scopes, which are no kernels. */
async function kernelsCalledBy(work: () => Promise<void>): Promise<readonly string[]> {
  let isDone = false
  const { kernels } = await tf.profile(async () => {
    await work()
    isDone = true
  })
  expect(isDone).toBe(true)
  return kernels.map(({ name }) => name).filter((name) => tf.getKernel(name, tf.getBackend()) !== undefined)
}

describe.each(moduleUses)('on WASM %s as on the CPU backend', (use) => {
  const called = new Set<string>()
  beforeAll(() => startWasmWith(use))

  for (const kernelCase of allCases) {
    test(kernelCase.name, async () => {
      const truth = truths.get(kernelCase.name)!
      const tensorsBefore = tf.memory().numTensors
      const blocksBefore = tf.backend().numDataIds()
      let result: CaseResult | undefined
      const kernels = await kernelsCalledBy(async () => {
        result = await evaluateCase(kernelCase)
      })
      for (const kernel of kernels) called.add(kernel)
      expect(result!.shape).toEqual(truth.shape)
      expect(largestError(truth, result!)).toBeLessThanOrEqual(usualTolerance)
      expect(tf.memory().numTensors).toBe(tensorsBefore)
      expect(tf.backend().numDataIds()).toBe(blocksBefore)
    })
  }

  test('the cases call every fused kernel that can run, and none that cannot', () => {
    const fused = fusedKernelNames.filter((name) => called.has(name))
    expect(fused).toEqual(use === 'without SIMD' ? [] : fusedKernelNames)
  })
})

test('every case has a name of its own', () => {
  expect(truths.size).toBe(allCases.length)
})

test('the list of used kernels is what the cases call', () => {
  expect([...calledKernels].sort()).toEqual([...usedKernels])
})

test('WASM has every used kernel', () => {
  const registered = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName))
  expect(usedKernels.filter((name) => !registered.has(name))).toEqual([])
})
