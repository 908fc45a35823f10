// Commands that take trained weights.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { readNpy } from '../../engine/formats/npy.ts'
import { readSafetensors, writeSafetensors } from '../../engine/formats/safetensors.ts'
import { parseDocument } from '../../graph/document-file.ts'
import { conditionalVae } from '../../runtime/fixtures/conditional-graphs.ts'
import { writeFile } from '../../share/file.ts'
import { readBytes } from '../files.ts'
import { runMain } from '../fixtures/run-main.ts'
import { testFolder } from '../fixtures/test-folder.ts'
import { tinyVae } from '../fixtures/tiny-vae.ts'

const at = testFolder()
const graph = at('tiny.json', tinyVae)
const weights = at('run/weights.safetensors')
const onCpu = ['--backend', 'cpu', '--json'] as const
const trained = ['--weights', weights, ...onCpu] as const

beforeAll(async () => {
  await runMain('train', graph, '--steps', '40', '--out', at('run'), ...onCpu)
})

/** The trained weights with one tensor's numbers changed, as a file. */
async function changed(name: string, change: (values: Float32Array) => void): Promise<Uint8Array> {
  const { tensors, metadata } = readSafetensors(await readBytes(weights), weights)
  change(tensors[name]!.values)
  return writeSafetensors({ tensors, metadata })
}

describe('evaluate', () => {
  const value = async (...words: readonly string[]) => JSON.parse((await runMain('evaluate', ...words)).out)

  test('gives the bound whatever β the training used', async () => {
    const weighted = at('beta.json', tinyVae.replace('"beta":1,', '"beta":4,'))
    expect(await value(weighted, ...trained)).toEqual(await value(graph, ...trained))
  })

  test('differs between splits', async () => {
    const [test, validation] = [await value(graph, ...trained), await value(graph, '--split', 'validation', ...trained)]
    expect(validation.split).toBe('validation')
    expect(validation.value).not.toBe(test.value)
    expect(Math.abs(validation.value / test.value - 1)).toBeLessThan(0.1)
  })

  test('with more importance draws comes nearer to the likelihood, from above', async () => {
    const { value: bound } = await value(graph, ...trained)
    const one = await value(graph, '--importance', '1', ...trained)
    const many = await value(graph, '--importance', '16', ...trained)
    expect([one.value, many.value]).toEqual([bound, bound])
    expect(many.importance).toMatchObject({ draws: 16, unit: 'nats' })
    expect(many.importance.value).toBeLessThan(one.importance.value)
    expect(many.importance.bitsPerDim).toBeCloseTo(many.importance.value / 784 / Math.log(2), 12)
    // One draw estimates the bound itself, the divergence by the draw instead of its closed form.
    expect(Math.abs(one.importance.value - bound)).toBeLessThan(1)
  })

  test('of a model whose numbers overflow is one clear line, exit status 1', async () => {
    const huge = at('huge.safetensors', await changed('decoder/output/bias', (bias) => bias.fill(3e38)))
    const { status, out, err } = await runMain('evaluate', graph, '--weights', huge, ...onCpu)
    expect([status, out]).toEqual([1, ''])
    expect(err).toMatch(
      /^genloom: The model has no finite value on the test split: the average of loss over its examples is (NaN|-?Infinity)\. It starts with .* of elbo at the node "elbo"\.$/,
    )
  })

  test('speaks to people', async () => {
    const { status, out } = await runMain(
      'evaluate',
      graph,
      '--weights',
      weights,
      '--importance',
      '2',
      '--backend',
      'cpu',
    )
    expect(status).toBe(0)
    expect(out).toMatch(
      /^test: bound on the negative log-likelihood [\d.]+ nats \([\d.]+ bits\/dim; reconstruction .*\)$/m,
    )
    expect(out).toMatch(/^2 importance draws: [\d.]+ nats/m)
  })

  test('finds the weights inside a .genloom file', async () => {
    const document = parseDocument(tinyVae, definitions)
    const file = at('model.genloom', writeFile({ document, weights: await readBytes(weights) }))
    expect(await value(file, ...onCpu)).toEqual(await value(graph, ...trained))
  })
})

describe('sample', () => {
  const sample = async (file: string, ...words: readonly string[]) => {
    const { status, out } = await runMain('sample', graph, '--out', at(file), ...words, ...trained)
    expect(status).toBe(0)
    return { bytes: await readBytes(at(file)), report: JSON.parse(out) }
  }

  test('gives the same numbers for the same seed, others for another', async () => {
    const first = await sample('a.npy', '--count', '5', '--seed', '3')
    const again = await sample('b.npy', '--count', '5', '--seed', '3')
    const other = await sample('c.npy', '--count', '5', '--seed', '4')
    expect(first.report).toEqual({ file: at('a.npy'), count: 5, seed: 3, shape: [5, 28, 28, 1] })
    expect(again.bytes).toEqual(first.bytes)
    expect(other.bytes).not.toEqual(first.bytes)
    const { shape, data } = readNpy(first.bytes, 'a.npy')
    expect(shape).toEqual([5, 28, 28, 1])
    // Probabilities of white pixels.
    expect(data.every((p: number) => p > 0 && p < 1)).toBe(true)
  })

  test('draws a picture in about as many rows as columns', async () => {
    const { bytes } = await sample('a.png', '--count', '5')
    expect(decode(bytes)).toMatchObject({ width: 3 * 29 - 1, height: 2 * 29 - 1 })
  })

  test('given labels draws those, and says which there are', async () => {
    const conditional = at('conditional.json', JSON.stringify(conditionalVae))
    await runMain('train', conditional, '--steps', '3', '--out', at('conditional'), ...onCpu)
    expect(existsSync(at('conditional/samples.png'))).toBe(true)
    const own = ['--weights', at('conditional/weights.safetensors'), ...onCpu] as const
    const draw = async (...given: readonly string[]) => {
      const file = at('given.npy')
      await runMain('sample', conditional, '--count', '6', '--out', file, ...given, ...own)
      return readNpy(await readBytes(file), file).data
    }
    const [ones, twos] = [await draw('--given', 'label=1'), await draw('--given', 'label=2')]
    expect(twos).not.toEqual(ones)
    const half = ones.length / 2
    // A row a class: of six samples the third and fourth are ones.
    const all = await draw('--given', 'label=all')
    expect(all.slice(ones.length / 3, (2 * ones.length) / 3)).toEqual(
      ones.slice(ones.length / 3, (2 * ones.length) / 3),
    )
    expect(all.slice(half)).not.toEqual(ones.slice(half))
    const refused = await runMain('sample', conditional, '--given', 'label=8', '--out', at('given.npy'), ...own)
    expect(refused.status).toBe(1)
    expect(refused.err).toContain('There is no label "8": MNIST digits has 0, 1, 2.')
    const useless = await runMain('sample', graph, '--given', 'label=8', '--out', at('given.npy'), ...trained)
    expect(useless.err).toContain('depend on no label')
  })

  test('varies less at a lower temperature', async () => {
    const spread = async (...words: readonly string[]) => {
      const { bytes } = await sample('t.npy', '--count', '20', '--seed', '3', ...words)
      const data = [...readNpy(bytes, 't.npy').data]
      const size = data.length / 20
      return data.reduce((sum, x, i) => sum + Math.abs(x - (data[i % size] ?? 0)), 0)
    }
    expect(await spread('--temperature', '0.1')).toBeLessThan(0.5 * (await spread()))
  })

  test.each(['0', '-1', 'warm', ''])('at the temperature "%s" is a usage error', async (temperature) => {
    const { status, err } = await runMain(
      'sample',
      graph,
      '--out',
      at('t.npy'),
      '--temperature',
      temperature,
      ...trained,
    )
    expect(status).toBe(2)
    expect(err).toContain('--temperature needs')
  })

  test.each([[[]], [['--out', 'samples.jpg']]])('with %j is a usage error', async (words) => {
    const { status, err } = await runMain('sample', graph, ...words, ...trained)
    expect(status).toBe(2)
    expect(err).toContain('sample needs --out FILE.png or FILE.npy')
  })
})

describe('export', () => {
  test('writes a project with the data and the weights it was given', async () => {
    const out = at('project')
    const { status, out: printed } = await runMain('export', graph, '--out', out, '--weights', weights, '--json')
    expect(status).toBe(0)
    const { folder, files } = JSON.parse(printed)
    expect(folder).toBe(out)
    for (const file of files) expect(existsSync(join(out, file))).toBe(true)
    expect(files).toEqual(expect.arrayContaining(['model.ts', 'train.ts', 'data/digits.bin', 'weights.safetensors']))
    expect(JSON.parse(readFileSync(join(out, 'package.json'), 'utf8')).scripts).toHaveProperty('start')
    expect(await readBytes(join(out, 'weights.safetensors'))).toEqual(await readBytes(weights))
  })

  test('takes what the optimiser remembers from a file that holds it, and keeps the run that lies there', async () => {
    const out = at('project-again')
    await runMain('export', graph, '--out', out, '--weights', weights)
    const checkpoint = writeSafetensors({
      ...readSafetensors(await readBytes(weights), weights),
      metadata: { step: '77' },
    })
    const document = parseDocument(tinyVae, definitions)
    const file = at('trained.genloom', writeFile({ document, weights: await readBytes(weights), checkpoint }))
    expect((await runMain('export', file, '--out', out)).status).toBe(0)
    expect(await readBytes(join(out, 'weights.safetensors'))).toEqual(new Uint8Array(checkpoint))
    expect(await readBytes(join(out, 'weights.previous.safetensors'))).toEqual(await readBytes(weights))
  })

  test('says when there is no sample.ts, and why', async () => {
    const classifier = 'cases/logistic-regression.json'
    const { status, out, err } = await runMain('export', classifier, '--out', at('classifier'), '--json')
    expect([status, JSON.parse(out).files.includes('sample.ts')]).toEqual([0, false])
    const reason = /^There is no sample\.ts, because the model cannot be sampled: .{10,}/
    expect(err).toMatch(reason)
    expect(JSON.parse(out).leftOut).toMatch(reason)
    expect(readFileSync(join(at('classifier'), 'README.md'), 'utf8')).toMatch(/^There is no sample\.ts, because/m)
  })
})

describe.each(['evaluate', 'sample', 'export'])('%s', (command) => {
  const out = command === 'evaluate' ? [] : ['--out', at(command === 'sample' ? 'never.png' : 'never')]

  test('refuses weights of another model by name, exit status 1', async () => {
    const larger = at('larger.json', tinyVae.replace('"latent":2', '"latent":3'))
    const { status, out: printed, err } = await runMain(command, larger, ...out, '--weights', weights)
    expect([status, printed]).toEqual([1, ''])
    expect(err).toMatch(
      new RegExp(`^genloom: ${weights} does not hold the weights of this graph: encoder/mean/kernel .*$`),
    )
    for (const path of out.slice(1)) expect(existsSync(path)).toBe(false)
  })

  test.each([Number.NaN, Number.NEGATIVE_INFINITY])('refuses weights with %d among them by name', async (value) => {
    const damaged = at(`${command}.safetensors`, await changed('decoder/output/bias', (bias) => bias.fill(value, 5, 6)))
    const { status, out: printed, err } = await runMain(command, graph, ...out, '--weights', damaged)
    expect([status, printed]).toEqual([1, ''])
    expect(err).toBe(
      `genloom: ${damaged} is damaged: its tensor decoder/output/bias should hold finite numbers, but 1 of its 784 is not, the first ${value} at place 5.`,
    )
    for (const path of out.slice(1)) expect(existsSync(path)).toBe(false)
  })

  test('rejects a file that is not a weights file', async () => {
    const { status, err } = await runMain(command, graph, ...out, '--weights', graph)
    expect(status).toBe(1)
    expect(err).toContain('tiny.json is not a safetensors file')
  })

  test('says so when the weights do not exist', async () => {
    const { status, err } = await runMain(command, graph, ...out, '--weights', at('nowhere.safetensors'))
    expect(status).toBe(2)
    expect(err).toContain('there is no weights file')
  })
})

test.each([
  ['sample', 'tiny.json/a.npy'],
  ['export', 'tiny.json'],
  ['data', 'tiny.json'],
])('%s into a file as if it were a folder is refused in a sentence', async (command, path) => {
  const words = { sample: [graph, '--weights', weights], export: [graph], data: ['two-moons'] }[command] ?? []
  const { status, out, err } = await runMain(command, ...words, '--out', at(path))
  expect([status, out]).toEqual([1, ''])
  expect(err).toMatch(
    /^genloom: .*tiny\.json\S* cannot be written( to)?: (it|\S*tiny\.json) is a file, not a folder\.$/,
  )
})

test.each(['evaluate', 'sample'])('%s needs weights', async (command) => {
  const out = command === 'sample' ? ['--out', at('never.png')] : []
  const { status, err } = await runMain(command, 'vae', ...out)
  expect(status).toBe(2)
  expect(err).toContain('--weights FILE is missing')
})
