// The numbers that a model is trained with are named in one file, and the others read them there.
import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { Program } from '../../compiler/program/program.ts'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { JsonObject } from '../../graph/json.ts'
import { loadSources } from '../carried/load-sources.ts'
import { renamed, smallGame, statefulVae } from '../fixtures/small-graphs.ts'
import type { Sources } from '../plan/op-source.ts'
import { printProject } from './project.ts'

let sources: Sources
beforeAll(async () => {
  sources = await loadSources()
})

function compile(graph: JsonObject): Program {
  const result = compileDocument(readDocument(graph, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

const filesOf = (program: Program): ReadonlyMap<string, string> =>
  new Map(printProject(program, sources, builtInDatasets).map(({ path, text }) => [path, text]))

test('of a VAE', () => {
  const program = compile(statefulVae)
  const training = { ...program.training, schedule: 'cosine' } as const
  const files = filesOf({ ...program, training })
  expect(files.get('hyperparameters.ts')).toBe(`\
// What the model is trained with. To change it, edit this file; the layers are in model.ts.

/** Of the random numbers, unless --seed gives another. */
export const seed = 3
/** Examples in each update. */
export const batchSize = 16
/** How long to train, unless --steps is given. */
export const steps = 20
/** How learning rates fall over the whole training: 'linear', 'cosine' or 'stable-decay'. */
export const schedule = 'cosine'

/** Step size of the updates. */
export const learningRate = 0.0001
export const optimiser = { optimiser: 'sgd', learningRate, momentum: 0.9 } as const

/** The setting beta of the objective elbo. */
export const beta = 0.5
`)
  expect(files.get('model.ts')).toContain("import { beta } from './hyperparameters.ts'")
  expect(files.get('model.ts')).toMatch(/evidenceLowerBound\(\s*\{.*\},\s*\{ beta \},/)
  expect(files.get('train.ts')).toContain("budget: { unit: 'steps', amount: steps },")
  for (const path of ['model.ts', 'train.ts', 'data.ts', 'sample.ts'])
    expect(files.get(path), path).not.toMatch(/0\.0001|beta: 0\.5|batchSize = |seed: 3|'3'|amount: 20/)
})

test('of a game: each phase has its own', () => {
  const files = filesOf(compile(smallGame))
  const text = files.get('hyperparameters.ts')
  expect(text).toContain('export const discriminatorLearningRate = 0.0002')
  expect(text).toContain('  learningRate: generatorLearningRate,\n')
  expect(text?.split('\n').filter((line) => line.length > 120)).toEqual([])
  expect(text).toContain('export const discriminatorUpdates = 2')
  expect(text).toContain('export const penalty = 10')
  expect(files.get('train.ts')).toContain('repeats: discriminatorUpdates,')
  expect(files.get('train.ts')).toContain('optimiser: generatorOptimiser,')
})

test('have other names than the networks', () => {
  const files = filesOf(compile(renamed(statefulVae, { encoder: 'beta' })))
  expect(files.get('hyperparameters.ts')).toContain('export const elboBeta = 0.5')
  expect(files.get('model.ts')).toContain('export function beta(')
  expect(files.get('model.ts')).toContain('{ beta: elboBeta }')
})
