// WASM with several threads, on a page that may use them, in workers as the page's own: on a machine with fewer cores than it
// takes, which does not affect the results.
import type { Page } from '@playwright/test'
import type { Answer, Asked } from './kernels/answer-in-worker.ts'
import type { Comparison } from './kernels/compare-backends.ts'
import { test } from './kernels/served-page.ts'
import type { TimedSteps } from './kernels/wasm-threads.ts'
import { expect } from './test.ts'

test.use({ isIsolated: true })

/** Starts a worker on the page; gives what calls its functions. */
async function workerOn(page: Page, baseURL: string | undefined) {
  const module = `${baseURL}compare-backends.js`
  const worker = await page.evaluateHandle((url) => new Worker(url, { type: 'module' }), module)
  return async <Result>(name: string, ...given: readonly unknown[]): Promise<Result> => {
    const asked: Asked = { module, name, given }
    const answer = await worker.evaluate(
      (one, question) =>
        new Promise<Answer>((resolve) => {
          one.onmessage = ({ data }) => resolve(data)
          one.onerror = ({ message }) => resolve({ failure: message })
          one.postMessage(question)
        }),
      asked,
    )
    if ('failure' in answer) throw new Error(answer.failure)
    // The caller knows the function by its name.
    return answer.result as Result
  }
}

test('WASM with threads computes what plain JavaScript computes, and trains as one thread does', async ({
  page,
  baseURL,
}) => {
  await page.goto('./')
  const several = await workerOn(page, baseURL)
  expect(await several<number>('startOnCores', 4)).toBeGreaterThan(1)
  const comparison = await several<Comparison>('compareBackend', 'wasm')
  expect(comparison.faults).toEqual([])
  expect(comparison.cases).toBeGreaterThan(100)

  const one = await workerOn(page, baseURL)
  expect(await one<number>('startOnCores', 1)).toBe(1)
  const times = { several: [] as number[], one: [] as number[] }
  for (let round = 0; round < 5; round++) {
    const withThreads = await several<TimedSteps>('timeSteps', 4)
    const withOne = await one<TimedSteps>('timeSteps', 4)
    times.several.push(...withThreads.times)
    times.one.push(...withOne.times)
    expect(withOne.losses).toHaveLength(4)
    for (const [i, loss] of withOne.losses.entries()) {
      expect(Math.abs((withThreads.losses[i] ?? Number.NaN) - loss)).toBeLessThan(1e-3 * loss)
    }
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]?.toFixed(1)
  console.log(`A step of the VAE: ${median(times.several)} ms with threads, ${median(times.one)} ms with one thread.`)
})
