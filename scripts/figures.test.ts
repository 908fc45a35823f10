// npm run figures as a person runs it, on a template that is trained in a second.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../src/cli/fixtures/test-folder.ts'
import { root } from './dependencies.mjs'
import { writeTemplate } from './figures/fixtures/write-template.ts'

const folder = testFolder()
const script = join(root, 'scripts/figures.mjs')
const own = JSON.parse(readFileSync(join(root, 'templates/realnvp/graph.json'), 'utf8'))
const graph = { ...own, training: { ...own.training, budget: { unit: 'steps', amount: 8 } } }
const nats = { figure: 'nats', row: 'trained', measured: ['test', 'value'] }

function figures(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** A folder of templates with one, `tiny`, of the graph. */
function templatesOf(name: string, figure: object, changes: object = {}): string {
  const templates = folder(name)
  writeTemplate(join(templates, 'tiny'), { figures: [figure], given: [] }, { ...graph, ...changes })
  return templates
}

test('a wrong number is named with the measured one, and the measured one is right', () => {
  const wrong = figures('--templates', templatesOf('wrong', { ...nats, text: '0.5000' }))
  expect(wrong.status).toBe(1)
  const told = /^tiny: nats is documented as 0\.5000, but (\d\.\d{4}) was measured\.$/m.exec(wrong.stdout)?.[1]
  expect(told, wrong.stdout + wrong.stderr).toBeDefined()
  expect(wrong.stdout).toContain('0 figures are as documented, 1 differ, 0 could not be measured.')

  const right = figures('--templates', templatesOf('right', { ...nats, text: told }))
  expect(right.stdout).toContain(`tiny: nats is ${told}, as documented.\n1 figures are as documented, 0 differ`)
  expect(right.status).toBe(0)

  const kept = folder('kept')
  const again = templatesOf('again', { ...nats, text: told })
  // What an interrupted run leaves.
  const begun = ['train', join(again, 'tiny/graph.json'), '--steps', '3', '--out', join(kept, 'tiny')]
  expect(spawnSync(process.execPath, [join(root, 'scripts/genloom.mjs'), ...begun]).status).toBe(0)
  const resumed = figures('--templates', again, '--keep', kept)
  expect(resumed.stderr).toContain('Resuming from step 3')
  expect(resumed.status, resumed.stdout).toBe(0)

  const changed = templatesOf('changed', { ...nats, text: told }, { training: { ...graph.training, batchSize: 2 } })
  const other = figures('--templates', changed, '--keep', kept)
  expect(other.stdout).toContain('tiny.json is of another graph than tiny is now')
  expect(other.status).toBe(1)
})

test('variants, seeds and other splits are measured as their figures say', () => {
  const templates = folder('kinds')
  const more = [
    { ...nats, figure: 'split', text: '9.9', measured: ['validation', 'value'] },
    { ...nats, figure: 'seed', text: '9.9', seed: 2 },
    { ...nats, figure: 'steps', text: '4', measured: ['graph', 'training', 'budget', 'amount'], variant: 'short' },
    { ...nats, figure: 'short', text: '9.9', variant: 'short' },
    { ...nats, figure: 'weights', text: '9', measured: ['check', 'parameters'] },
    { figure: 'difference', row: '', text: '2.0', derived: { of: 'steps', from: 'split', as: 'difference' } },
  ]
  const variants = { short: { training: { budget: { unit: 'steps', amount: 4 } } } }
  writeTemplate(join(templates, 'tiny'), { variants, figures: more, given: [] }, graph)
  const { status, stdout, stderr } = figures('--templates', templates)
  expect(status, stderr).toBe(1)
  const found = [...stdout.matchAll(/^(\S+): (\w+) is documented as \S+, but (\S+) (was|follows)/gm)]
  expect(found.map(([, run, figure]) => `${run} ${figure}`)).toEqual([
    'tiny split',
    'tiny weights',
    'tiny.seed-2 seed',
    'tiny.short short',
    'tiny difference',
  ])
  expect(new Set(found.map(([, , , measured]) => measured)).size).toBe(found.length)
  expect(stdout).toContain('tiny.short: steps is 4, as documented.')
})

test('a training that fails is named with its reason, and does not count as agreement', () => {
  const nodes = own.nodes.map((node: { kind: string; params: object }) =>
    node.kind.startsWith('objectives/')
      ? { ...node, params: { ...node.params, learningRate: 10, optimiser: 'sgd' } }
      : node,
  )
  const { status, stdout } = figures('--templates', templatesOf('fails', { ...nats, text: '1.0' }, { nodes }))
  expect(status).toBe(1)
  expect(stdout).toMatch(/^tiny: 1 figures could not be measured\. genloom train .* ended with status 1: .*finite/m)
  expect(stdout).toContain('0 figures are as documented, 0 differ, 1 could not be measured.')
})

test('a graph with errors is named too', () => {
  const { status, stdout, stderr } = figures(
    '--templates',
    templatesOf('errors', { ...nats, text: '1' }, { wires: [] }),
  )
  expect(status).toBe(1)
  expect(stdout).toContain('tiny: 1 figures could not be measured.')
  expect(stderr).toContain('genloom')
})

test('Ctrl-C keeps what has been trained', async () => {
  const training = { ...graph.training, budget: { unit: 'steps', amount: 1e8 } }
  const templates = templatesOf('long', { ...nats, text: '1' }, { training })
  const kept = folder('interrupted')
  // In a separate process group, all of which gets the signal, as in a terminal.
  const run = spawn(process.execPath, [script, '--templates', templates, '--keep', kept], { detached: true })
  let [out, err] = ['', '']
  run.stdout.on('data', (part) => {
    out += part
  })
  await new Promise<void>((resolve) => {
    run.stderr.on('data', (part) => {
      err += part
      if (/step \d/.test(err)) resolve()
    })
    run.on('exit', () => resolve())
  })
  expect(run.exitCode, err).toBeNull()
  const ended = new Promise((resolve) => run.on('close', resolve))
  process.kill(-run.pid!, 'SIGINT')
  expect(await ended).toBe(130)
  expect(out).toContain('tiny: 1 figures could not be measured.')
  expect(existsSync(join(kept, 'tiny/run.safetensors'))).toBe(true)
})

test('a template without figures is rejected, with a list of those that have some', () => {
  const { status, stderr } = figures('unknown')
  expect(status).toBe(2)
  expect(stderr).toContain('vae-2d')
})
