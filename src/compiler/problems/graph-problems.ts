// Problems of a graph that no single node can detect.

import type { Problem } from '../../graph/problems.ts'
import { reaches, type Topology } from '../../graph/topology.ts'
import { findProblems } from '../inference/internal-error.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { nodesUpstreamOf } from '../readings/upstream.ts'
import { autoregressiveProblems } from './autoregressive-problems.ts'
import { batchProblems } from './batch-problems.ts'
import { boundProblems } from './bound-problems.ts'
import { flowProblems } from './flow-problems.ts'
import { gameProblems } from './game-problems.ts'
import { objectiveProblems } from './objective-problems.ts'
import { trainsNothing } from './trains-nothing.ts'

export function graphProblems(
  nodes: ReadonlyMap<string, TypedNode>,
  topology: Topology,
  batchSize: number,
): { readonly whole: readonly Problem[]; readonly used: ReadonlySet<string> } {
  const drawn = [...nodes.values()].filter(({ definition }) => definition?.role === 'objective')
  const objectives = drawn.filter(({ active, node }) => active && node.mode !== 'bypass')
  const used = nodesUpstreamOf(nodes, objectives)
  const whole: Problem[] = []
  for (const id of topology.cyclic) {
    if (onCycle(topology, id)) whole.push(cycle(nodes, topology, id))
  }
  if (nodes.size > 0 && objectives.length === 0) whole.push(noObjective(drawn))
  for (const objective of objectives) {
    const game = findProblems(objective, () => gameProblems(nodes, objective, objectives))
    const isPlayable = ![...game, ...objective.problems].some(({ severity }) => severity === 'error')
    whole.push(
      ...game,
      ...(isPlayable ? findProblems(objective, () => trainsNothing(nodes, objective)) : []),
      ...findProblems(objective, () => flowProblems(nodes, objective)),
      ...findProblems(objective, () => autoregressiveProblems(nodes, objective)),
      ...findProblems(objective, () => boundProblems(nodes, objective)),
    )
  }
  const [first] = objectives
  // While an objective has a problem, it is unknown what it will train.
  const areWhole =
    objectives.every(({ outputs }) => Object.keys(outputs).length > 0) &&
    !whole.some(({ severity }) => severity === 'error')
  if (first && areWhole) whole.push(...findProblems(first, () => objectiveProblems(nodes, objectives)))
  for (const typed of nodes.values()) {
    if (used.has(typed.node.id)) whole.push(...findProblems(typed, () => batchProblems(typed, batchSize)))
  }
  return { whole, used: objectives.length ? used : new Set(nodes.keys()) }
}

/** @param drawn inactive objectives. */
function noObjective(drawn: readonly TypedNode[]): Problem {
  const idle = drawn.filter(({ node }) => node.mode !== undefined)
  const [first] = idle
  const missing = 'There is no objective to minimise'
  return {
    severity: 'info',
    code: 'no-objective',
    message: first
      ? `${missing}: ${titleOf(first)} is ${first.node.mode === 'mute' ? 'muted' : 'bypassed'}.`
      : `${missing}: add an objective, such as the evidence lower bound.`,
    fixes: idle.map(({ node, definition }) => ({
      title: `Activate ${titleOf({ node, definition })}`,
      edits: [{ edit: 'clearMode', node: node.id }],
    })),
  }
}

const onCycle = (topology: Topology, id: string): boolean =>
  (topology.outOf.get(id) ?? []).some(({ to }) => reaches(topology, to.node, id))

/** The wires into the node that are on the cycle. */
const cycle = (nodes: ReadonlyMap<string, TypedNode>, topology: Topology, id: string): Problem => {
  const typed = nodes.get(id)
  return {
    severity: 'error',
    code: 'cycle',
    node: id,
    message: `${typed ? titleOf(typed) : id} lies on a cycle of wires, so its value would depend on itself.`,
    fixes: Object.entries(typed?.links ?? {})
      .filter(([, { from }]) => reaches(topology, id, from.node))
      .map(([port]) => ({
        title: `Remove the wire into "${port}"`,
        edits: [{ edit: 'disconnect', node: id, port }],
      })),
  }
}
