import { describe, expect, test } from 'vitest'
import { emptyDocument } from '../../graph/document.ts'
import { toyDatasets } from '../../graph/toy-datasets.ts'
import { writeCheckpoint } from '../../protocol/checkpoint-file.ts'
import { writeFile } from '../../share/file.ts'
import { documentOf } from '../document/readings.ts'
import { toyKinds, toyStore } from '../fixtures/toy-kinds.ts'
import { openFile } from './files.ts'
import { createPageServices } from './page-services.ts'

const fileWith = (checkpoint: Uint8Array) =>
  new File([writeFile({ document: { ...emptyDocument, title: 'Kept' }, checkpoint })], 'kept.genloom')

describe('a file whose weights cannot be used', () => {
  const values = Float32Array.of(1, Number.NaN)

  test.each([
    [
      'invalid numbers',
      writeCheckpoint({ step: 3, elapsed: 1, tensors: { 'encoder/bias': { shape: [2], values } } }, '0.1.0'),
      'should hold finite numbers, but 1 of its 2 is not, the first NaN at place 1.',
    ],
    ['no safetensors', Uint8Array.of(1, 2, 3), 'kept.genloom is not a safetensors file: it holds 3 bytes.'],
  ])('opens its graph, and the user sees why: %s', async (_, checkpoint, reason) => {
    const store = toyStore({ openFile: createPageServices(toyKinds, toyDatasets).openFile })
    await openFile(store, fileWith(checkpoint))
    expect(documentOf(store.getState()).title).toBe('Kept')
    expect(store.getState().run.checkpoint).toBeNull()
    expect(store.getState().notices).toEqual([expect.objectContaining({ tone: 'error' })])
    const [notice] = store.getState().notices
    expect(notice?.message).toMatch(/^The graph was opened without the weights in this file\. kept\.genloom /)
    expect(notice?.message).toContain(reason)
  })
})
