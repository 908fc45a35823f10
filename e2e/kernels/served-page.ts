// A page on which the comparisons of backends can be called.
import { headerRules, headersOf } from '../../scripts/site-headers.ts'
import { buildModule } from '../build-module.ts'
import { serveFolder } from '../static-server.ts'
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
    const server = await serveFolder(built, '/', isIsolated ? siteHeaders : undefined)
    await use(server.url)
    await server.close()
  },
})

/** As the site itself is served: with isolation, and scripts with the policy of workers. */
const siteHeaders = (file: string) => headersOf(file.endsWith('.js') ? `/assets${file}` : '/other', headerRules(''))
