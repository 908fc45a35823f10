// Reads a graph as a model of its data. The objectives say which part each of their inputs plays; the readings here
// turn that into procedures.
import type { ObjectiveReading } from '../graph/reading.ts'
import { explainedBy, withClaim } from './claim.ts'
import type { Derivation } from './derivation.ts'
import { deriveAdversarial } from './derive-adversarial.ts'
import { deriveAutoregressive } from './derive-autoregressive.ts'
import { deriveFlow } from './derive-flow.ts'
import { deriveLatentVariable } from './derive-latent-variable.ts'
import { deriveReconstruction } from './derive-reconstruction.ts'
import type { FunctionTable } from './program-calls.ts'
import type { TypedGraph, TypedNode } from './typed-graph.ts'

/** An objective and one of the ways to read it. */
export interface ReadObjective<R extends ObjectiveReading['reading'] = ObjectiveReading['reading']> {
  readonly objective: TypedNode
  readonly reading: Extract<ObjectiveReading, { readonly reading: R }>
}

/** The same of any reading. */
type Read = Pick<ReadObjective, 'objective'> & { readonly reading: ObjectiveReading }

export function derive(typed: TypedGraph, objectives: readonly TypedNode[], functions: FunctionTable): Derivation {
  const found: { -readonly [R in ObjectiveReading['reading']]?: ReadObjective<R> } = {}
  for (const objective of ofDataFirst(typed, objectives)) {
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
        found.adversarial ??= { objective, reading }
        break
      case 'reconstruction':
        // An objective that explains a code or noise makes no autoencoder of the data.
        if (explainedBy(typed.nodes, objective, reading)?.noData === undefined)
          found.reconstruction ??= { objective, reading }
        break
      case undefined:
        break
    }
  }
  const { latentVariable, flow, autoregressive, adversarial, reconstruction } = found
  const claim = ({ objective, reading }: Read, derivation: Derivation) =>
    withClaim(typed.nodes, objective, reading, derivation)
  if (latentVariable) {
    const { objective, reading } = latentVariable
    return claim(latentVariable, deriveLatentVariable(typed, objective, reading, functions))
  }
  if (flow) return claim(flow, deriveFlow(typed, flow, functions))
  if (autoregressive) return claim(autoregressive, deriveAutoregressive(typed, autoregressive, functions))
  if (adversarial) return deriveAdversarial(typed, adversarial, reconstruction, functions)
  if (reconstruction) return deriveReconstruction(typed, reconstruction, functions)
  return {
    procedures: [],
    absent: [],
    density: { density: 'none', sentence: 'No objective of this graph describes a density of the data.' },
  }
}

const readingOf = ({ definition }: TypedNode): ObjectiveReading | undefined =>
  definition?.role === 'objective' ? definition.reading : undefined

/** Of several objectives of one reading, one that explains the data is read before one that explains something else. */
const ofDataFirst = (typed: TypedGraph, objectives: readonly TypedNode[]): readonly TypedNode[] =>
  objectives.toSorted((a, b) => Number(isOfNoData(typed, a)) - Number(isOfNoData(typed, b)))

function isOfNoData({ nodes }: TypedGraph, objective: TypedNode): boolean {
  const reading = readingOf(objective)
  return reading !== undefined && explainedBy(nodes, objective, reading)?.noData !== undefined
}
