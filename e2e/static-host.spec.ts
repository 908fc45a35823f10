// The built site on the plainest of hosts: below a separate path, with no headers set.
import { fileURLToPath } from 'node:url'
import { serveFolder } from './static-server.ts'
import { ignorance } from './studio.ts'
import { test as base, expect } from './test.ts'

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  baseURL: async ({}, use) => {
    const server = await serveFolder(fileURLToPath(new URL('../dist/', import.meta.url)), '/some/sub/path/')
    await use(server.url)
    await server.close()
  },
})

test('below a sub-path and without headers, a VAE trains on a single thread', async ({ editor, page }) => {
  const { studio } = editor
  await editor.openVae()
  expect(new URL(page.url()).pathname).toBe('/some/sub/path/')
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false)

  await studio.show('Training')
  await studio.press('Run')
  await studio.expectBackend('WebAssembly')
  await studio.expectObjectiveBelow(0.6 * ignorance)
  await studio.press('Stop')
  await studio.expectStatus('stopped')
  expect(await studio.backendDetail()).toContain('1 thread')
})
