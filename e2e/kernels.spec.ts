// The arithmetic of the backends in a real browser: each kernel case against plain JavaScript.

import { buildComparison } from './kernels/build.ts'
import type { Comparison } from './kernels/compare-backends.ts'
import { serveFolder } from './static-server.ts'
import { test as base, expect } from './test.ts'

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  baseURL: async ({}, use) => {
    const server = await serveFolder(await buildComparison(), '/')
    await use(server.url)
    await server.close()
  },
})

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
