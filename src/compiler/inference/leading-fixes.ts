// Advice that leads on: a fix of an error is offered only if whoever follows it, and then what is offered next, has fewer
// errors after three steps at most.
import { applyFix } from '../../graph/apply-edit.ts'
import type { Definitions } from '../../graph/definition.ts'
import type { GraphDocument } from '../../graph/document.ts'
import type { Fix, Problem } from '../../graph/problems.ts'
import { trainsTheSame } from '../../graph/same-model.ts'
import { rewirings } from './other-sources.ts'
import type { TypedGraph } from './typed-graph.ts'

/** Without the promise that this module makes. */
type Infer = (document: GraphDocument, definitions: Definitions, previous: TypedGraph) => TypedGraph

interface Search {
  readonly definitions: Definitions
  readonly infer: Infer
  /** There are to be fewer errors than these. */
  readonly errors: number
  /** Inferences that may still be made for fixes that do not help at once. */
  left: number
}

/** A fix that has been followed. */
interface Step {
  readonly fix: Fix
  readonly before: TypedGraph
  readonly after: TypedGraph
}

const patience = 3
/** A large graph is inferred less often, so that all together takes no longer. */
const tries = (nodes: number): number => Math.max(12, Math.min(120, Math.floor(2400 / (nodes + 1))))

/** The same graph; its errors offer the fixes that lead to fewer errors, those with the fewest steps first. */
export function withLeadingFixes(typed: TypedGraph, definitions: Definitions, infer: Infer): TypedGraph {
  const errors = errorsOf(typed)
  if (errors.length === 0) return typed
  const search: Search = { definitions, infer, errors: errors.length, left: tries(typed.nodes.size) }
  // All first steps before any second: what helps at once is offered even where there is much to try.
  const starts = new Map(errors.map((error) => [error, stepsFrom(search, typed, error)]))
  const problems = typed.problems.map((problem) => {
    const fixes = (starts.get(problem) ?? [])
      .map((step) => ({ fix: step.fix, steps: lengthOf(search, step) }))
      .filter(({ steps }) => steps <= patience)
      .sort((a, b) => a.steps - b.steps)
    return problem.severity === 'error' ? { ...problem, fixes: fixes.map(({ fix }) => fix) } : problem
  })
  return { ...typed, problems }
}

const stepsFrom = (search: Search, before: TypedGraph, error: Problem): readonly Step[] =>
  [...error.fixes, ...rewirings(before, search.definitions, error)].map((fix) => {
    const document = applyFix(before.document, fix, search.definitions)
    return { fix, before, after: search.infer(document, search.definitions, before) }
  })

/** How many steps it takes from here, this one included, until there are fewer errors. */
function lengthOf(search: Search, first: Step): number {
  const way = [first.before.document]
  let step: Step | undefined = first
  for (let length = 1; step && length <= patience; length++) {
    const { after }: Step = step
    if (errorsOf(after).length < search.errors) return length
    const leadsBack = way.some((document) => trainsTheSame(document, after.document))
    if (leadsBack || errorsOf(after).length > search.errors) break
    way.push(after.document)
    step = length < patience ? nextStep(search, step) : undefined
  }
  return Number.POSITIVE_INFINITY
}

/** What would be offered first of what has come up, else of what is still wrong. */
function nextStep(search: Search, { before, after }: Step): Step | undefined {
  const known = new Set(before.problems.map(({ message }) => message))
  const errors = errorsOf(after)
  const fresh = errors.filter(({ message }) => !known.has(message))
  for (const error of [...fresh, ...errors]) {
    if (search.left <= 0) return undefined
    const steps = stepsFrom(search, after, error)
    search.left -= steps.length
    const best = steps.find((step) => errorsOf(step.after).length < errors.length) ?? steps[0]
    if (best) return best
  }
  return undefined
}

const errorsOf = ({ problems }: TypedGraph): readonly Problem[] =>
  problems.filter(({ severity }) => severity === 'error')
