// A training run as one safetensors file, from which it can go on: the checkpoint's tensors, and in the metadata the graph,
// the seed, the backend and the curves so far. Exported projects read it as a run of theirs.
import * as v from 'valibot'
import { readSafetensors, writeSafetensors } from '../engine/formats/safetensors.ts'
import type { Checkpoint, CurvePoint } from '../engine/index.ts'
import { checkpointMetadata, readCheckpoint } from './checkpoint-file.ts'

export interface SavedRun {
  /** The text of the graph file with the settings of this run. */
  readonly graph: string
  readonly seed: number
  /** The backend that computed it: only there does it resume bit for bit. */
  readonly backend: 'webgpu' | 'wasm' | 'cpu'
  readonly checkpoint: Checkpoint
  readonly curves: SavedCurves
}

export interface SavedCurves {
  readonly train: readonly CurvePoint[]
  readonly validation: readonly CurvePoint[]
}

// A metric on the validation split may be infinite, for which JSON has no number.
const metric = v.union([v.number(), v.pipe(v.picklist(['NaN', 'Infinity', '-Infinity']), v.transform(Number))])
const points = v.array(v.object({ step: v.number(), phase: v.string(), metrics: v.record(v.string(), metric) }))
const described = v.object({
  graph: v.string(),
  seed: v.pipe(v.string(), v.digits(), v.transform(Number)),
  backend: v.picklist(['webgpu', 'wasm', 'cpu']),
  curves: v.pipe(v.string(), v.parseJson(), v.object({ train: points, validation: points })),
})

/** @param version of Genloom. */
export function writeRunFile(
  { graph, seed, backend, checkpoint, curves }: SavedRun,
  version: string,
): Uint8Array<ArrayBuffer> {
  return writeSafetensors({
    tensors: checkpoint.tensors,
    metadata: {
      ...checkpointMetadata(checkpoint, version),
      graph,
      seed: String(seed),
      backend,
      curves: JSON.stringify(curves, (_, value: unknown) =>
        typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
      ),
    },
  })
}

/** @throws Error naming the file when it is damaged, or holds weights alone. */
export function readRunFile(bytes: Uint8Array, file: string): SavedRun {
  const checkpoint = readCheckpoint(bytes, file)
  const result = v.safeParse(described, readSafetensors(bytes, file).metadata)
  if (result.success) return { ...result.output, checkpoint }
  const [{ message }] = result.issues
  throw new Error(`${file} does not hold a training run that can be resumed: ${message}`)
}
