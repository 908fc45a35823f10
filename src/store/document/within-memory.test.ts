import { expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { readTemplate } from '../../../templates/index.ts'
import { inferGraph } from '../../compiler/inference/infer.ts'
import { wasmMemory } from '../../compiler/problems/memory-problems.ts'
import { applyFix } from '../../graph/apply-edit.ts'
import { moveNodes, setTraining } from '../../graph/edits.ts'
import { blockerOf } from '../run/run-readings.ts'
import { compilationOf } from './readings.ts'
import { withinMemory } from './within-memory.ts'

const limits = { most: [wasmMemory], device: undefined }

test('a batch that no run has the memory for blocks the run until it is made smaller', () => {
  const { document } = readTemplate('vae-conv', definitions)
  const small = withinMemory(inferGraph(document, definitions), limits)
  expect(blockerOf(small)).toBeNull()

  const infer = (changed: typeof document, before: typeof small) =>
    withinMemory(inferGraph(changed, definitions, before), limits)
  const large = infer(setTraining(document, { batchSize: 65_536 }), small)
  expect(blockerOf(large)).toBe('1 problem to fix first')
  const compilation = compilationOf({ typed: large })
  expect(compilation).toMatchObject({ problems: [{ code: 'too-much-memory', severity: 'error' }] })

  // Nothing is compiled again for a node that is only moved.
  const moved = infer(moveNodes(large.document, { digits: [1, 2] }), large)
  expect(compilationOf({ typed: moved })).toBe(compilation)

  const [fix] = large.problems.flatMap(({ fixes }) => fixes)
  if (!fix) throw new Error('There is no fix.')
  const mended = infer(applyFix(moved.document, fix, definitions), moved)
  expect(mended.problems).toEqual([])
  expect(compilationOf({ typed: mended })).toHaveProperty('program')
})
