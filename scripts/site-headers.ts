// What a browser lets the site do, said once: the content security policy and the other headers that the site is served with.
// The built page carries the policy as a meta tag, for hosts without headers; `_headers`, `.htaccess`,
// vercel.json and the preview server send it. The test beside this file holds vercel.json to it: `npx vitest run scripts/site-headers -u` writes it.
import { createHash } from 'node:crypto'

type Directives = Readonly<Record<string, readonly string[]>>

export interface HeaderRule {
  /** A path, or the start of paths where it ends in `*`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** Lets the WASM backend use threads; hosts that cannot set headers run it on one. */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** What the page may load and do. Its own inline scripts are known by their hashes; other ones, and `eval`, do not run. */
function pageDirectives(html: string): Directives {
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...inlineScripts(html).map(hashOf)],
    'worker-src': ["'self'"],
    'connect-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'style-src-elem': ["'self'"],
    // The code editor and the typesetter place each line and sign by an attribute, which changes that element alone.
    'style-src-attr': ["'unsafe-inline'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  }
}

/** Browsers heed it in a header only. */
const framing: Directives = { 'frame-ancestors': ["'self'"] }

/** Workers use the headers of the worker file. TensorFlow.js starts threads from generated scripts. */
const workerDirectives: Directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'", 'blob:', "'wasm-unsafe-eval'"],
  'worker-src': ['blob:'],
  'connect-src': ["'self'"],
}

/** The service worker fetches the site's own files, and nothing else. */
const serviceWorkerDirectives: Directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'connect-src': ["'self'"],
}

/** The policy of the page as its meta tag says it. */
export const metaPolicy = (html: string): string => policyText(pageDirectives(html))

/** Each header is set by one rule only for any path, since hosts differ in what they make of two. */
export function headerRules(html: string): readonly HeaderRule[] {
  const ofPage = policyHeader({ ...pageDirectives(html), ...framing })
  return [
    { path: '/*', headers: { ...isolation, 'X-Content-Type-Options': 'nosniff' } },
    { path: '/', headers: ofPage },
    { path: '/index.html', headers: ofPage },
    { path: '/assets/*', headers: policyHeader(workerDirectives) },
    { path: '/sw.js', headers: policyHeader(serviceWorkerDirectives) },
  ]
}

/** All headers of one path. */
export function headersOf(path: string, rules: readonly HeaderRule[]): Readonly<Record<string, string>> {
  const matching = rules.filter((rule) =>
    rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path,
  )
  return Object.assign({}, ...matching.map(({ headers }) => headers))
}

/** The file `_headers`, which Netlify, Cloudflare Pages and others read. */
export function headersFile(rules: readonly HeaderRule[]): string {
  const lines = rules.flatMap(({ path, headers }) => [
    path,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
  ])
  return `${lines.join('\n')}\n`
}

/** The file `.htaccess`, for Apache. The site may lie in any folder there, so paths are matched by their ends. */
export function apacheFile(rules: readonly HeaderRule[]): string {
  const blocks = rules.map(({ path, headers }) => {
    const lines = Object.entries(headers).map(([name, value]) => `Header set ${name} "${value}"`)
    if (path === '/*') return lines
    const pattern = path.replaceAll('.', '\\.').replace(/\*$/, '[^/]+')
    return [`<If "%{REQUEST_URI} =~ m#${pattern}$#">`, ...lines.map((line) => `  ${line}`), '</If>']
  })
  const lines = blocks.flat().map((line) => `  ${line}`)
  return `${['<IfModule mod_headers.c>', ...lines, '</IfModule>', 'AddType application/wasm .wasm'].join('\n')}\n`
}

/** The file vercel.json. */
export function vercelFile(rules: readonly HeaderRule[]): string {
  const headers = rules.map(({ path, headers }) => ({
    source: path.replace('*', '(.*)'),
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  }))
  return `${JSON.stringify({ outputDirectory: 'dist', headers }, null, 2)}\n`
}

const policyText = (directives: Directives): string =>
  Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ')

const policyHeader = (directives: Directives) => ({ 'Content-Security-Policy': policyText(directives) })

const inlineScripts = (html: string): readonly string[] =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '')

const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`
