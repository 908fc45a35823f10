// Reads a graph as a model of its data. The objectives say which part each of their inputs plays; the readings here
// turn that into procedures.
import type { ObjectiveReading } from '../graph/reading.ts'
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

export function derive(typed: TypedGraph, objectives: readonly TypedNode[], functions: FunctionTable): Derivation {
  const found: { -readonly [R in ObjectiveReading['reading']]?: ReadObjective<R> } = {}
  for (const objective of objectives) {
    const { definition } = objective
    const reading = definition?.role === 'objective' ? definition.reading : undefined
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
        found.reconstruction ??= { objective, reading }
        break
    }
  }
  const { latentVariable, flow, autoregressive, adversarial, reconstruction } = found
  if (latentVariable) return deriveLatentVariable(typed, latentVariable.objective, latentVariable.reading, functions)
  if (flow) return deriveFlow(typed, flow, functions)
  if (autoregressive) return deriveAutoregressive(typed, autoregressive, functions)
  if (adversarial) return deriveAdversarial(typed, adversarial, reconstruction, functions)
  if (reconstruction) return deriveReconstruction(typed, reconstruction, functions)
  return {
    procedures: [],
    absent: [],
    density: { density: 'none', sentence: 'No objective of this graph describes a density of the data.' },
  }
}
