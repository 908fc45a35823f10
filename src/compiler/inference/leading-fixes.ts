// Fixes that make progress: a fix of an error is offered only if applying it, and then the next fixes on offer, leaves fewer
// errors within three steps; a fix of a warning, only if it removes the warning and causes no new problem.
import { applyFix } from '../../graph/apply-edit.ts'
import type { Definitions } from '../../graph/definition.ts'
import type { GraphDocument } from '../../graph/document.ts'
import type { Fix, Problem } from '../../graph/problems.ts'
import { trainsTheSame } from '../../graph/same-model.ts'
import { rewirings } from './other-sources.ts'
import type { TypedGraph } from './typed-graph.ts'

/** Fixes that have not been checked by this module. */
type Infer = (document: GraphDocument, definitions: Definitions, previous: TypedGraph) => TypedGraph

interface Search {
  readonly definitions: Definitions
  readonly infer: Infer
  /** The errors, which must become fewer, or no more for the fix of a warning. */
  readonly errors: number
  /** Remaining budget of inferences for fixes that do not help immediately. */
  left: number
}

/** An applied fix. */
interface Step {
  readonly fix: Fix
  readonly before: TypedGraph
  readonly after: TypedGraph
}

const patience = 3
/** Large graphs are inferred fewer times, so that the total time stays the same. */
const tries = (nodes: number): number => Math.max(12, Math.min(120, Math.floor(2400 / (nodes + 1))))
/** The number of fixes tried in total: in a large graph with hundreds of problems, those of the first ones. */
const firstTries = (nodes: number): number => Math.max(24, Math.floor(200_000 / (nodes + 1)))

/** The same graph, whose problems offer only fixes that make progress, those with the fewest steps first. */
export function withLeadingFixes(typed: TypedGraph, definitions: Definitions, infer: Infer): TypedGraph {
  const errors = errorsOf(typed)
  const advised = [...errors, ...typed.problems.filter(({ severity, fixes }) => severity !== 'error' && fixes.length)]
  if (advised.length === 0) return typed
  const search: Search = { definitions, infer, errors: errors.length, left: tries(typed.nodes.size) }
  let left = firstTries(typed.nodes.size)
  // Try all first steps before any second step, so that immediate fixes are always found.
  const starts = new Map(
    advised.map((problem) => {
      const steps = left > 0 ? stepsFrom(search, typed, problem) : []
      left -= steps.length
      return [problem, steps]
    }),
  )
  const problems = typed.problems.map((problem) => {
    const steps = starts.get(problem)
    if (!steps) return problem
    const fixes = steps
      .map((step) => ({ fix: step.fix, steps: lengthOf(search, step, problem) }))
      .filter(({ steps: length }) => length <= patience)
      .sort((a, b) => a.steps - b.steps)
    return { ...problem, fixes: fixes.map(({ fix }) => fix) }
  })
  return { ...typed, problems }
}

const stepsFrom = (search: Search, before: TypedGraph, problem: Problem): readonly Step[] =>
  [...problem.fixes, ...(problem.severity === 'error' ? rewirings(before, search.definitions, problem) : [])].map(
    (fix) => {
      const document = applyFix(before.document, fix, search.definitions)
      return { fix, before, after: search.infer(document, search.definitions, before) }
    },
  )

/** The number of steps, including this one, until the problem is gone. */
function lengthOf(search: Search, first: Step, problem: Problem): number {
  const way = [first.before.document]
  let step: Step | undefined = first
  for (let length = 1; step && length <= patience; length++) {
    const { after }: Step = step
    if (isReached(search, first.before, after, problem)) return length
    const leadsBack = way.some((document) => trainsTheSame(document, after.document))
    if (leadsBack || errorsOf(after).length > search.errors) break
    way.push(after.document)
    step = length < patience ? nextStep(search, step, problem) : undefined
  }
  return Number.POSITIVE_INFINITY
}

function isReached({ errors }: Search, before: TypedGraph, after: TypedGraph, problem: Problem): boolean {
  const left = errorsOf(after).length
  if (problem.severity === 'error') return left < errors
  const isNew = (one: Problem) => one.severity === 'warning' && !before.problems.some((known) => isSame(one, known))
  return left <= errors && !after.problems.some((one) => isSame(one, problem) || isNew(one))
}

/** The same problem at the same place, even if worded differently. */
const isSame = (a: Problem, b: Problem): boolean => a.code === b.code && a.node === b.node && a.port === b.port

/** The first fix of a new problem, or else of a remaining one. */
function nextStep(search: Search, { before, after }: Step, problem: Problem): Step | undefined {
  const known = new Set(before.problems.map(({ message }) => message))
  const errors = errorsOf(after)
  const fresh = errors.filter(({ message }) => !known.has(message))
  const others = problem.severity === 'error' ? errors : after.problems.filter((one) => isSame(one, problem))
  for (const next of [...fresh, ...others]) {
    if (search.left <= 0) return undefined
    const steps = stepsFrom(search, after, next)
    search.left -= steps.length
    const helps = (step: Step) =>
      problem.severity === 'error'
        ? errorsOf(step.after).length < errors.length
        : isReached(search, before, step.after, problem)
    const best = steps.find(helps) ?? steps[0]
    if (best) return best
  }
  return undefined
}

const errorsOf = ({ problems }: TypedGraph): readonly Problem[] =>
  problems.filter(({ severity }) => severity === 'error')
