import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { Call, Program } from '../../compiler/program/program.ts'
import { registerWasmKernels } from '../../engine/backends/wasm-kernels/register.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { JsonObject } from '../../graph/json.ts'
import { loadSources } from '../carried/load-sources.ts'
import { BuiltProject } from '../fixtures/built-project.ts'
import { printedModel } from '../fixtures/printed-model.ts'
import { expectSameTraining, readPublicFile } from '../fixtures/same-training.ts'
import {
  renamed,
  smallFlow,
  smallGame,
  smallMadeBehindTransforms,
  smallMixture,
  smallVae,
  statefulVae,
} from '../fixtures/small-graphs.ts'
import type { Sources } from '../plan/op-source.ts'
import { printProject, projectEntries } from './project.ts'

const root = new URL('../../../', import.meta.url)
const template = (name: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`templates/${name}/graph.json`, root), 'utf8'))

function compile(graph: JsonObject): Program {
  const result = compileDocument(readDocument(graph, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

let sources: Sources
const built: BuiltProject[] = []
beforeAll(async () => {
  sources = await loadSources()
  await tf.setBackend('cpu')
})
afterAll(() => {
  for (const project of built) project.remove()
})

async function build(program: Program, from = sources): Promise<BuiltProject> {
  const datasets = new Map([['data/digits.bin', await readPublicFile('data/digits.bin')]])
  const project = new BuiltProject(projectEntries(printProject(program, from, builtInDatasets), datasets))
  built.push(project)
  return project
}

/** The phases of a GAN repeat; here a single objective does. */
const repeating = (program: Program): Program => ({
  ...program,
  phases: program.phases.flatMap((phase) => [{ ...phase, repeats: 2 }]),
})

const falling = (program: Program): Program => ({
  ...program,
  training: { ...program.training, budget: { unit: 'steps', amount: 5 }, schedule: 'cosine' },
})

describe('the exported project trains like the runtime', () => {
  test.each<[string, () => Program, number]>([
    ['a small VAE', () => compile(smallVae), 20],
    ['with state, dropout, images and momentum', () => compile(statefulVae), 20],
    ['with two updates in a step and a falling learning rate', () => falling(repeating(compile(statefulVae))), 5],
    ['a flow', () => compile(smallFlow), 5],
    ['an autoregressive model after transforms', () => compile(smallMadeBehindTransforms), 5],
    ['an autoregressive model of mixtures', () => compile(smallMixture), 5],
    ['an adversarial game', () => compile(smallGame), 5],
    ['the VAE template, at full size', () => compile(template('vae')), 2],
  ])('%s', { timeout: 240_000 }, async (_, make, steps) => {
    const program = make()
    const project = await build(program)
    expect(project.compile()).toEqual([])
    await expectSameTraining(project, program, steps)
  })
})

test('and on WebAssembly, with its kernels and in-place updates', { timeout: 240_000 }, async () => {
  const program = repeating(compile(statefulVae))
  const project = await build(program)
  expect(project.compile()).toEqual([])
  registerWasmKernels()
  await tf.setBackend('wasm')
  try {
    await expectSameTraining(project, program, 5, 'wasm')
  } finally {
    await tf.setBackend('cpu')
  }
})

describe('a usage error or failure is one line on standard error', () => {
  let project: BuiltProject
  beforeAll(async () => {
    project = await build(compile(smallVae))
    expect(project.compile()).toEqual([])
    writeFileSync(join(project.folder, 'damaged.safetensors'), 'no weights at all')
  }, 120_000)

  test.each<[string, string, number, string | RegExp]>([
    ['train', '--steps abc', 2, '--steps takes an integer of at least 0, received "abc".'],
    [
      'train',
      '--nope',
      2,
      /^Unknown option '--nope'; the options are --steps, --fresh, --start, --out, --seed, --backend/,
    ],
    ['train', '--steps', 2, /^Option '--steps <value>' argument missing; the options are/],
    ['train', 'five', 2, /^Unexpected argument 'five'/],
    ['train', '--backend webgl', 2, '--backend takes wasm or webgpu or cpu, received "webgl".'],
    ['train', '--backend webgpu', 1, 'WebGPU comes from the npm package webgpu, which README.md says how to install.'],
    ['train', '--start nofile', 1, 'There is no weights file nofile.'],
    ['train', '--start damaged.safetensors', 1, /^damaged\.safetensors is not a safetensors file/],
    ['train', '--data nowhere', 1, /nowhere/],
    ['train', '--out model.ts/weights', 1, '--out: model.ts cannot be written to: it is a file, not a folder.'],
    ['train', '--fresh --start a', 2, '--fresh starts over, --start resumes from a file: only one can be given.'],
    ['sample', '--count 0', 2, '--count takes an integer of at least 1, received "0".'],
    ['sample', '--weights nofile', 1, 'There is no weights file nofile.'],
  ])('%s %s: exit status %i', (script, words, status, message) => {
    const { code, stdout, stderr } = project.fail(`dist/${script}.js`, ...words.split(' '))
    expect(stderr.trimEnd()).toMatch(message)
    expect(stderr.trimEnd()).not.toContain('\n')
    expect([code, stdout]).toEqual([status, ''])
  })
})

describe('printed projects have correct types and nothing unused', () => {
  const names = {
    digits: 'new',
    encoder: 'sample',
    sampler: 'tf',
    decoder: 'dense',
    likelihood: 'weights',
    prior: 'class',
  }

  test.each<[string, () => JsonObject]>([
    ['nodes named after reserved words', () => renamed(statefulVae, { ...names, elbo: 'objective' })],
    [
      'a budget in seconds',
      () => ({
        ...smallVae,
        training: { seed: 1, batchSize: 4, budget: { unit: 'seconds', amount: 2 }, schedule: 'linear' },
      }),
    ],
  ])('%s', { timeout: 120_000 }, async (_, graph) => {
    expect((await build(compile(graph()))).compile()).toEqual([])
  })

  test('and label columns, two datasets and frozen state', { timeout: 120_000 }, async () => {
    const program = compile(statefulVae)
    const [objective] = program.procedures
    if (!objective) throw new Error('There is no objective.')
    const [digits] = program.data
    if (!digits) throw new Error('There are no data.')
    const label = { name: 'other.label', signal: { signal: 'tensor', shape: [10], range: 'binary' } } as const
    const source = { from: 'data', node: 'other', column: 'label' } as const
    const widened: Program = {
      ...program,
      data: [...program.data, { ...digits, node: 'other' }],
      parameters: program.parameters.map((spec) => ({ ...spec, frozen: spec.name.includes('batchNorm') })),
      procedures: [
        {
          ...objective,
          inputs: [...objective.inputs, { ...label, source }],
          outputs: { ...objective.outputs, label: label.name },
        },
        ...program.procedures.slice(1),
      ],
    }
    const project = await build(widened)
    expect(project.compile()).toEqual([])
    expect(await project.run(['dist/train.js', '--steps', '1', '--backend', 'cpu'])).toMatch(
      /test split: elbo loss \d+/,
    )
  })

  test.each(['smallVae', 'statefulVae'] as const)(
    'and an op that receives a function of the model: %s',
    { timeout: 120_000 },
    async (name) => {
      const program = compile({ smallVae, statefulVae }[name])
      const [objective, ...procedures] = program.procedures
      const encoder = program.functions.find((one) => one.name === 'encoder')
      if (!objective || !encoder) throw new Error('There is no objective or no encoder.')
      const { mean = '' } = encoder.outputs
      const penalty: Call = {
        call: 'op',
        target: 'objectives/penalty',
        name: 'penalty',
        node: 'elbo',
        inputs: { x: 'digits.x' },
        outputs: { y: { name: 'penalty.y', signal: { signal: 'tensor', shape: [], range: 'real' } } },
        weights: {},
        params: {},
        usesContext: false,
        functions: { critic: 'critic' },
      }
      const penalised: Program = {
        ...program,
        functions: [...program.functions, { ...encoder, name: 'critic', outputs: { y: mean } }],
        procedures: [
          {
            ...objective,
            calls: [...objective.calls, penalty],
            outputs: { ...objective.outputs, penalty: 'penalty.y' },
          },
          ...procedures,
        ],
      }
      const op = `import * as tf from '@tensorflow/tfjs-core'

export function penalty({ x, critic }: { x: tf.Tensor; critic: (x: tf.Tensor) => tf.Tensor }): { y: tf.Tensor } {
  return { y: tf.sum(critic(x)) }
}
`
      const project = await build(penalised, { ...sources, 'nodes/objectives/penalty/penalty.op.ts': op })
      expect(project.compile()).toEqual([])
      const printed = await project.run(['dist/train.js', '--steps', '1', '--backend', 'cpu'])
      expect(printed).toMatch(/test split: elbo loss \d+/)
    },
  )
})

describe('a hostile document', () => {
  const hostile = `*/ process.exit(1) /* \`\${process.exit(1)}\` \u2028 process.exit(1) \n process.exit(1) // <b>`

  test('changes comments and the README, not the code', () => {
    const titled = (title: string) => {
      const program = compile({ ...smallVae, title })
      const functions = program.functions.map((one) => ({ ...one, title }))
      const procedures = program.procedures.map((one) => ({ ...one, summary: title }))
      return printProject({ ...program, functions, procedures }, sources, builtInDatasets)
    }
    const printer = ts.createPrinter({ removeComments: true })
    const code = (text: string) => printer.printFile(ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext))
    const [evil, plain] = [titled(hostile), titled('Plain')]
    expect(evil.map(({ path }) => path)).toEqual(plain.map(({ path }) => path))
    for (const [i, file] of evil.entries()) {
      if (file.path.endsWith('.ts')) expect(code(file.text)).toBe(code(plain[i]?.text ?? ''))
    }
    const [readme, manifest] = ['README.md', 'package.json'].map(
      (name) => evil.find(({ path }) => path === name)?.text ?? '',
    )
    expect(readme).not.toContain('<b>')
    expect(JSON.parse(manifest ?? '').name).toMatch(/^[a-z0-9-]{1,60}$/)
  })
})

describe('the map from lines to nodes', () => {
  test('has an entry for each line, and lines for each node that computes', () => {
    const program = compile(statefulVae)
    const { text, nodes = [] } = printedModel(program, sources)
    const lines = text.split('\n')
    expect(nodes).toHaveLength(lines.length)
    for (const node of ['encoder', 'sampler', 'decoder', 'likelihood', 'prior', 'elbo']) expect(nodes).toContain(node)
    const line = (start: string) => nodes[lines.findIndex((one) => one.trimStart().startsWith(start))]
    expect(line('export function encoder(')).toBe('encoder')
    expect(line('decoder: {')).toBe('decoder')
    expect(line('const { p: prior }')).toBe('prior')
    expect(line('import ')).toBeNull()
  })
})

test('a model that reads no data cannot be trained, but can be read', () => {
  const program = { ...compile(smallVae), data: [] }
  expect(() => printProject(program, sources, builtInDatasets)).toThrow(/digits/)
  expect(printedModel(program, sources).text).toContain('export function encoder(')
})
