import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { parseDocument } from '../../graph/document-file.ts'
import { runMain } from '../fixtures/run-main.ts'
import { testFolder } from '../fixtures/test-folder.ts'

const vaeText = readFileSync(new URL('../../../templates/vae/graph.json', import.meta.url), 'utf8')
// 784 x 400 + 400, 400 x 40 + 40 and 20 x 400 + 400, 400 x 784 + 784.
const encoder = 784 * 400 + 400 + 400 * 40 + 40
const decoder = 20 * 400 + 400 + 400 * 784 + 784

const at = testFolder()

describe('templates', () => {
  test('lists the variational autoencoder with its parameters and density class', async () => {
    const { status, out, err } = await runMain('templates', '--json')
    expect([status, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toContainEqual({
      name: 'vae',
      title: 'Variational autoencoder',
      summary: expect.stringContaining('784-400-20-400-784'),
      density: 'bound',
      parameters: encoder + decoder,
    })
  })

  test('is a table for people', async () => {
    expect((await runMain('templates')).out).toMatch(/^vae +Variational autoencoder +bound +652,824$/m)
  })
})

describe('check', () => {
  test('says shapes, parameters, density class and procedures', async () => {
    const { status, out } = await runMain('check', 'vae', '--json')
    const report = JSON.parse(out)
    expect(status).toBe(0)
    expect(report).toMatchObject({ title: 'VAE', valid: true, problems: [], parameters: encoder + decoder })
    expect(report.nodes).toContainEqual({ id: 'encoder', kind: 'networks/encoder', parameters: encoder })
    expect(report.nodes).toContainEqual({ id: 'decoder', kind: 'networks/decoder', parameters: decoder })
    expect(report.wires).toHaveLength(9)
    expect(report.wires).toContainEqual({
      from: 'digits.x',
      to: 'encoder.x',
      carries: '28 × 28 × 1 binary',
      signal: { signal: 'tensor', shape: [28, 28, 1], range: 'binary' },
    })
    expect(report.density.density).toBe('bound')
    expect(report.procedures.map(({ name }: { name: string }) => name)).toContain('sample')
    expect(report.absent.map(({ name }: { name: string }) => name)).toContain('logProb')
    const words = (await runMain('check', 'vae')).out
    expect(words).toContain('No problems.')
    expect(words).toMatch(/in all +652,824/)
  })

  test.each([
    ['units', vaeText.replace('"units":400', '"units":1000000000'), '13.2 TB', 128],
    ['examples in a batch', vaeText.replace(/"batchSize": ?\d+/, '"batchSize":1000000'), '10.4 MB', 1_000_000],
  ])('of a graph with more %s than any memory has room for says how many bytes', async (what, text, weights, batch) => {
    const large = at(`large ${what}.json`, text)
    const { status, out } = await runMain('check', large, '--json')
    const [problem, ...rest] = JSON.parse(out).problems
    expect(rest).toEqual([])
    expect(problem).toMatchObject({ severity: 'error', code: 'too-much-memory', node: expect.stringMatching(/coder/) })
    expect(problem.message).toMatch(
      // Four numbers for each weight: itself, its gradient and two moments.
      new RegExp(
        `^A run would take about [\\d.]+ [GT]B, but WebAssembly has 4\\.29 GB: ${weights} for weights, .* for a batch of ${batch}\\.`,
      ),
    )
    expect(status).toBe(1)
    for (const backend of ['wasm', 'cpu']) {
      const refused = await runMain('train', large, '--steps', '1', '--backend', backend, '--json')
      expect([refused.status, JSON.parse(refused.out).problems[0].code]).toEqual([1, 'too-much-memory'])
      expect(refused.err).toContain(`is too large to be trained here on ${backend}.`)
    }
  })

  test('of a broken graph names node, port and fixes, exit status 1', async () => {
    const broken = at('broken.json', vaeText.replace('"outputShape":[28,28,1]', '"outputShape":[27,28,1]'))
    const { status, out } = await runMain('check', broken, '--json')
    const report = JSON.parse(out)
    expect(status).toBe(1)
    expect(report.valid).toBe(false)
    expect(report.problems).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'shape-mismatch', node: 'elbo', port: 'likelihood' }),
    )
    expect(report.density).toBeNull()
    const words = await runMain('check', broken)
    expect(words.status).toBe(1)
    expect(words.out).toMatch(/^error: elbo\.likelihood: .*28 × 28 × 1.*27 × 28 × 1/m)
  })

  test('lists the titles of fixes, and says what a parameter must be and what came', async () => {
    const wrong = at('wrong-parameter.json', vaeText.replace('"beta":1,', '"beta":-1,'))
    const words = (await runMain('check', wrong)).out
    expect(words).toMatch(/^error: elbo: .*"beta" must .*received -1\b.* \(fix: Reset to default\)$/m)
    const { problems } = JSON.parse((await runMain('check', wrong, '--json')).out)
    expect(problems).toEqual([expect.objectContaining({ node: 'elbo', field: 'beta', fixes: ['Reset to default'] })])
  })

  test('of a graph without objective says what is missing, without an error', async () => {
    const plain = at(
      'plain.json',
      vaeText.replace(/,\n {4}\{"id":"elbo".*/, '').replace(/ {4}"[\w.]+ -> elbo.*\n/g, ''),
    )
    const { status, out } = await runMain('check', plain, '--json')
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ valid: true, density: null, procedures: [] })
    expect(JSON.parse(out).problems).toContainEqual(expect.objectContaining({ code: 'no-objective' }))
  })

  test.each([
    ['no JSON', '{', 'not JSON'],
    ['another document', '{"format":"other"}', 'format'],
    ['a duplicate identifier', vaeText.replace('"id":"prior"', '"id":"decoder"'), 'used twice'],
  ])('of a file with %s gives the reason as a problem, exit status 1', async (name, text, reason) => {
    const { status, out } = await runMain('check', at(`${name}.json`, text), '--json')
    expect(status).toBe(1)
    expect(JSON.parse(out).problems).toEqual([
      expect.objectContaining({ severity: 'error', code: 'unreadable', message: expect.stringContaining(reason) }),
    ])
  })
})

describe('link and open', () => {
  test('return the same document', async () => {
    const { status, out } = await runMain('link', 'vae', '--base', 'https://example.org/genloom/?lang=en')
    expect(status).toBe(0)
    expect(out).toMatch(/^https:\/\/example\.org\/genloom\/\?lang=en#g=[\w-]+$/)
    const opened = await runMain('open', out)
    expect(opened.status).toBe(0)
    expect(parseDocument(opened.out, definitions)).toEqual(parseDocument(vaeText, definitions))
  })

  test('a link is a GRAPH, and open writes a file that is one', async () => {
    const { link, characters } = JSON.parse((await runMain('link', 'vae', '--json')).out)
    expect(characters).toBe(link.length)
    const file = at('new/opened.json')
    expect(JSON.parse((await runMain('open', link, '--out', file, '--json')).out)).toEqual({ file, title: 'VAE' })
    const fromLink = await runMain('check', link, '--json')
    expect(fromLink.status).toBe(0)
    expect(await runMain('check', file, '--json')).toEqual(fromLink)
  })

  test('a graph too large for a link gets none: both lengths are reported, exit status 1', async () => {
    const digits = Array.from({ length: 15_000 }, (_, i) => Math.floor(1e9 * Math.abs(Math.sin(i)))).join(' ')
    const { notes: _, ...vae } = JSON.parse(vaeText)
    const notes = Array.from({ length: 18 }, (_, i) => ({
      id: `note${i}`,
      text: digits.slice(7000 * i, 7000 * (i + 1)),
    }))
    const file = at('large.json', JSON.stringify({ ...vae, notes }))
    expect((await runMain('check', file)).status).toBe(0)
    const { status, out, err } = await runMain('link', file, '--json')
    expect([status, out]).toEqual([1, ''])
    expect(err).toMatch(
      /^genloom: The graph is too large for a link: it would have \d{5} characters, and at most 65536 are read\. Save it as a file\.$/,
    )
  })

  test('a damaged link is a bad graph: exit status 1 and nothing but JSON on standard output', async () => {
    const link = (await runMain('link', 'vae')).out
    const { status, out, err } = await runMain('open', link.slice(0, -20), '--json')
    expect(status).toBe(1)
    expect(JSON.parse(out).problems).toHaveLength(1)
    expect(err).toMatch(/^genloom: The link is cut off or damaged[^\n]*$/)
  })
})
