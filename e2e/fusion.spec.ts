// Steps that were compiled into few shaders compute what their kernels compute, in a real browser.
import { buildModule } from './build-module.ts'
import { serveFolder } from './static-server.ts'
import { test as base, expect } from './test.ts'

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  baseURL: async ({}, use) => {
    const server = await serveFolder(await buildModule('fusion/check-fusion.ts', false), '/')
    await use(server.url)
    await server.close()
  },
})

test('Fused steps compute what plain JavaScript computes', async ({ page, baseURL }) => {
  await page.goto('./')
  const faults: readonly string[] = await page.evaluate(
    async ({ module, seeds }) => (await import(module)).checkSteps(seeds, 50),
    { module: `${baseURL}check-fusion.js`, seeds: Array.from({ length: 20 }, (_, i) => i + 1) },
  )
  expect(faults).toEqual([])
})

test('Functions of small and of large numbers are right', async ({ page, baseURL }) => {
  await page.goto('./')
  const faults: readonly string[] = await page.evaluate(
    async (module) => (await import(module)).checkFunctions(),
    `${baseURL}check-fusion.js`,
  )
  expect(faults).toEqual([])
})
