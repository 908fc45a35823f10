// Ownership: the weights that each phase of a step trains, read off the graph: a critic's loss owns the critic, the generator's
// loss owns what is upstream of the fakes.

import type { PhaseDeclaration } from '../../graph/reading.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedGraph, TypedNode } from '../inference/typed-graph.ts'
import { readingOf } from '../readings/chosen-objectives.ts'
import { objectiveWithVolume } from '../readings/data-path.ts'
import { nodesBehind, type TypedNodes } from '../readings/upstream.ts'
import { ProcedureBuilder } from './procedure-builder.ts'
import type { ParameterSpec, Phase, Procedure, ProcedureName } from './program.ts'
import type { FunctionTable } from './program-calls.ts'

/** The phases that an objective declares, or the single one implied by its optimiser. */
export function phasesOf({ definition, params, node, ports }: TypedNode): readonly PhaseDeclaration[] {
  if (definition?.role !== 'objective') throw new Error(`"${node.id}" is not an objective.`)
  if ('phases' in definition) return definition.phases(params)
  const optimiser = definition.optimiser?.(params)
  if (!optimiser) throw new Error(`The objective "${node.id}" has no optimiser.`)
  const [port = 'objective'] = Object.keys(ports.outputs)
  return [{ port, title: '', trains: { upstreamOfAll: [], andOfNone: [] }, repeats: 1, optimiser }]
}

export function compilePhase(
  typed: TypedGraph,
  objective: TypedNode,
  declared: PhaseDeclaration,
  parameters: readonly ParameterSpec[],
  functions: FunctionTable,
): { readonly procedure: Procedure; readonly phase: Phase } {
  const { id } = objective.node
  const name: ProcedureName = declared.title ? `objective/${id}/${declared.port}` : `objective/${id}`
  const builder = new ProcedureBuilder(typed, functions)
  const value = objectiveWithVolume(builder, typed, objective, builder.value({ node: id, port: declared.port }))
  const of = [titleOf(objective), declared.title].filter(Boolean).join(', ')
  const unit = readingOf(objective)?.reading === 'adversarial' ? '' : ', in nats'
  const summary = `The objective of ${of}: a scalar to minimise${unit}, and its terms.`
  const owned = ownedBy(typed.nodes, objective, declared)
  const trains = parameters.filter((spec) => spec.trainable && !spec.frozen && owned.has(spec.node))
  const { signal } = value
  const phase: Phase = {
    procedure: name,
    node: id,
    title: declared.title,
    repeats: declared.repeats,
    trains: trains.map((spec) => spec.name),
    optimiser: declared.optimiser,
    terms: signal.signal === 'objective' ? signal.terms : [],
  }
  return { procedure: builder.finish(name, summary, { objective: value }), phase }
}

/** The nodes that a phase trains. */
export function ownedBy(nodes: TypedNodes, objective: TypedNode, { trains }: PhaseDeclaration): ReadonlySet<string> {
  const behind = (port: string): ReadonlySet<string> => {
    const from = objective.links[port]?.from
    return from ? nodesBehind(nodes, from) : new Set()
  }
  const everything = new Set(Object.keys(objective.links).flatMap((port) => [...behind(port)])).add(objective.node.id)
  const all = trains.upstreamOfAll.map(behind)
  const none = trains.andOfNone.map(behind)
  return new Set(
    [...everything].filter((node) => all.every((set) => set.has(node)) && !none.some((set) => set.has(node))),
  )
}
