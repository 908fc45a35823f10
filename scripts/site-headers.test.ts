import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apacheFile, headerRules, headersFile, headersOf, metaPolicy, vercelFile } from './site-headers.ts'

const html = `<!doctype html><head>
<script>one()</script><script type="module" src="./a.js"></script>
<script type="module" crossorigin src="./b.js"></script>
<script>
two()
</script></head>`
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const directive = (policy: string, name: string) =>
  policy
    .split('; ')
    .find((part) => part.startsWith(`${name} `))
    ?.split(' ')
    .slice(1)

test('inline scripts are known by their hashes, and nothing else runs', () => {
  const policy = metaPolicy(html)
  expect(directive(policy, 'script-src')).toEqual(["'self'", hash('one()'), hash('\ntwo()\n')])
  // As published for this very script in the specification of the policy.
  expect(metaPolicy("<script>alert('Hello, world.');</script>")).toContain(
    "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
  )
  expect(directive(policy, 'default-src')).toEqual(["'none'"])
  expect(directive(policy, 'connect-src')).toEqual(["'self'"])
  expect(policy).not.toMatch(/unsafe-eval|https?:|\*/)
})

test('each path has one policy: the page its own, scripts that of workers', () => {
  const rules = headerRules(html)
  const policyOf = (path: string) => headersOf(path, rules)['Content-Security-Policy'] ?? ''
  // Only a header may say who frames the page; the rest is the meta tag's, word for word.
  expect(policyOf('/')).toBe(`${metaPolicy(html)}; frame-ancestors 'self'`)
  expect(policyOf('/index.html')).toBe(policyOf('/'))
  expect(directive(policyOf('/assets/worker.js'), 'connect-src')).toEqual(["'self'"])
  expect(policyOf('/assets/worker.js')).not.toContain("'unsafe-eval'")
  for (const path of ['/', '/assets/a.js', '/licences.txt']) {
    expect(headersOf(path, rules)).toMatchObject({
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'X-Content-Type-Options': 'nosniff',
    })
  }
})

test('the files of all hosts say the same', () => {
  const rules = headerRules(html)
  const apache = apacheFile(rules)
  const conditions = [...apache.matchAll(/<If "%\{REQUEST_URI\} =~ m#(.*)#">\n\s+Header set (\S+) "(.*)"/g)]
  const apacheHeaders = (path: string) =>
    conditions.filter(([, pattern]) => new RegExp(pattern ?? '').test(path)).map(([, , name, value]) => [name, value])
  for (const path of ['/', '/index.html', '/assets/a.js', '/sw.js', '/licences.txt']) {
    const policy = headersOf(path, rules)['Content-Security-Policy']
    const expected = policy === undefined ? [] : [['Content-Security-Policy', policy]]
    expect(apacheHeaders(path)).toEqual(expected)
    expect(apacheHeaders(`/below${path}`)).toEqual(expected)
  }
  expect(apache).toContain('\n  Header set Cross-Origin-Opener-Policy "same-origin"\n')
  const blocks = headersFile(rules)
    .trimEnd()
    .split(/\n(?=\/)/)
  const read = blocks.map((block) => {
    const [path = '', ...lines] = block.split('\n')
    return {
      path,
      headers: Object.fromEntries(
        lines.map((line) =>
          line
            .trim()
            .split(/: (.*)/)
            .slice(0, 2),
        ),
      ),
    }
  })
  expect(read).toEqual(rules)
  const { headers }: { headers: { source: string; headers: { key: string; value: string }[] }[] } = JSON.parse(
    vercelFile(rules),
  )
  expect(
    headers.map((rule) => ({
      path: rule.source.replace('(.*)', '*'),
      headers: Object.fromEntries(rule.headers.map(({ key, value }) => [key, value])),
    })),
  ).toEqual(rules)
})

test('vercel.json is up to date', async () => {
  const page = readFileSync(new URL('../index.html', import.meta.url), 'utf8')
  await expect(vercelFile(headerRules(page))).toMatchFileSnapshot('../vercel.json')
})
