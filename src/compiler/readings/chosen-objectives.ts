// Which objectives determine how a graph is read as a model of its data. Only one per reading; among games, one on codes comes
// before one on decoded codes.
import type { ObjectiveReading } from '../../graph/reading.ts'
import { areCodes, comparedCodes } from '../dependence/generated-example.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { behindBypass } from './behind-bypass.ts'
import { explainedBy } from './claim.ts'
import { judgedBy } from './critics.ts'
import { dependsOn, type TypedNodes } from './upstream.ts'

/** An objective and one of the ways to read it. */
export interface ReadObjective<R extends ObjectiveReading['reading'] = ObjectiveReading['reading']> {
  readonly objective: TypedNode
  readonly reading: Extract<ObjectiveReading, { readonly reading: R }>
}

export type ChosenObjectives = { readonly [R in ObjectiveReading['reading']]?: ReadObjective<R> }

export const readingOf = ({ definition }: TypedNode): ObjectiveReading | undefined =>
  definition?.role === 'objective' ? definition.reading : undefined

export function chosenObjectives(nodes: TypedNodes, objectives: readonly TypedNode[]): ChosenObjectives {
  const found: { -readonly [R in ObjectiveReading['reading']]?: ReadObjective<R> } = {}
  const games: ReadObjective<'adversarial'>[] = []
  for (const objective of ofDataIfAny(nodes, objectives)) {
    const reading = readingOf(objective)
    switch (reading?.reading) {
      case 'latentVariable':
        found.latentVariable ??= { objective, reading }
        break
      case 'flow':
        found.flow ??= { objective, reading }
        break
      case 'autoregressive':
        found.autoregressive ??= { objective, reading }
        break
      case 'adversarial':
        games.push({ objective, reading })
        break
      case 'reconstruction':
        // An objective that explains a code, noise or labels does not make an autoencoder of the data.
        if (isOfData(nodes, objective) && !isOfLabels(nodes, objective, reading))
          found.reconstruction ??= { objective, reading }
        break
      case undefined:
        break
    }
  }
  const { reconstruction } = found
  const adversarial = games.find((game) => reconstruction && isOnCodes(nodes, game, reconstruction)) ?? games[0]
  return { ...found, ...(adversarial && { adversarial }) }
}

/** An objective that explains a draw or a code is ignored unless there is no other. */
function ofDataIfAny(nodes: TypedNodes, objectives: readonly TypedNode[]): readonly TypedNode[] {
  const read = objectives.filter((objective) => readingOf(objective) !== undefined)
  const ofData = read.filter((objective) => isOfData(nodes, objective))
  return ofData.length ? ofData : read
}

export function isOfData(nodes: TypedNodes, objective: TypedNode): boolean {
  const reading = readingOf(objective)
  return reading === undefined || explainedBy(nodes, objective, reading)?.noData === undefined
}

const isOfLabels = (nodes: TypedNodes, objective: TypedNode, reading: ObjectiveReading): boolean =>
  explainedBy(nodes, objective, reading)?.of.column?.column === 'label'

/** Whether a game scores the codes through which a reconstruction describes the data. */
export function isOnCodes(
  nodes: TypedNodes,
  game: ReadObjective<'adversarial'>,
  { objective, reading }: ReadObjective<'reconstruction'>,
): boolean {
  const judged = judgedBy({ nodes }, game.objective, game.reading)
  const likelihood = behindBypass({ nodes }, objective.links[reading.likelihood]?.from)
  if (!judged || !likelihood || !areCodes(nodes, judged)) return false
  return dependsOn(nodes, likelihood, comparedCodes({ nodes }, judged).fake)
}
