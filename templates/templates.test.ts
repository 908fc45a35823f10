import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { inferGraph } from '../src/compiler/inference/infer.ts'
import { compileGraph } from '../src/compiler/program/compile.ts'
import type { Call, Procedure, Program } from '../src/compiler/program/program.ts'
import { paramsOf, weightsOf } from '../src/compiler/program/read-call.ts'
import { parseDocument, writeDocument } from '../src/graph/document-file.ts'
import { readTemplates, templateNames } from './index.ts'

const folder = new URL('./', import.meta.url)
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

const read = (name: string, file: string) => readFileSync(new URL(`${name}/${file}`, folder), 'utf8')

function compile(name: string): Program {
  const result = compileGraph(inferGraph(parseDocument(read(name, 'graph.json'), definitions), definitions))
  if ('problems' in result) throw new Error(result.problems.map((problem) => problem.message).join(' '))
  return result.program
}

test('every folder is in the list, with the variational autoencoder first', () => {
  expect(templateNames.toSorted()).toEqual(names.toSorted())
  expect(readTemplates(definitions).map(({ name }) => name)).toEqual(templateNames)
  expect(templateNames[0]).toBe('vae')
})

describe.each(names)('template %s', (name) => {
  test('is a canonical document without problems', () => {
    const text = read(name, 'graph.json')
    const document = parseDocument(text, definitions)
    expect(writeDocument(document)).toBe(text)
    expect(inferGraph(document, definitions).problems).toEqual([])
  })

  test('lists every parameter, so that a changed default does not change it', () => {
    for (const node of parseDocument(read(name, 'graph.json'), definitions).nodes) {
      expect(Object.keys(node.params).sort()).toEqual(Object.keys(definitions.get(node.kind)?.fields ?? {}).sort())
    }
  })

  test('has the sections paper, what to watch, experiments and figures', () => {
    const about = read(name, 'about.md')
    expect(about).toMatch(/^---\ntitle: .+\nsummary: .+\n---\n/)
    const sections = about.split(/^## /m).slice(1)
    const headings = sections.map((section) => section.slice(0, section.indexOf('\n')))
    expect(headings).toEqual(['Paper', 'Idea', 'What to watch', 'Experiments', 'Figures'])
    for (const section of sections) expect(section.trim().split('\n').length).toBeGreaterThan(1)
    const [, , watch = '', experiments = '', figures = ''] = sections
    expect(watch.match(/^- /gm)?.length).toBeGreaterThanOrEqual(2)
    expect(experiments.match(/^\d\. /gm)?.length).toBeGreaterThanOrEqual(2)
    expect(figures).toMatch(/\d/)
  })

  test('about.md has no placeholders', () => {
    for (const line of read(name, 'about.md').split('\n')) {
      expect(line).not.toMatch(/^[A-Z0-9_]+$/)
      expect(line).not.toMatch(/[A-Z0-9]{3,}TABLE|\b(TODO|FIXME|TBD|XXX)\b|\?\?\?/)
    }
  })

  test('every name in its Program is defined once, before it is used', () => {
    const program = compile(name)
    const parameters = new Set(program.parameters.map((parameter) => parameter.name))
    expect(parameters.size).toBe(program.parameters.length)
    const functions = new Map(program.functions.map((f) => [f.name, f]))
    const follow = (inputs: readonly string[], calls: readonly Call[], outputs: readonly string[]) => {
      const known = new Set(inputs)
      for (const call of calls) {
        for (const input of Object.values(call.inputs)) expect(known).toContain(input)
        for (const { name: output } of Object.values(call.outputs)) {
          expect(known).not.toContain(output)
          known.add(output)
        }
        for (const weight of Object.values(weightsOf(call))) expect(parameters).toContain(weight)
        if (call.call === 'function') {
          expect(functions.get(call.target)?.inputs.map((input) => input.name)).toEqual(Object.keys(call.inputs))
        }
      }
      for (const output of outputs) expect(known).toContain(output)
    }
    for (const { inputs, calls, outputs } of [...program.functions, ...program.procedures]) {
      follow(
        inputs.map((input) => input.name),
        calls,
        Object.values(outputs),
      )
    }
  })
})

/** Procedures with functions inlined and every name replaced by the order of its first appearance. */
function upToNames(program: Program): unknown {
  const parameters = new Map(
    program.parameters.map((spec) => [spec.name, JSON.stringify([spec.shape, spec.initialiser])]),
  )
  const functions = new Map(program.functions.map((f) => [f.name, f]))
  const canonical = (procedure: Procedure) => {
    const numbers = new Map<string, number>()
    const number = (value: string) => {
      const known = numbers.get(value) ?? numbers.size
      numbers.set(value, known)
      return known
    }
    const inputs = procedure.inputs.map((input) => [number(input.name), input.signal, input.source.from])
    const lines: unknown[] = []
    const weightOrder = new Map<string, number>()
    const open = (calls: readonly Call[], scope: string, alias: ReadonlyMap<string, string>) => {
      const resolve = (value: string) => alias.get(value) ?? `${scope}${value}`
      for (const call of calls) {
        const inner = call.call === 'function' ? functions.get(call.target) : undefined
        if (inner) {
          const here = `${scope}${call.name}/`
          const bound = new Map(inner.inputs.map(({ name }) => [name, resolve(call.inputs[name] ?? '')]))
          open(inner.calls, here, bound)
          for (const [port, { name }] of Object.entries(call.outputs)) {
            const result = inner.outputs[port] ?? ''
            aliases.set(resolve(name), bound.get(result) ?? `${here}${result}`)
          }
          continue
        }
        const follow = (value: string): string => {
          const next = aliases.get(value)
          return next === undefined ? value : follow(next)
        }
        lines.push({
          op: call.target,
          inputs: Object.entries(call.inputs).map(([port, value]) => [port, number(follow(resolve(value)))]),
          outputs: Object.values(call.outputs).map(({ name, signal }) => [number(resolve(name)), signal]),
          weights: Object.entries(weightsOf(call)).map(([weight, name]) => {
            const position = weightOrder.get(name) ?? weightOrder.size
            weightOrder.set(name, position)
            return [weight, position, parameters.get(name)]
          }),
          params: paramsOf(call),
          usesContext: call.usesContext,
        })
      }
    }
    const aliases = new Map<string, string>()
    open(procedure.calls, '', new Map())
    return { name: procedure.name.replace(/\/.*/, ''), inputs, lines, outputs: Object.keys(procedure.outputs) }
  }
  return {
    procedures: program.procedures.map(canonical),
    absent: program.absent,
    density: program.density,
    data: program.data.map(({ dataset, options, shape, range }) => ({ dataset, options, shape, range })),
    phases: program.phases.map((phase) => ({
      optimiser: phase.optimiser,
      trains: phase.trains.length,
      terms: phase.terms,
    })),
    parameterCount: program.parameters.length,
  }
}

test('a VAE wired from Encoder and Decoder and one wired from single layers are the same Program up to names', () => {
  expect(upToNames(compile('vae-layers'))).toEqual(upToNames(compile('vae')))
})

test('the comparison up to names detects a different layer, parameter or wire', () => {
  const program = compile('vae')
  const text = JSON.stringify(program)
  for (const [from, to] of [
    ['"relu"', '"tanh"'],
    ['[20,400]', '[20,401]'],
    ['"beta":1', '"beta":2'],
    ['"logVariance":"encoder.logVariance"', '"logVariance":"encoder.mean"'],
  ] as const) {
    expect(text).toContain(from)
    expect(upToNames(JSON.parse(text.replace(from, to)))).not.toEqual(upToNames(program))
  }
})
