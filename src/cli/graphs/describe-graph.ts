// The static description of a graph, as the plain data that `check --json` prints.
import { definitions } from '../../../nodes/index.ts'
import { inferGraph } from '../../compiler/inference/infer.ts'
import { modelNodes } from '../../compiler/inference/typed-graph.ts'
import { dataProblems } from '../../compiler/problems/data-problems.ts'
import { type MemoryLimits, memoryProblems } from '../../compiler/problems/memory-problems.ts'
import { compileDocument, compileGraph } from '../../compiler/program/compile.ts'
import type { Density, Program } from '../../compiler/program/program.ts'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import { endpointKey, type GraphDocument } from '../../graph/document.ts'
import type { Problem } from '../../graph/problems.ts'
import { describeSignal, type Signal } from '../../graph/signals.ts'

import { GraphError } from './graph-error.ts'

export interface ProblemReport extends Omit<Problem, 'fixes'> {
  /** Their titles. */
  readonly fixes: readonly string[]
}

export interface GraphReport {
  readonly title: string
  /** No problem is an error. */
  readonly valid: boolean
  readonly problems: readonly ProblemReport[]
  /** Every wire in words and as data; `signal` is `null` while unknown. */
  readonly wires: readonly {
    readonly from: string
    readonly to: string
    readonly carries: string
    readonly signal: Signal | null
  }[]
  /** `parameters` are trainable numbers. */
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly parameters: number }[]
  readonly parameters: number
  /** `null` if there is no Program: the graph has errors or no objective. */
  readonly density: Density | null
  readonly procedures: readonly { readonly name: string; readonly summary: string }[]
  readonly absent: readonly { readonly name: string; readonly reason: string }[]
}

/** @param limits of memory; a run that exceeds them is a problem. */
export function describeGraph(document: GraphDocument, limits?: MemoryLimits): GraphReport {
  const typed = inferGraph(document, definitions)
  const compilation = compileGraph(typed)
  const program = 'program' in compilation ? compilation.program : undefined
  const known = new Set(typed.problems.map(({ code }) => code))
  const late = 'problems' in compilation ? compilation.problems.filter(({ code }) => !known.has(code)) : []
  const missing = program ? dataProblems(program, builtInDatasets) : []
  const tooLarge = program && limits && missing.length === 0 ? memoryProblems(program, limits, builtInDatasets) : []
  const problems = [...typed.problems, ...late, ...missing, ...tooLarge]
  const nodes = [...typed.nodes.values()].map(({ node, parameterCount }) => ({
    id: node.id,
    kind: node.kind,
    parameters: parameterCount,
  }))
  return {
    title: document.title,
    valid: problems.every(({ severity }) => severity !== 'error'),
    problems: problems.map(reportProblem),
    wires: document.wires.map(({ from, to }) => {
      const signal = typed.nodes.get(to.node)?.links[to.port]?.signal ?? null
      const carries = signal ? describeSignal(signal) : 'unknown'
      return { from: endpointKey(from), to: endpointKey(to), carries, signal }
    }),
    nodes,
    parameters: modelNodes(typed).reduce((sum, { parameterCount }) => sum + parameterCount, 0),
    density: program?.density ?? null,
    procedures: program?.procedures.map(({ name, summary }) => ({ name, summary })) ?? [],
    absent: program?.absent ?? [],
  }
}

/** Not an error, but a notice before training. */
export const warningsOf = (document: GraphDocument): readonly ProblemReport[] =>
  inferGraph(document, definitions)
    .problems.filter(({ severity }) => severity === 'warning')
    .map(reportProblem)

export const reportProblem = (problem: Problem): ProblemReport => ({
  ...problem,
  fixes: problem.fixes.map(({ title }) => title),
})

/** One line for each problem: location, message, expected, received, and fixes. */
export function problemLines(problems: readonly ProblemReport[]): readonly string[] {
  return problems.map((problem) => {
    const { severity, node, port, message, fixes } = problem
    const place = [node, port].filter((part) => part !== undefined).join('.')
    const unsaid = (['expected', 'received'] as const).flatMap((name) => {
      const value = problem[name]
      return value === undefined || message.toLowerCase().includes(value.toLowerCase()) ? [] : [`${name} ${value}`]
    })
    const offered = fixes.length ? [`fix: ${fixes.join('; ')}`] : []
    const more = [unsaid.join(', '), ...offered].filter((part) => part !== '').map((part) => ` (${part})`)
    return `${severity}: ${place ? `${place}: ` : ''}${message}${more.join('')}`
  })
}

/** @throws GraphError with the problems if the graph has errors or no objective. */
export function requireProgram(document: GraphDocument): Program {
  const compilation = compileDocument(document, definitions)
  if ('program' in compilation) return compilation.program
  const { problems } = compilation
  // An empty canvas has neither errors nor an objective.
  if (problems.length === 0) throw new GraphError(`The graph "${document.title}" is empty.`, [])
  const count = problems.length === 1 ? 'an error' : `${problems.length} errors`
  throw new GraphError(`The graph "${document.title}" has ${count}.`, problems)
}
