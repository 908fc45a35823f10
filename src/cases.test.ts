// Every file of the folder `cases` opens, or is refused, as it says here; one that is not listed fails.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { runMain } from './cli/fixtures/run-main.ts'
import { testFolder } from './cli/fixtures/test-folder.ts'
import { printReadme } from './codegen/typescript/print-package.ts'
import { inferGraph } from './compiler/inference/infer.ts'
import { compileGraph } from './compiler/program/compile.ts'
import { conditionsOf, findProcedure, type Program } from './compiler/program/program.ts'
import { builtInDatasets } from './engine/data/built-in-datasets.ts'
import { readSafetensors } from './engine/formats/safetensors.ts'
import { applyFix } from './graph/apply-edit.ts'
import { placeMissing } from './graph/place-missing.ts'
import { openFile } from './share/file.ts'
import { readLink, writeFragment } from './share/link.ts'

const folder = new URL('../cases/', import.meta.url)
const bytesOf = (file: string) => new Uint8Array(readFileSync(new URL(file, folder)))

async function read(file: string) {
  const { document } = await openFile(bytesOf(file), definitions)
  const typed = inferGraph(document, definitions)
  const compilation = compileGraph(typed)
  const problems = 'problems' in compilation ? compilation.problems : typed.problems
  const of = (wanted: string) => problems.filter(({ severity }) => severity === wanted)
  return { document, compilation, errors: of('error'), warnings: of('warning') }
}

async function programOf(file: string): Promise<Program> {
  const { compilation } = await read(file)
  if ('program' in compilation) return compilation.program
  throw new Error(compilation.problems.map(({ message }) => message).join('\n'))
}

/** The first error, as `node: message`. */
async function firstError(file: string): Promise<string> {
  const [first] = (await read(file)).errors
  return first ? `${first.node ?? ''}: ${first.message}` : 'no error'
}

const refusal = (file: string): Promise<string> =>
  openFile(bytesOf(file), definitions).then(
    () => 'opens',
    (error: unknown) => String(error),
  )

const refused = (file: string, reason: RegExp) => async () => expect(await refusal(file)).toMatch(reason)
const wrong = (file: string, error: RegExp) => async () => expect(await firstError(file)).toMatch(error)
const opens = (file: string) => async () => expect((await programOf(file)).procedures.length).toBeGreaterThan(0)

const warns = (file: string, warning: RegExp) => async () => {
  const [first] = (await read(file)).warnings
  expect(`${first?.node}: ${first?.message}`).toMatch(warning)
}

/** The columns that samples are given. */
async function conditionsOfSamples(file: string): Promise<readonly string[]> {
  const sample = findProcedure(await programOf(file), 'sample')
  return sample ? conditionsOf(sample).map(({ column }) => column) : []
}

interface Claim {
  readonly of: string
  readonly given: readonly string[]
  readonly phase: string
  readonly withoutBits?: string
}

const claims =
  (file: string, claim: Claim, conditions: readonly string[] = []) =>
  async () => {
    const { likelihood } = (await programOf(file)).density
    expect({ ...likelihood, of: likelihood?.of.variable }).toEqual(claim)
    expect(await conditionsOfSamples(file)).toEqual(conditions)
  }

const at = testFolder()

/** The result that the command line prints. */
async function trained(file: string, ...words: readonly string[]) {
  const { out } = await runMain('train', fileURLToPath(new URL(file, folder)), ...words, '--json')
  return JSON.parse(out)
}

const json = (name: string) => `${name}.json`
const expectations = new Map<string, () => Promise<void>>([
  [json('hang-depth24'), refused(json('hang-depth24'), /nested at most 16 deep/)],
  [json('unknown-proto'), refused(json('unknown-proto'), /"__proto__"/)],
  [json('doubled-key'), refused(json('doubled-key'), /the key "beta" occurs twice/)],
  [json('prior-sees-x'), wrong(json('prior-sees-x'), /^elbo: .*the prior depends on x \(through Encoder\)/)],
  [json('decoder-sees-x'), wrong(json('decoder-sees-x'), /^elbo: .*the likelihood reads x itself/)],
  [json('hierarchical-vae'), wrong(json('hierarchical-vae'), /Gaussian sampler \(q2\).*a draw without a divergence/)],
  [json('throws-after-edits-1'), wrong(json('throws-after-edits-1'), /^made: .*"x" needs a tensor/)],
  [json('throws-compile-2'), wrong(json('throws-compile-2'), /^decoder: .*no layer of kind "networks\/encoder"/)],
  [json('throws-flatten-alone'), wrong(json('throws-flatten-alone'), /^nll: .*needs a distribution/)],
  [json('throws-infer-2'), wrong(json('throws-infer-2'), /^likelihood: .*"x" needs a tensor/)],
  [json('throws-infer-3'), wrong(json('throws-infer-3'), /^digits: .*"x" needs a tensor/)],
  [json('throws-no-optimiser-1'), wrong(json('throws-no-optimiser-1'), /^generatorLoss: .*cannot be used in a graph/)],
  [json('throws-no-optimiser-2'), wrong(json('throws-no-optimiser-2'), /^criticLoss: .*cannot be used in a graph/)],
  [json('throws-no-program'), wrong(json('throws-no-program'), /The graph is empty/)],
  [json('throws-split-z'), opens(json('throws-split-z'))],
  [json('constructor'), opens(json('constructor'))],
  [json('utf16le-powershell'), opens(json('utf16le-powershell'))],
  [
    json('han-title'),
    async () => {
      const program = await programOf(json('han-title'))
      expect(printReadme(program, builtInDatasets, { canSample: true, hasWeights: false }).text).toContain(
        'the package is called `model`',
      )
    },
  ],
  [json('batch-of-one-actnorm'), wrong(json('batch-of-one-actnorm'), /^act: Actnorm computes .* over 1 number/)],
  [json('batch-of-one-batch-norm'), wrong(json('batch-of-one-batch-norm'), /^encoder: .*Batch norm.* over 1 number/)],
  [json('batch-of-one-flow-batch-norm'), wrong(json('batch-of-one-flow-batch-norm'), /^norm: .* over 1 number/)],
  [
    json('size-32'),
    async () => {
      const { document, errors } = await read(json('size-32'))
      const [fit] = errors.flatMap(({ fixes }) => fixes)
      expect(fit?.title).toBe('Fit the layers to 32 × 32 × 1 in Decoder')
      const fitted = inferGraph(applyFix(document, fit ?? { title: '', edits: [] }, definitions), definitions)
      expect(fitted.problems).toEqual([])
    },
  ],
  ['bigan.json', warns('bigan.json', /^enc: No phase trains Encoder.*"generator" of Adversarial game/)],
  [
    'infogan.json',
    async () => {
      expect((await read('infogan.json')).warnings).toEqual([])
      const { density, procedures } = await programOf('infogan.json')
      expect(density.density).toBe('implicit')
      expect(procedures.find(({ name }) => name === 'sample')?.inputs.map(({ source }) => source.from)).toEqual([
        'caller',
      ])
    },
  ],
  ['grey-gaussian-vae.json', warns('grey-gaussian-vae.json', /^elbo: x has grey values in 256 steps/)],
  [
    'collapsed.json',
    async () =>
      expect((await trained('collapsed.json', '--steps', '300', '--batch', '16')).diagnoses).toMatchObject([
        { topic: 'posterior collapse' },
      ]),
  ],
  [
    'discriminator-batch-norm.json',
    async () => {
      const { test } = await trained('discriminator-batch-norm.json', '--steps', '80', '--out', at('run'))
      const path = at('run/weights.safetensors')
      const { tensors } = readSafetensors(new Uint8Array(readFileSync(path)), path)
      // A step applies it to real numbers, whose mean is 5, to fakes, and for the generator to fakes again.
      const [real, fake] = [5, test.samples.mean[0]]
      const expected = (0.1 * fake + 0.09 * fake + 0.081 * real) / 0.271
      expect(Math.abs(tensors['dis/batchNorm1/movingMean']!.values[0]! - expected)).toBeLessThan(0.2)
    },
  ],
  [
    'two-sources.json',
    async () => {
      const { terms } = (await trained('two-sources.json', '--steps', '1', '--batch', '8')).test
      for (const game of ['gameA', 'gameB']) expect(terms[`${game}/discriminator/loss`]).toBeGreaterThan(0)
    },
  ],
  ['game-before-elbo.json', claims('game-before-elbo.json', { of: 'x', given: [], phase: 'objective/elbo' })],
  [
    'logistic-regression.json',
    claims('logistic-regression.json', {
      of: 'label',
      given: ['x'],
      phase: 'objective/nll',
      withoutBits: 'The likelihood is of label, not of the data’s examples.',
    }),
  ],
  ['naive-bayes.json', claims('naive-bayes.json', { of: 'x', given: ['label'], phase: 'objective/nll' }, ['label'])],
  [
    'conditional-vae.json',
    async () => {
      await claims('conditional-vae.json', { of: 'x', given: ['label'], phase: 'objective/elbo' }, ['label'])()
      const decode = findProcedure(await programOf('conditional-vae.json'), 'decode')
      expect(decode?.summary).toBe('The mean of p(x|z, label) for each latent.')
    },
  ],
  ['conditional-gan.json', async () => expect(await conditionsOfSamples('conditional-gan.json')).toEqual(['label'])],
  [
    json('throws-link-layout'),
    async () => {
      const { document } = await read(json('throws-link-layout'))
      const again = await readLink(await writeFragment(document, definitions), definitions)
      expect(again.wires).toEqual(document.wires)
      // The layout lacks a node, and no two may lie in one place.
      const places = Object.values(placeMissing(document).layout.nodes)
      expect(places).toHaveLength(document.nodes.length)
      expect(new Set(places.map(String)).size).toBe(places.length)
    },
  ],
  [
    'constructor.link.txt',
    async () => {
      const link = new TextDecoder().decode(bytesOf('constructor.link.txt'))
      expect((await readLink(link, definitions)).nodes.map(({ id }) => id)).toContain('constructor')
    },
  ],
])

describe('the cases', () => {
  const files = readdirSync(folder)
  test('are all listed, and all that is listed is there', () => {
    expect([...expectations.keys()].sort()).toEqual(files.sort())
  })
  for (const [file, check] of expectations) test(file, check)
})
