// Another language, small and unlike TypeScript: text printed in it contains no TypeScript, which shows that plan and
// simplify do not depend on the language, and describes all that the model does.
import { beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { readTemplates } from '../../../templates/index.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { Program } from '../../compiler/program/program.ts'
import { readDocument } from '../../graph/document-file.ts'
import { loadSources } from '../carried/load-sources.ts'
import { statefulVae } from '../fixtures/small-graphs.ts'
import { simplify } from '../simplify/simplify.ts'
import type { Sources } from './op-source.ts'
import { planModel } from './plan.ts'
import { printModel } from './print-model.ts'
import type { Given, Printer } from './printer.ts'

const list = (...items: readonly string[]): string => `(${items.join(' ')})`
const listed = (given: readonly Given[]) => given.map(({ port, local }) => `:${port} ${local}`)
const indented = (text: string, depth: number) => '  '.repeat(depth) + text

const lisp: Printer = {
  path: 'model.lisp',
  reserved: new Set(['t', 'nil', 'hidden1']),
  opening: ({ program, tables }) => [
    { text: `; ${program.title}` },
    ...program.parameters.map(({ name, node }) => ({ text: list('weight', name), node })),
    ...tables.map(({ name }) => ({ text: list('table', name) })),
  ],
  functionStart: ({ name, locals }) => list('define', name, list(...locals)),
  functionEnd: () => '; end',
  op: ({ place, direction }, { local }, inputs) => ({
    callee: local,
    given: [...listed(inputs), direction ?? '', place.column ?? place.path].filter(Boolean),
  }),
  operation: ({ target }, inputs) =>
    target === 'math/flow-value'
      ? { callee: list('value', inputs[0]?.local ?? ''), given: [], isMember: true }
      : { callee: target, given: listed(inputs) },
  call: (_, { name }, inputs) => ({ callee: name, given: listed(inputs) }),
  assignment: ({ results, state, expression: { callee, given }, depth }) =>
    indented(
      list('set', list(...results.map(({ local }) => local), ...(state ? [state] : [])), list(callee, ...given)),
      depth,
    ),
  roundName: () => 'round',
  loopStart: (_, { table }, { local, initial }, depth) =>
    indented(list('loop', table.name, list(local, initial)), depth),
  loopEnd: ({ local, next }, depth) => indented(list('next', local, next), depth),
  stateStart: (local, depth) => indented(list('gather', local), depth),
  stateMoved: (gathered, { local }, _, depth) => indented(list('into', gathered, local), depth),
  result: (results, state) =>
    indented(
      list('give', ...listed(results), ...(state ? [':state', ...state.moved.map(({ local }) => local)] : [])),
      1,
    ),
}

let sources: Sources
beforeAll(async () => {
  sources = await loadSources()
})

const printed = (program: Program) => printModel(planModel(simplify(program), sources, lisp.reserved), lisp)

function compiled(document: Parameters<typeof compileDocument>[0]): Program {
  const result = compileDocument(document, definitions)
  if ('problems' in result) throw new Error(result.problems[0]?.message)
  return result.program
}

describe('in another language', () => {
  test.each(readTemplates(definitions))('$name holds nothing of TypeScript', ({ document }) => {
    const { path, text } = printed(compiled(document))
    expect(path).toBe('model.lisp')
    expect(text).not.toMatch(/\b(const|let|export|import|function|return|tf\.|Tensor|undefined)\b|=>|[{}[\]]/)
  })

  test('everything is printed, in an order in which it can be computed', () => {
    const { text } = printed(compiled(readDocument(statefulVae, definitions)))
    expect(text).toContain(`(define encode (x))
  (set (mean) (encoder :x x))
  (give :latent mean)
; end`)
    expect(text).toContain('(give :objective loss :state encoderState)')
  })

  test('names avoid its reserved words', () => {
    const { text } = printed(compiled(readDocument(statefulVae, definitions)))
    expect(text).not.toMatch(/set \(hidden1\)/)
    expect(text).toMatch(/set \((decoder)?[hH]idden1\w+\)/)
  })
})
