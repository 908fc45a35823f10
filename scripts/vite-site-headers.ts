// Gives the built page its content security policy, writes `_headers` and `.htaccess`, and lets the preview server send what hosts do.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { apacheFile, headerRules, headersFile, headersOf, metaPolicy } from './site-headers.ts'

export function siteHeaders(root: string): Plugin {
  const source = readFileSync(join(root, 'index.html'), 'utf8')
  const rules = headerRules(source)
  return {
    name: 'site-headers',
    transformIndexHtml: {
      order: 'post',
      handler(html, { server }) {
        // The development server injects scripts into the page.
        if (server) return undefined
        const content = metaPolicy(html)
        if (content !== metaPolicy(source)) {
          throw new Error('The built page has other inline scripts than index.html, so the headers would not fit it.')
        }
        const attrs = { 'http-equiv': 'Content-Security-Policy', content }
        return [{ tag: 'meta', attrs, injectTo: 'head-prepend' }]
      },
    },
    generateBundle() {
      if (this.environment.name === 'client') {
        this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile(rules) })
        this.emitFile({ type: 'asset', fileName: '.htaccess', source: apacheFile(rules) })
      }
    },
    configurePreviewServer({ middlewares }) {
      middlewares.use(({ url }, response, next) => {
        const { pathname } = new URL(url ?? '/', 'http://localhost')
        for (const [name, value] of Object.entries(headersOf(pathname, rules))) response.setHeader(name, value)
        next()
      })
    },
  }
}
