// A page on which the comparisons of backends can be called.

import { buildModule } from '../build-module.ts'
import { serveFolder } from '../static-server.ts'
import { test as base } from '../test.ts'

/** `baseURL` is where `compare-backends.js` lies. */
export const test = base.extend<object, { readonly served: string }>({
  served: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const server = await serveFolder(await buildModule('kernels/compare-backends.ts', '../public'), '/')
      await use(server.url)
      await server.close()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ served }, use) => use(served),
})
