// Every kernel case on WASM with its repaired kernels, against TF.js's plain JavaScript backend.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import './register-gradients.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { allCases } from './kernel-cases/all-cases.ts'
import { type CaseResult, evaluateCase, largestError, usualTolerance } from './kernel-cases/kernel-case.ts'
import { usedKernels } from './kernel-cases/used-kernels.ts'
import { registerWasmKernels } from './wasm-kernels/register.ts'

const truths = new Map<string, CaseResult>()
const calledKernels = new Set<string>()

beforeAll(async () => {
  registerWasmKernels()
  // The engine then throws when a kernel leaves more blocks of memory behind than its outputs.
  tf.env().set('IS_TEST', true)
  await tf.setBackend('cpu')
  for (const kernelCase of allCases) {
    const { kernels } = await tf.profile(async () => {
      truths.set(kernelCase.name, await evaluateCase(kernelCase))
    })
    for (const { name } of kernels) calledKernels.add(name)
  }
  await tf.setBackend('wasm')
})

describe('on WASM as on the CPU backend', () => {
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
})

test('every case has a name of its own', () => {
  expect(truths.size).toBe(allCases.length)
})

test('the list of used kernels is what the cases call', () => {
  // The profile also names gradient scopes, which are no kernels.
  const kernels = [...calledKernels].filter((name) => tf.getKernel(name, 'cpu') !== undefined)
  expect(kernels.sort()).toEqual([...usedKernels])
})

test('WASM has every used kernel', () => {
  const registered = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName))
  expect(usedKernels.filter((name) => !registered.has(name))).toEqual([])
})
