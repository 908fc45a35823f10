// Reads a graph as a model of its data. The objectives declare the roles of their inputs; the readings here turn that into
// procedures.
import type { ObjectiveReading } from '../../graph/reading.ts'
import type { TypedGraph, TypedNode } from '../inference/typed-graph.ts'
import type { FunctionTable } from '../program/program-calls.ts'
import { chosenObjectives, type ReadObjective } from './chosen-objectives.ts'
import { withClaim } from './claim.ts'
import type { Derivation } from './derivation.ts'
import { deriveAdversarial } from './derive-adversarial.ts'
import { deriveAutoregressive } from './derive-autoregressive.ts'
import { deriveFlow } from './derive-flow.ts'
import { deriveLatentVariable } from './derive-latent-variable.ts'
import { deriveReconstruction } from './derive-reconstruction.ts'

/** An objective and its reading, whichever it is. */
type Read = Pick<ReadObjective, 'objective'> & { readonly reading: ObjectiveReading }

export function derive(typed: TypedGraph, objectives: readonly TypedNode[], functions: FunctionTable): Derivation {
  const { latentVariable, flow, autoregressive, adversarial, reconstruction } = chosenObjectives(
    typed.nodes,
    objectives,
  )
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
    density: { density: 'none', sentence: 'No objective of this graph defines a density of the data.' },
  }
}
