// Objectives and phases that have nothing to train.

import type { Fix, Problem } from '../../graph/problems.ts'
import type { PhaseDeclaration } from '../../graph/reading.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { ownedBy, phasesOf } from '../program/phases.ts'
import type { TypedNodes } from '../readings/upstream.ts'

/** Each phase of an objective should train something; freezing one while training another may be intended. */
export function trainsNothing(nodes: TypedNodes, objective: TypedNode): readonly Problem[] {
  if (Object.keys(objective.outputs).length === 0) return []
  const phases = phasesOf(objective).map((phase) => {
    const owned = ownedBy(nodes, objective, phase)
    const weighty = [...nodes.values()].filter(({ node, parameterCount }) => owned.has(node.id) && parameterCount > 0)
    return { phase, weighty, isTrained: weighty.some(({ node }) => !node.frozen) }
  })
  const somethingIsTrained = phases.some(({ isTrained }) => isTrained)
  return phases
    .filter(({ isTrained }) => !isTrained)
    .map(({ phase, weighty }) => ({
      severity: weighty.length && somethingIsTrained ? 'warning' : 'error',
      code: 'trains-nothing',
      node: objective.node.id,
      message: `${nameOf(objective, phase)} trains nothing: ${
        weighty.length ? 'every weight it reaches is frozen' : `no weight lies ${whereTrained(objective, phase)}`
      }.`,
      fixes: weighty.length ? [unfreeze(weighty)] : [],
    }))
}

const unfreeze = (frozen: readonly TypedNode[]): Fix => ({
  title: `Unfreeze ${frozen.map(titleOf).join(' and ')}`,
  edits: frozen.map(({ node }) => ({ edit: 'unfreeze', node: node.id })),
})

function nameOf({ node, definition }: TypedNode, phase: PhaseDeclaration): string {
  const title = titleOf({ node, definition })
  return phase.title ? `The phase "${phase.title}" of ${title}` : title
}

/** Describes the nodes that a phase trains by the inputs of the objective. */
function whereTrained({ ports }: TypedNode, { trains }: PhaseDeclaration): string {
  const named = (names: readonly string[], join: string) =>
    names.map((port) => `"${ports.inputs[port]?.title ?? port}"`).join(join)
  const { upstreamOfAll, andOfNone } = trains
  if (upstreamOfAll.length === 0) return 'upstream of it'
  return `upstream of ${named(upstreamOfAll, ' and ')}${andOfNone.length ? ` but not of ${named(andOfNone, ' or ')}` : ''}`
}
