// A page on which the comparisons of backends can be called.

import { buildModule } from '../build-module.ts'
import { isolation, serveFolder } from '../static-server.ts'
import { test as base } from '../test.ts'

/** `baseURL` is where `compare-backends.js` lies; `isIsolated` says whether pages from there may use threads. */
export const test = base.extend<{ readonly isIsolated: boolean }, { readonly built: string }>({
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      await use(await buildModule('kernels/compare-backends.ts', '../public'))
    },
    { scope: 'worker' },
  ],
  isIsolated: [false, { option: true }],
  baseURL: async ({ built, isIsolated }, use) => {
    const server = await serveFolder(built, '/', isIsolated ? isolation : {})
    await use(server.url)
    await server.close()
  },
})
