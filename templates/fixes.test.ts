// Fixes make progress: applying a fix, and then the first fix of each new problem, leaves fewer errors within three steps, or one
// warning less and no more errors.
import { describe, expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { changesOf } from '../src/compiler/fixtures/changes.ts'
import { inferGraph } from '../src/compiler/inference/infer.ts'
import type { TypedGraph } from '../src/compiler/inference/typed-graph.ts'
import { permutation } from '../src/engine/random/draws.ts'
import { randomStream } from '../src/engine/random/random-stream.ts'
import { applyFix } from '../src/graph/apply-edit.ts'
import type { GraphDocument } from '../src/graph/document.ts'
import type { Fix, Problem } from '../src/graph/problems.ts'
import { readTemplates } from './index.ts'

const patience = 3

const errorsOf = ({ problems }: TypedGraph): readonly Problem[] =>
  problems.filter(({ severity }) => severity === 'error')

/** The fixes applied, if the problem remains. */
function deadEnd(start: TypedGraph, problem: Problem, fix: Fix): string | undefined {
  const isSame = ({ code, node, port }: Problem) =>
    code === problem.code && node === problem.node && port === problem.port
  const before = errorsOf(start)
  const known = new Set(before.map(({ message }) => message))
  const followed: string[] = []
  let [typed, next]: [TypedGraph, Fix | undefined] = [start, fix]
  while (next && followed.length < patience) {
    followed.push(next.title)
    typed = inferGraph(applyFix(typed.document, next, definitions), definitions, typed)
    const errors = errorsOf(typed)
    const still = typed.problems.filter(isSame)
    if (problem.severity === 'error' && errors.length < before.length) return undefined
    if (problem.severity !== 'error' && errors.length > before.length) break
    if (problem.severity !== 'error' && still.length === 0) return undefined
    const fresh = errors.filter(({ message }) => !known.has(message))
    next = [...fresh, ...(problem.severity === 'error' ? errors : still)].find(({ fixes }) => fixes.length > 0)
      ?.fixes[0]
  }
  return followed.join(', then ')
}

/** The number of changes tried on each template, fewer for large ones; every second case applies two changes. */
const drawn = ({ nodes }: GraphDocument): number => Math.min(160, Math.ceil(2400 / nodes.length))

function brokenGraphs(name: string, document: GraphDocument): readonly (readonly [string, TypedGraph])[] {
  const typed = inferGraph(document, definitions)
  const changes = changesOf(document, typed)
  const order = permutation(randomStream(1, name, 0), changes.length).slice(0, drawn(document))
  return [...order].flatMap((at, i) => {
    const change = changes[at]
    if (!change) return []
    const [gesture, changed] = change
    const once = inferGraph(changed, definitions, typed)
    if (i % 2 === 0) return [[gesture, once] as const]
    const more = changesOf(changed, once)
    const [second = 0] = permutation(randomStream(2, name, i), more.length)
    const [then = '', twice = changed] = more[second] ?? []
    return [[`${gesture}, ${then}`, inferGraph(twice, definitions, once)] as const]
  })
}

describe.each(readTemplates(definitions))('$name', ({ name, document }) => {
  test('whichever fix is applied, its problem is gone within three steps', () => {
    let offered = 0
    const deadEnds = brokenGraphs(name, document).flatMap(([gesture, typed]) =>
      typed.problems.flatMap((problem) =>
        problem.fixes.flatMap((fix) => {
          offered++
          const followed = deadEnd(typed, problem, fix)
          return followed === undefined ? [] : [`${gesture}: ${problem.message} ${followed}`]
        }),
      ),
    )
    expect(deadEnds).toEqual([])
    expect(offered).toBeGreaterThan(20)
  })
})
