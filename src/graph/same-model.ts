// Whether two documents describe one model, which goes on from the same weights.
import type { GraphDocument, GraphNode, TrainingSettings } from './document.ts'

/** Same nodes and wires; titles, training settings and places on the canvas do not matter. */
export function describesTheSame(a: GraphDocument, b: GraphDocument): boolean {
  const nodesMatch = a.nodes === b.nodes || sameData(a.nodes.map(withoutTitle), b.nodes.map(withoutTitle))
  return nodesMatch && (a.wires === b.wires || sameData(a.wires, b.wires))
}

/** Same model and training settings; titles and places on the canvas do not matter to a run. */
export const trainsTheSame = (a: GraphDocument, b: GraphDocument): boolean =>
  describesTheSame(a, b) && sameTraining(a.training, b.training)

const sameTraining = (a: TrainingSettings, b: TrainingSettings) => a === b || sameData(a, b)

const withoutTitle = ({ title: _, ...node }: GraphNode) => node

/** Both sides were built by the same edits or the same parser, so key order is the same too. */
export const sameData = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
