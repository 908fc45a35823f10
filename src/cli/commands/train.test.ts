import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { readSafetensors } from '../../engine/formats/safetensors.ts'
import { parseDocument } from '../../graph/document-file.ts'
import { readBytes } from '../files.ts'
import { rememberingTerminal } from '../fixtures/remembering-terminal.ts'
import { type Outcome, runMain } from '../fixtures/run-main.ts'
import { testFolder } from '../fixtures/test-folder.ts'
import { tinyVae, tinyVaeParameters } from '../fixtures/tiny-vae.ts'
import { main } from '../main.ts'
import { root } from '../package-root.ts'

const at = testFolder()
const graph = at('tiny.json', tinyVae)
const onCpu = ['--backend', 'cpu', '--json'] as const

describe('three steps', () => {
  const out = at('run')
  let outcome: Outcome
  let rows: string[][]
  beforeAll(async () => {
    outcome = await runMain('train', graph, '--steps', '3', '--seed', '7', '--batch', '100', '--out', out, ...onCpu)
    rows = readFileSync(join(out, 'curves.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','))
  })

  test('end with one JSON line', () => {
    expect(outcome.status).toBe(0)
    expect(outcome.out).not.toContain('\n')
    const result = JSON.parse(outcome.out)
    expect(Object.keys(result)).toEqual([
      'steps',
      'epochs',
      'seconds',
      'medianStepMs',
      'backend',
      'seed',
      'train',
      'test',
    ])
    expect(result).toMatchObject({ steps: 3, epochs: 300 / 8004, backend: 'cpu', seed: 7 })
    expect(result.seconds).toBeGreaterThan(0)
    expect(result.medianStepMs).toBeGreaterThan(0)
    const { value, unit, kind, terms, bitsPerDim } = result.test
    expect([unit, kind]).toEqual(['nats', 'bound'])
    expect(value).toBeCloseTo(terms.reconstruction + terms.kl, 9)
    expect(bitsPerDim).toBeCloseTo(value / 784 / Math.log(2), 12)
    // Before training, every pixel is near a fair coin.
    expect(value / (784 * Math.log(2))).toBeGreaterThan(0.5)
    expect(value / (784 * Math.log(2))).toBeLessThan(1.5)
  })

  test('leave the graph with the settings of this run', () => {
    const own = parseDocument(tinyVae, definitions)
    const training = { seed: 7, batchSize: 100, budget: { unit: 'steps', amount: 3 } }
    expect(parseDocument(readFileSync(join(out, 'graph.json'), 'utf8'), definitions)).toEqual({ ...own, training })
  })

  test('leave the weights', async () => {
    const { tensors } = readSafetensors(await readBytes(join(out, 'weights.safetensors')), 'weights')
    const count = Object.values(tensors).reduce((sum, { values }) => sum + values.length, 0)
    expect(count).toBe(tinyVaeParameters)
  })

  test('leave the curves, whose mean is what the result states', () => {
    const [header, ...body] = rows
    expect(header).toEqual(['split', 'phase', 'step', 'loss', 'reconstruction', 'kl'])
    const train = body.filter(([split]) => split === 'train')
    expect(train.map(([, phase, step]) => [phase, step])).toEqual([
      ['elbo', '1'],
      ['elbo', '2'],
      ['elbo', '3'],
    ])
    for (const [column, name] of [...(header ?? []).entries()].slice(3)) {
      const mean = train.reduce((sum, row) => sum + Number(row[column]) / 3, 0)
      expect(JSON.parse(outcome.out).train[name]).toBeCloseTo(mean, 9)
    }
    expect(body.filter(([split]) => split === 'validation').map(([, , step]) => step)).toEqual(['3'])
  })

  test('leave pictures: 8 x 8 samples, 4 x 16 originals and reconstructions, one pixel apart', async () => {
    expect(decode(await readBytes(join(out, 'samples.png')))).toMatchObject({ width: 231, height: 231, channels: 1 })
    const pairs = decode(await readBytes(join(out, 'reconstructions.png')))
    expect(pairs).toMatchObject({ width: 16 * 29 - 1, height: 4 * 29 - 1 })
    const pixels = (left: number) =>
      new Set(Array.from({ length: 28 * 28 }, (_, i) => pairs.data[Math.floor(i / 28) * pairs.width + left + (i % 28)]))
    // The first is a digit of black and white pixels, its reconstruction has many greys.
    expect(pixels(0)).toEqual(new Set([0, 255]))
    expect(pixels(29).size).toBeGreaterThan(10)
  })

  test('are the same again, and others from another seed', async () => {
    const again = await runMain('train', graph, '--steps', '3', '--seed', '7', '--batch', '100', ...onCpu)
    const other = await runMain('train', graph, '--steps', '3', '--seed', '8', '--batch', '100', ...onCpu)
    expect(JSON.parse(again.out).test).toEqual(JSON.parse(outcome.out).test)
    expect(JSON.parse(other.out).test.value).not.toBe(JSON.parse(outcome.out).test.value)
  })

  test('are worth the same when evaluated from the file', async () => {
    const evaluated = await runMain('evaluate', graph, '--weights', join(out, 'weights.safetensors'), ...onCpu)
    expect(JSON.parse(evaluated.out)).toEqual({ split: 'test', backend: 'cpu', ...JSON.parse(outcome.out).test })
  })
})

test('WASM is the default and agrees with plain JavaScript', async () => {
  const [wasm, cpu] = [
    await runMain('train', graph, '--steps', '5', '--json'),
    await runMain('train', graph, '--steps', '5', ...onCpu),
  ].map(({ out }) => JSON.parse(out))
  expect([wasm.backend, cpu.backend]).toEqual(['wasm', 'cpu'])
  expect(Math.abs(wasm.test.value / cpu.test.value - 1)).toBeLessThan(1e-5)
})

test('without --json a summary is also printed', async () => {
  const { status, out, err } = await runMain('train', graph, '--epochs', '0.1')
  expect(status).toBe(0)
  // 800.4 examples in batches of 128.
  expect(JSON.parse(out).steps).toBe(7)
  expect(err).toMatch(/^7 steps, 0\.1 epochs in .* Test: bound on the negative log-likelihood [\d.]+ nats/)
})

test('Ctrl-C stops cleanly: files and result exist, exit status 130', async () => {
  const terminal = rememberingTerminal()
  const out = at('interrupted')
  const onInterrupt = (listener: (status: number) => void) => {
    const timer = setTimeout(listener, 300, 130)
    return () => clearTimeout(timer)
  }
  const words = ['train', graph, '--seconds', '3600', '--out', out, '--json']
  const status = await main(words, { ...terminal, onInterrupt })
  expect(status).toBe(130)
  const { steps } = JSON.parse(terminal.out.join())
  const weights = readSafetensors(await readBytes(join(out, 'weights.safetensors')), 'weights')
  expect(weights.metadata.step).toBe(String(steps))
  expect(existsSync(join(out, 'samples.png'))).toBe(true)
})

test('a run that leaves the numbers ends at its last good state, exit status 1', async () => {
  const wild = at(
    'wild.json',
    tinyVae.replace('"optimiser":"adam"', '"optimiser":"sgd"').replace('"learningRate":0.001', '"learningRate":1'),
  )
  const out = at('wild')
  const { status, out: printed, err } = await runMain('train', wild, '--steps', '200', '--out', out, ...onCpu)
  expect(status).toBe(1)
  expect(err).toMatch(/^genloom: Training stopped at step \d+: .* of elbo is no longer a finite number.*\d\.\n/)
  const { failure, test: worth, steps } = JSON.parse(printed)
  expect([worth, failure.message]).toEqual([undefined, err.split('\n')[0]?.replace('genloom: ', '')])
  expect(failure.step).toBeGreaterThan(steps)
  // A call, a gradient or a weight of the node that is named.
  expect(failure.tensor).toMatch(new RegExp(`(of|updated) ${failure.node}(/|$)`))
  expect(failure.message).toContain(
    `began at step ${failure.step} with ${failure.tensor} at the node "${failure.node}"`,
  )
  const { tensors } = readSafetensors(await readBytes(join(out, 'weights.safetensors')), 'weights')
  expect(Object.values(tensors).every(({ values }) => values.every(Number.isFinite))).toBe(true)
})

test('a folder that cannot be is refused before training', async () => {
  for (const out of [graph, join(graph, 'run')]) {
    const { status, out: printed, err } = await runMain('train', graph, '--steps', '1000000', '--out', out, ...onCpu)
    expect([status, printed]).toEqual([1, ''])
    expect(err).toMatch(/^genloom: .*tiny\.json.* cannot be written to: .* is a file, not a folder\.$/)
  }
})

test('a file that cannot be written is reported with the result, exit status 1', async () => {
  mkdirSync(at('taken/curves.csv'), { recursive: true })
  const words = ['train', graph, '--steps', '1', '--out', at('taken'), ...onCpu]
  const { status, out: printed, err } = await runMain(...words)
  expect(status).toBe(1)
  expect(err).toContain(`genloom: ${at('taken/curves.csv')} cannot be written: it is a folder, not a file. All that`)
  rmSync(/lies in (\S+) instead/.exec(err)?.[1] ?? '', { recursive: true })
  expect(JSON.parse(printed)).toMatchObject({ steps: 1, test: { unit: 'nats' } })
})

test('a run that is worth nothing finite in the end says so, exit status 1', async () => {
  const wild = at(
    'last-step.json',
    tinyVae.replace('"optimiser":"adam"', '"optimiser":"sgd"').replace('"learningRate":0.001', '"learningRate":10'),
  )
  const out = at('last-step')
  // The loss of a step is that before its update, so the third step's is still finite.
  const { status, out: printed, err } = await runMain('train', wild, '--steps', '3', '--out', out, ...onCpu)
  expect(status).toBe(1)
  expect(err).toMatch(/^genloom: The model has no finite value on the test split: .* is (NaN|-?Infinity)\. It starts/m)
  const { node, tensor, message } = JSON.parse(printed).failure
  expect(message).toContain(`It starts with ${tensor} at the node "${node}".`)
  expect(tensor).toMatch(new RegExp(`of ${node}`))
})

test.each([
  [
    ['--steps', '3', '--epochs', '1'],
    'only one of --steps, --epochs and --seconds can be given, received --steps and --epochs',
  ],
  [['--steps', '0'], '--steps needs an integer from 1 to 1000000000, received "0"'],
  [['--steps', '1.5'], 'received "1.5"'],
  [['--epochs', '-1'], '--epochs needs a number above 0 and at most 1000000000, received "-1"'],
  [['--epochs', 'many'], 'received "many"'],
  [['--seed', '4294967296'], '--seed needs an integer from 0 to 4294967295'],
  [['--batch', '0'], '--batch needs an integer from 1 to 1048576'],
  [['--backend', 'cuda'], '--backend needs one of cpu, wasm, webgpu, received "cuda"'],
])('train with %j is a usage error', async (words, message) => {
  const { status, out, err } = await runMain('train', graph, ...words)
  expect([status, out]).toEqual([2, ''])
  expect(err).toContain(message)
})

test('a graph with errors is not trained: its problems, exit status 1', async () => {
  const broken = at('broken.json', tinyVae.replace('"outputShape":[28,28,1]', '"outputShape":[27,28,1]'))
  const { status, out, err } = await runMain('train', broken, '--steps', '1', '--json')
  expect(status).toBe(1)
  expect(JSON.parse(out).problems).toContainEqual(expect.objectContaining({ node: 'elbo', port: 'likelihood' }))
  expect(err).toMatch(/^genloom: The graph "VAE" has an error\.\nerror: elbo\.likelihood: /)
})

test('if there is a warning about a density, no bits are reported, with the reason', async () => {
  const grey = at('grey.json', readFileSync(join(root, 'cases/grey-gaussian-vae.json'), 'utf8'))
  const { out, err } = await runMain('train', grey, '--steps', '1', '--batch', '10')
  expect(JSON.parse(out).test).toMatchObject({
    bitsPerDim: null,
    withoutBits: expect.stringMatching(/^x takes a finite set of values, and the likelihood is a density/),
  })
  expect(err).not.toMatch(/\d bits/)
  expect(err).toMatch(/No bits\/dim: x takes a finite set of values/)
})

describe('what has no likelihood is held against its data', () => {
  test('samples: their moments, and the modes found', async () => {
    const { out, err } = await runMain('train', 'gan', '--steps', '2')
    const { samples, codes, entropy, value } = JSON.parse(out).test
    expect([value, codes, entropy]).toEqual([null, undefined, undefined])
    expect(samples).toMatchObject({ draws: 10_000, modes: { modes: 8 }, againstData: { points: 500, pValue: 0.001 } })
    expect([samples.mean.length, samples.deviation.length]).toEqual([2, 2])
    expect(err).toMatch(
      /10000 samples: mean .*; \d of 8 modes found; [\d.]+ % within three standard deviations of one; against/,
    )
  })

  test('codes: whether they are distributed as the prior is', async () => {
    const { out, err } = await runMain('train', 'aae', '--steps', '1', '--batch', '10')
    expect(JSON.parse(out).test).toMatchObject({ value: null, codes: { points: 500 } })
    expect(err).toMatch(/codes against draws from the prior: squared maximum mean discrepancy/)
  })

  test('a density stands beside the entropy of the data', async () => {
    const { out } = await runMain('train', 'realnvp', '--steps', '1', '--json')
    const { value, entropy } = JSON.parse(out).test
    expect(entropy).toEqual({ value: expect.any(Number), kind: 'estimate', error: 0.0001 })
    expect(value).toBeGreaterThan(entropy.value)
  })
})
