// Whether a changed graph is still what the run trains, and whether a checkpoint still fits it.
import type { Phase, Program } from '../../compiler/program.ts'
import type { GraphDocument, GraphNode, TrainingSettings } from '../../graph/document.ts'
import type { Checkpoint } from '../../runtime/protocol.ts'

/** Same nodes, wires and training settings; titles and places on the canvas do not matter to a run. */
export function trainsTheSame(a: GraphDocument, b: GraphDocument): boolean {
  const nodesMatch = a.nodes === b.nodes || sameData(a.nodes.map(withoutTitle), b.nodes.map(withoutTitle))
  return nodesMatch && (a.wires === b.wires || sameData(a.wires, b.wires)) && sameTraining(a.training, b.training)
}

const withoutTitle = ({ title: _, ...node }: GraphNode) => node
const sameTraining = (a: TrainingSettings, b: TrainingSettings) => a === b || sameData(a, b)

/** Both sides were built by the same edits or the same parser, so key order is the same too. */
const sameData = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Same parameters, trained by the same kind of optimiser: a checkpoint of one program goes on in the other. */
export function sharesCheckpoints(a: Program, b: Program): boolean {
  return sameData(a.parameters.map(identity), b.parameters.map(identity)) && sameData(trained(a), trained(b))
}

const identity = ({ name, shape, trainable }: Program['parameters'][number]) => [name, shape, trainable]
const trained = (program: Program) =>
  program.phases.map(({ procedure, trains, optimiser }: Phase) => [procedure, trains, optimiser.optimiser])

/** A value of the right shape for each of the program's parameters: those of a file may be anything. */
export const fitsParameters = ({ tensors }: Checkpoint, { parameters }: Program): boolean =>
  parameters.every(({ name, shape }) => Object.hasOwn(tensors, name) && sameData(tensors[name]?.shape, shape))
