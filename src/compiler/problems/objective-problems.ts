// Problems between the objectives of a graph: several that could be read as the model, weights that none of them trains or
// depends on, and games whose fakes depend on what they should imitate.
import type { Problem } from '../../graph/problems.ts'
import type { ObjectiveReading } from '../../graph/reading.ts'
import { generatedExample, readBy } from '../dependence/generated-example.ts'
import { nameOfColumn } from '../dependence/observed.ts'
import { nameOf } from '../dependence/origins.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { ownedBy, phasesOf } from '../program/phases.ts'
import { type ChosenObjectives, chosenObjectives, isOfData, readingOf } from '../readings/chosen-objectives.ts'
import { explainedBy } from '../readings/claim.ts'
import { judgedBy } from '../readings/critics.ts'
import { nodesBehind, type TypedNodes } from '../readings/upstream.ts'
import { idleBranches } from './idle-branches.ts'

/** @param objectives the active and complete ones. */
export const objectiveProblems = (nodes: TypedNodes, objectives: readonly TypedNode[]): readonly Problem[] => [
  ...unread(nodes, objectives),
  ...untrained(nodes, objectives),
  ...idleBranches(nodes),
  ...objectives.flatMap((objective) => copying(nodes, objective, objectives)),
]

const gives: Readonly<Record<ObjectiveReading['reading'], string>> = {
  latentVariable: 'samples and the bound',
  flow: 'samples and the density',
  autoregressive: 'samples and the density',
  adversarial: 'samples',
  reconstruction: 'reconstructions',
}

const likelihoods = ['latentVariable', 'flow', 'autoregressive'] as const
const isLikelihood = (reading: ObjectiveReading['reading']): boolean => likelihoods.some((one) => one === reading)

/** The objective that determines the reading of a graph among those with this reading. */
function readInstead(chosen: ChosenObjectives, reading: ObjectiveReading['reading']): TypedNode | undefined {
  const read = isLikelihood(reading) ? likelihoods.find((one) => chosen[one]) : reading
  return read && chosen[read]?.objective
}

/** Objectives that could be read as the model of the data, but another of the same kind is. */
function unread(nodes: TypedNodes, objectives: readonly TypedNode[]): readonly Problem[] {
  const chosen = chosenObjectives(nodes, objectives)
  return objectives.flatMap((objective): Problem[] => {
    const reading = readingOf(objective)?.reading
    const read = reading && readInstead(chosen, reading)
    if (!reading || !read || read === objective || !isOfData(nodes, objective)) return []
    const [own, others] = [nameOf(nodes, objective.node.id), nameOf(nodes, read.node.id)]
    return [
      {
        severity: 'warning',
        code: 'objective-not-read',
        node: objective.node.id,
        message: `${own} is trained in each step, but a graph defines only one model: ${gives[readingOf(read)?.reading ?? reading]} come from ${others}. The metrics of ${own} are shown under its name.`,
        fixes: [],
      },
    ]
  })
}

/** Weights that are used but that no phase trains. */
function untrained(nodes: TypedNodes, objectives: readonly TypedNode[]): readonly Problem[] {
  const phases = objectives.flatMap((objective) => {
    const behind = Object.values(objective.links).flatMap(({ from }) => [...nodesBehind(nodes, from)])
    return phasesOf(objective).map((phase) => ({
      name: phase.title ? `"${phase.title}" of ${nameOf(nodes, objective.node.id)}` : nameOf(nodes, objective.node.id),
      used: new Set(behind),
      owned: ownedBy(nodes, objective, phase),
    }))
  })
  return [...nodes.values()].flatMap((typed): Problem[] => {
    const { node, parameterCount } = typed
    const near = phases.filter(({ used }) => used.has(node.id))
    const isIdle = parameterCount > 0 && !node.frozen && node.mode !== 'bypass' && near.length > 0
    if (!isIdle || near.some(({ owned }) => owned.has(node.id))) return []
    const names = near.map(({ name }) => name).join(' and ')
    return [
      {
        severity: 'warning',
        code: 'never-trained',
        node: node.id,
        message: `No phase trains ${nameOf(nodes, node.id)}: its weights keep their initial values. The phases that use it are ${names}; a game trains its discriminator and the generator of the fakes, but nothing that only feeds the real side. Add an objective downstream of it, such as Reconstruction, or freeze it if it should stay unchanged.`,
        expected: `training in ${names}`,
        received: 'no phase that trains it',
        fixes: [{ title: `Freeze ${nameOf(nodes, node.id)}`, edits: [{ edit: 'freeze', node: node.id }] }],
      },
    ]
  })
}

/** A generator that sees the real examples can simply copy them, unless another objective explains them through it. */
function copying(nodes: TypedNodes, game: TypedNode, objectives: readonly TypedNode[]): readonly Problem[] {
  const reading = readingOf(game)
  const judged = reading?.reading === 'adversarial' ? judgedBy({ nodes }, game, reading) : undefined
  const column = judged && readBy(nodes, generatedExample({ nodes }, judged))
  const isExplained = objectives.some((objective) => {
    const other = readingOf(objective)
    const of = other && explainedBy(nodes, objective, other)?.of
    return of !== undefined && of.column?.node === column?.node
  })
  if (!judged || !column || isExplained) return []
  const name = nameOfColumn(nodes, column)
  return [
    {
      severity: 'warning',
      code: 'fakes-read-x',
      node: game.node.id,
      message: `${nameOf(nodes, game.node.id)}: the fakes are computed from ${name} itself, the same examples that are used as real. Copying them wins the game, and there is nothing to sample. Generate the fakes from noise, or from other data.`,
      expected: 'fakes generated from noise',
      received: `fakes computed from ${name}`,
      fixes: [],
    },
  ]
}
