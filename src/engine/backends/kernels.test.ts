// Every kernel case on WASM with its repaired kernels, against TF.js's plain JavaScript backend: with our own module as one
// thread uses it, as it is used beside several threads of TF.js, and without it.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import './register-gradients.ts'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { allCases } from './kernel-cases/all-cases.ts'
import { type CaseResult, evaluateCase, largestError, usualTolerance } from './kernel-cases/kernel-case.ts'
import { moduleUses } from './kernel-cases/module-use.ts'
import { startWasmWith } from './kernel-cases/start-wasm-with.ts'
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
    const { kernels } = await tf.profile(async () => {
      truths.set(kernelCase.name, await evaluateCase(kernelCase))
    })
    for (const { name } of kernels) calledKernels.add(name)
  }
})

describe.each(moduleUses)('on WASM %s as on the CPU backend', (use) => {
  const called = new Set<string>()
  beforeAll(() => startWasmWith(use))
  beforeEach(() => {
    vi.spyOn(tf.engine(), 'runKernel')
  })
  afterEach(() => {
    for (const [name] of vi.mocked(tf.engine().runKernel).mock.calls) called.add(name)
    vi.restoreAllMocks()
  })

  for (const kernelCase of allCases) {
    test(kernelCase.name, async () => {
      const truth = truths.get(kernelCase.name)!
      const tensorsBefore = tf.memory().numTensors
      const blocksBefore = tf.backend().numDataIds()
      const result = await evaluateCase(kernelCase)
      expect(result.shape).toEqual(truth.shape)
      expect(largestError(truth, result)).toBeLessThanOrEqual(usualTolerance)
      expect(tf.memory().numTensors).toBe(tensorsBefore)
      expect(tf.backend().numDataIds()).toBe(blocksBefore)
    })
  }

  test('the cases call every fused kernel that can run, and none that cannot', () => {
    const fused = fusedKernelNames.filter((name) => called.has(name))
    expect(fused).toEqual(use === 'without SIMD' ? [] : fusedKernelNames)
  })
})

test('every case has its own name', () => {
  expect(truths.size).toBe(allCases.length)
})

test('the list of used kernels is what the cases call', () => {
  // The profile also names gradient scopes, which are not kernels.
  const kernels = [...calledKernels].filter((name) => tf.getKernel(name, 'cpu') !== undefined)
  expect(kernels.sort()).toEqual([...usedKernels])
})

test('WASM has every used kernel', () => {
  const registered = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName))
  expect(usedKernels.filter((name) => !registered.has(name))).toEqual([])
})
