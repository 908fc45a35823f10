// Training wants memory for gradients, moments and a batch; whatever else is done with a model, only for its weights.
import { expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { readTemplate } from '../../../templates/index.ts'
import { setParam, setTraining } from '../../graph/edits.ts'
import { requireProgram } from '../graphs/describe-graph.ts'
import { requireMemory, requireRoomForWeights } from './memory-limits.ts'

const { document } = readTemplate('vae', definitions)

test('a batch too large for training does not affect a model that is only run', () => {
  const program = requireProgram(setTraining(document, { batchSize: 1_000_000 }))
  expect(() => requireMemory(program, 'wasm')).toThrow(/too large to be trained here on wasm/)
  expect(() => requireRoomForWeights(program, 'wasm')).not.toThrow()
})

test('weights that no memory has room for are refused with their bytes', () => {
  const layers = [{ kind: 'layers/dense', params: { units: 1e9, activation: 'relu' } }]
  const program = requireProgram(setParam(document, 'encoder', 'layers', layers))
  // 784 inputs and a bias, and 20 means and 20 log-variances, for each of the units.
  expect(() => requireRoomForWeights(program, 'wasm')).toThrow(/alone take 3\.3 TB, but WebAssembly has 4\.29 GB/)
})
