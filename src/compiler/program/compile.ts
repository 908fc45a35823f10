// From a typed graph to its Program.
import type { Definitions } from '../../graph/definition.ts'
import type { Problem } from '../../graph/problems.ts'
import { inferGraph } from '../inference/infer.ts'
import { internalError } from '../inference/internal-error.ts'
import { modelNodes, type TypedGraph, type TypedNode } from '../inference/typed-graph.ts'
import { optimise } from '../optimise/optimise.ts'
import { derive } from '../readings/derive.ts'
import { compilePhase, phasesOf } from './phases.ts'
import type { DataUse, Phase, Procedure, Program } from './program.ts'
import { type FunctionTable, parametersOf } from './program-calls.ts'

export type Compilation = { readonly program: Program } | { readonly problems: readonly Problem[] }

/** The Program, or the errors that prevent it. */
export function compileGraph(typed: TypedGraph): Compilation {
  const objective = [...typed.nodes.values()].find(isObjective)
  try {
    const assembled = assembleProgram(typed)
    return 'problems' in assembled ? assembled : { program: optimise(assembled.program) }
  } catch (error) {
    if (!objective) throw error
    return { problems: [internalError(objective, error)] }
  }
}

/** Like `compileGraph`, but unoptimised. */
export function assembleProgram(typed: TypedGraph): Compilation {
  const errors = typed.problems.filter((problem) => problem.severity === 'error')
  if (errors.length) return { problems: errors }
  const objectives = [...typed.nodes.values()].filter(isObjective)
  if (objectives.length === 0) {
    const told = typed.problems.filter((problem) => problem.code === 'no-objective').map(asError)
    return { problems: told.length ? told : [emptyGraph] }
  }
  const nodes = modelNodes(typed)
  const parameters = nodes.flatMap(parametersOf)
  const functions: FunctionTable = new Map()
  const phases: Phase[] = []
  const procedures: Procedure[] = []
  for (const objective of objectives) {
    for (const declared of phasesOf(objective)) {
      const { procedure, phase } = compilePhase(typed, objective, declared, parameters, functions)
      procedures.push(procedure)
      phases.push(phase)
    }
  }
  const derivation = derive(typed, objectives, functions)
  const program: Program = {
    title: typed.document.title,
    parameters,
    functions: [...functions.values()],
    procedures: [...procedures, ...derivation.procedures],
    absent: derivation.absent,
    phases,
    data: nodes.flatMap(dataUse),
    density: derivation.density,
    training: typed.document.training,
  }
  return { program }
}

const emptyGraph: Problem = {
  severity: 'error',
  code: 'empty-graph',
  message: 'The graph is empty: add nodes, or start from a template.',
  fixes: [],
}

/** Compiles a document in one step, for callers that do not need the typed graph. */
export const compileDocument = (document: TypedGraph['document'], builtIn: Definitions): Compilation =>
  compileGraph(inferGraph(document, builtIn))

const asError = (problem: Problem): Problem => ({ ...problem, severity: 'error' })

const isObjective = ({ definition, active, node }: TypedNode): boolean =>
  definition?.role === 'objective' && active && node.mode !== 'bypass'

function dataUse({ node, definition, params, outputs }: TypedNode): DataUse[] {
  if (definition?.role !== 'source') return []
  const { dataset, options, columns } = definition.data(params)
  const port = Object.keys(columns).find((name) => columns[name] === 'example')
  const signal = port ? outputs[port] : undefined
  if (signal?.signal !== 'tensor') throw new Error(`The data node "${node.id}" has no column of examples.`)
  return [{ node: node.id, dataset, options, shape: signal.shape, range: signal.range }]
}
