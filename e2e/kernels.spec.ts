// The arithmetic of the backends in a real browser against plain JavaScript: each kernel case, and every template trained.

import type { Comparison } from './kernels/compare-backends.ts'
import { test } from './kernels/served-page.ts'
import type { ComparedBackend } from './kernels/start.ts'
import type { TrainedTemplate } from './kernels/train-templates.ts'
import { expect } from './test.ts'

test('WASM and WebGPU compute what plain JavaScript computes', async ({ page, baseURL }) => {
  await page.goto('./')
  for (const backend of ['wasm', 'webgpu'] as const) {
    const comparison: Comparison = await page.evaluate(
      async ({ module, name }) => (await import(module)).compareBackend(name),
      { module: `${baseURL}compare-backends.js`, name: backend },
    )
    expect(comparison.faults, backend).toEqual([])
    expect(comparison.cases).toBeGreaterThan(100)
  }
})

test('every template trains and is sampled on WASM and WebGPU as on plain JavaScript', async ({ page, baseURL }) => {
  test.setTimeout(240_000)
  await page.goto('./')
  const trainOn = (backend: ComparedBackend): Promise<Readonly<Record<string, TrainedTemplate>>> =>
    page.evaluate(async ({ module, name }) => (await import(module)).trainTemplates(name), {
      module: `${baseURL}compare-backends.js`,
      name: backend,
    })
  const truth = await trainOn('cpu')
  expect(Object.keys(truth).length).toBeGreaterThan(10)
  for (const backend of ['wasm', 'webgpu'] as const) {
    const trained = await trainOn(backend)
    expect(Object.keys(trained)).toEqual(Object.keys(truth))
    for (const [name, { mode, losses, sampleShape, areSamplesFinite }] of Object.entries(trained)) {
      expect(mode, `${name} on ${backend}`).toMatchObject({ mode: backend === 'webgpu' ? 'replayed' : 'plain' })
      const expected = truth[name]
      expect([backend, name, sampleShape, areSamplesFinite]).toEqual([backend, name, expected?.sampleShape, true])
      expect(losses.length).toBe(expected?.losses.length)
      for (const [i, { at, loss }] of losses.entries()) {
        const right = expected?.losses[i]?.loss ?? Number.NaN
        // Adam makes a full step from a gradient that is zero except for rounding, as of actnorm's shift after its first batch.
        const gap = Math.abs(loss - right) / Math.max(1, Math.abs(right))
        expect(gap, `${name} on ${backend}, ${at}: ${loss}, not ${right}`).toBeLessThan(1e-3)
      }
    }
  }
})
