import { expect, test } from 'vitest'
import { readSafetensors, writeSafetensors } from '../engine/formats/safetensors.ts'
import { writeCheckpoint } from './checkpoint-file.ts'
import { readRunFile, type SavedRun, writeRunFile } from './run-file.ts'

const run: SavedRun = {
  graph: '{"title":"é \\" </script>"}\n',
  seed: 4294967295,
  backend: 'wasm',
  checkpoint: {
    step: 12,
    elapsed: 1.5,
    tensors: {
      'encoder/kernel': { shape: [2, 1], values: Float32Array.of(0.1, -3e-38) },
      '@optimiser/elbo/firstMoment/encoder/kernel': { shape: [2, 1], values: Float32Array.of(-0, 1e38) },
    },
  },
  curves: {
    train: [{ step: 12, phase: 'elbo', metrics: { loss: 0.1 + 0.2, kl: -1e-300 } }],
    validation: [{ step: 7, phase: 'elbo', metrics: { loss: Number.POSITIVE_INFINITY, kl: Number.NaN } }],
  },
}

test('a run is read as it was written, to the last bit', () => {
  expect(readRunFile(writeRunFile(run, '1.2.3'), 'run')).toEqual(run)
})

test('weights alone are not a run that can be resumed', () => {
  const weights = writeCheckpoint(run.checkpoint, '1.2.3')
  expect(() => readRunFile(weights, 'weights.safetensors')).toThrow(
    /^weights\.safetensors does not hold a training run that can be resumed: /,
  )
})

test('a damaged file is refused by its name', () => {
  const bytes = writeRunFile(run, '1')
  const at = bytes.findIndex((_, i) => new TextDecoder('latin1').decode(bytes.subarray(i, i + 5)) === 'train')
  bytes[at] = 'b'.charCodeAt(0)
  expect(() => readRunFile(bytes, 'run.safetensors')).toThrow(/^run\.safetensors is damaged: its checksum/)
})

test('curves of another form are refused by the name of the file', () => {
  const { tensors, metadata } = readSafetensors(writeRunFile(run, '1'), 'run')
  const broken = { ...metadata, curves: (metadata.curves ?? '').replace('train', 'trian') }
  expect(broken.curves).not.toBe(metadata.curves)
  const bytes = writeSafetensors({ tensors, metadata: broken })
  expect(() => readRunFile(bytes, 'run.safetensors')).toThrow(/^run\.safetensors does not hold a training run/)
})
