// What is wrong between the objectives of a graph: several that would be read as the model, weights that none of them
// trains or depends on, and games whose fakes know what they are to imitate.
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

/** @param objectives those that take part and are whole. */
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

/** The one that a graph is read by where it could be read by an objective of this reading. */
function readInstead(chosen: ChosenObjectives, reading: ObjectiveReading['reading']): TypedNode | undefined {
  const read = isLikelihood(reading) ? likelihoods.find((one) => chosen[one]) : reading
  return read && chosen[read]?.objective
}

/** Objectives that could be read as the model of the data where another one of the kind is. */
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
        message: `${own} is trained in each step, but a graph is read as one model: ${gives[readingOf(read)?.reading ?? reading]} come from ${others}. The numbers of ${own} are shown by its name.`,
        fixes: [],
      },
    ]
  })
}

/** Weights that something depends on and no phase trains. */
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
        message: `No phase trains ${nameOf(nodes, node.id)}: its weights stay as they start. The phases that use it are ${names}; a game trains its discriminator and what makes the fakes, nothing that makes only the real side. Give it an objective that it lies before, such as Reconstruction, or freeze it if it is to stay as it is.`,
        expected: `training in ${names}`,
        received: 'no phase that trains it',
        fixes: [{ title: `Freeze ${nameOf(nodes, node.id)}`, edits: [{ edit: 'freeze', node: node.id }] }],
      },
    ]
  })
}

/** A generator that sees the real examples has only to pass them on, unless another objective explains them through it. */
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
      message: `${nameOf(nodes, game.node.id)}: the fakes are computed from ${name} itself, the very examples that are shown as real. Passing them on wins the game, and there are no samples to draw. Make the fakes of noise, or of other data.`,
      expected: 'fakes made of noise',
      received: `fakes made of ${name}`,
      fixes: [],
    },
  ]
}
