// Names in printed files mean one thing each, whatever the nodes and their settings are called, and the numbers beside them
// are what the graph means.
import { beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { Program } from '../../compiler/program/program.ts'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { JsonObject } from '../../graph/json.ts'
import { conditionalVae } from '../../runtime/fixtures/conditional-graphs.ts'
import { loadSources } from '../carried/load-sources.ts'
import { printedModel } from '../fixtures/printed-model.ts'
import { renamed, statefulVae } from '../fixtures/small-graphs.ts'
import { stackedProgram } from '../fixtures/stacked-program.ts'
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

const printed = (program: Program, path: string): string =>
  printProject(program, sources, builtInDatasets).find((file) => file.path === path)?.text ?? ''

describe('data.ts', () => {
  test.each(['condition', 'join', 'evaluation', 'loadDataset'])('reads a node called %s by free names', (name) => {
    const text = printed(compile(renamed(conditionalVae, { digits: name })), 'data.ts')
    expect(text).toMatch(new RegExp(`const ${name}(Data)? = await loadDataset\\(`))
    for (const imported of ['conditionRows', 'join', 'evaluationBatches', 'loadDataset'])
      expect(text).not.toContain(`const ${imported} =`)
  })

  test('keeps the rows of a node apart from a node called like them', () => {
    const program = compile(conditionalVae)
    const [digits] = program.data
    const [objective, ...procedures] = program.procedures
    if (!digits || !objective) throw new Error('There are no data.')
    const signal = { signal: 'tensor', shape: [10], range: 'binary' } as const
    const label = {
      name: 'digitsRows.label',
      signal,
      source: { from: 'data', node: 'digitsRows', column: 'label' },
    } as const
    const widened: Program = {
      ...program,
      data: [...program.data, { ...digits, node: 'digitsRows' }],
      procedures: [
        { ...objective, inputs: [...objective.inputs, label], outputs: { ...objective.outputs, label: label.name } },
        ...procedures,
      ],
    }
    const text = printed(widened, 'data.ts')
    expect(text).toContain("const digitsRows = await loadDataset('digits")
    expect(text).not.toContain('const digitsRows = digitsBatches.batch')
  })
})

describe('model.ts', () => {
  test('names a setting differently from an op', () => {
    const program: Program = JSON.parse(
      JSON.stringify(stackedProgram({ layers: [0, 1], skips: [], shared: 2 })).replaceAll('toy/noise', 'toy/rate'),
    )
    const op = (name: string) => [`nodes/toy/${name}/${name}.op.ts`, `export function ${name}() {}\n`] as const
    const toys = Object.fromEntries(['dense', 'rate', 'loss', 'encode', 'density'].map(op))
    const { text } = printedModel(program, toys)
    expect(text).toContain('{ rate: rateSetting }: { rate: number }')
    expect(text).toContain('{ rate: rateSetting })')
    expect(text).toContain('= rate({')
  })

  test('counts neither frozen weights as trained nor frozen state as updated', () => {
    const program = compile(statefulVae)
    const frozen = program.parameters.map((spec) => ({ ...spec, frozen: spec.node === 'encoder' }))
    const whole = printedModel(program, sources).text
    expect(whole).toContain('State that the layers themselves update: movingMean, movingVariance.')
    const { text } = printedModel({ ...program, parameters: frozen }, sources)
    expect(text).not.toContain('State that the layers themselves update')
    const trained = frozen.filter((spec) => !spec.frozen)
    expect(trained.every(({ trainable }) => trainable)).toBe(true)
    // A dense layer from 3 to 12 units, and one from 12 units to 28 by 28 pixels.
    expect(text).toContain(`The weights: ${(3 * 12 + 12 + 12 * 784 + 784).toLocaleString('en')} trainable parameters.`)
  })
})
