// From a typed graph to its Program.
import type { Definitions } from '../graph/definition.ts'
import type { Problem } from '../graph/problems.ts'
import { upstreamOf } from '../graph/topology.ts'
import type { Derivation } from './derivation.ts'
import { deriveLatentVariable } from './derive-latent-variable.ts'
import { inferGraph } from './infer.ts'
import { titleOf } from './infer-node.ts'
import { ProcedureBuilder } from './procedure-builder.ts'
import type { DataUse, Phase, Procedure, ProcedureName, Program } from './program.ts'
import { type FunctionTable, parametersOf } from './program-calls.ts'
import type { TypedGraph, TypedNode } from './typed-graph.ts'

export type Compilation = { readonly program: Program } | { readonly problems: readonly Problem[] }

/** The Program, or the errors that stand in its way. */
export function compileGraph(typed: TypedGraph): Compilation {
  const errors = typed.problems.filter((problem) => problem.severity === 'error')
  if (errors.length) return { problems: errors }
  const objectives = [...typed.nodes.values()].filter(isObjective)
  if (objectives.length === 0) {
    return { problems: typed.problems.filter((problem) => problem.code === 'no-objective').map(asError) }
  }
  const used = new Set(objectives.flatMap(({ node }) => [...upstreamOf(typed.document, node.id)]))
  const nodes = [...typed.nodes.values()].filter(({ node }) => used.has(node.id) && node.mode !== 'bypass')
  const parameters = nodes.flatMap(parametersOf)
  const functions: FunctionTable = new Map()
  const phases: Phase[] = []
  const procedures: Procedure[] = []
  for (const objective of objectives) {
    const name: ProcedureName = `objective/${objective.node.id}`
    const builder = new ProcedureBuilder(typed, functions)
    const value = builder.value({ node: objective.node.id, port: 'objective' })
    const summary = `The objective of ${titleOf(objective.node, objective.definition)}: a scalar to minimise, in nats, and its terms.`
    procedures.push(builder.finish(name, summary, { objective: value }))
    const owned = upstreamOf(typed.document, objective.node.id)
    const trains = parameters.filter((spec) => spec.trainable && !spec.frozen && owned.has(spec.node))
    phases.push({
      procedure: name,
      node: objective.node.id,
      trains: trains.map((spec) => spec.name),
      optimiser: optimiserOf(objective),
      terms: termsOf(objective),
    })
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

/** The document in one step, for callers that have no use for the typed graph. */
export const compileDocument = (document: TypedGraph['document'], definitions: Definitions): Compilation =>
  compileGraph(inferGraph(document, definitions))

const asError = (problem: Problem): Problem => ({ ...problem, severity: 'error' })

const isObjective = ({ definition, active, node }: TypedNode): boolean =>
  definition?.role === 'objective' && active && node.mode !== 'bypass'

function optimiserOf({ definition, params, node }: TypedNode): Phase['optimiser'] {
  const settings = definition && 'optimiser' in definition ? definition.optimiser?.(params) : undefined
  if (!settings) throw new Error(`The objective "${node.id}" names no optimiser.`)
  return settings
}

function termsOf({ outputs }: TypedNode): readonly string[] {
  const { objective } = outputs
  return objective?.signal === 'objective' ? objective.terms : []
}

function dataUse({ node, definition, params, outputs }: TypedNode): DataUse[] {
  if (definition?.role !== 'source') return []
  const { dataset, options, columns } = definition.data(params)
  const port = Object.keys(columns).find((name) => columns[name] === 'example')
  const signal = port ? outputs[port] : undefined
  if (signal?.signal !== 'tensor') throw new Error(`The data node "${node.id}" has no column of examples.`)
  return [{ node: node.id, dataset, options, shape: signal.shape, range: signal.range }]
}

/** The first objective that reads the graph as a model of its data says what can be derived. */
function derive(typed: TypedGraph, objectives: readonly TypedNode[], functions: FunctionTable): Derivation {
  for (const objective of objectives) {
    const { definition } = objective
    const reading = definition && 'reading' in definition ? definition.reading : undefined
    if (reading) return deriveLatentVariable(typed, objective, reading, functions)
  }
  return {
    procedures: [],
    absent: [],
    density: { density: 'none', sentence: 'No objective of this graph describes a density of the data.' },
  }
}
