// The test function of every journey. It hands over an open editor and fails a journey whose page wrote an error to the
// console or asked anything of another origin.
import { type BrowserContext, test as base, expect } from '@playwright/test'
import { Editor } from './editor.ts'

interface Fixtures {
  readonly editor: Editor
  /** What no journey may bring about. */
  readonly faults: readonly string[]
}

export const test = base.extend<Fixtures>({
  editor: async ({ page }, use) => {
    await use(new Editor(page))
  },
  faults: [
    async ({ context, baseURL }, use) => {
      if (!baseURL) throw new Error('The configuration names no baseURL.')
      const faults: string[] = []
      watch(context, new URL(baseURL).origin, (fault) => faults.push(fault))
      await use(faults)
      expect(faults, 'errors on the console, and requests to other origins').toEqual([])
    },
    { auto: true },
  ],
})

function watch(context: BrowserContext, origin: string, report: (fault: string) => void): void {
  context.on('console', (message) => {
    if (message.type() === 'error') report(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => report(`uncaught: ${error.error().message}`))
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url())
    if (asked !== origin && protocol !== 'data:' && protocol !== 'blob:') report(`request: ${request.url()}`)
  })
  context.on('page', (page) => {
    page.on('websocket', (socket) => report(`socket: ${socket.url()}`))
  })
}

export { expect }
