// Whether a run fits into the memory that there is, said at the node that takes the most of it, before anything is allocated.
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import { inBytes } from '../../engine/text/in-bytes.ts'
import type { Problem } from '../../graph/problems.ts'
import { estimateMemory, type MemoryEstimate } from '../program/memory.ts'
import type { Program } from '../program/program.ts'

/** Bytes, and whose they are: `WebAssembly`, `this machine`. */
export interface MemoryBound {
  readonly bytes: number
  readonly of: string
}

export interface MemoryLimits {
  /** What a run cannot exceed. */
  readonly most: readonly MemoryBound[]
  /** What is there for everything that runs: half of it is a run's fair share. */
  readonly device?: MemoryBound | undefined
}

/** Addresses have 32 bits there. */
export const wasmMemory: MemoryBound = { bytes: 2 ** 32, of: 'WebAssembly' }

/** By which problems of this file are known. */
export const memoryCode = 'too-much-memory'

const fairShare = 0.5

/**
 * At most one: an error above what there can be, a warning above the device's share.
 * @throws Error naming the node whose data are not there.
 */
export function memoryProblems(
  program: Program,
  { most, device }: MemoryLimits,
  datasets: KnownDatasets,
): readonly Problem[] {
  const estimate = estimateMemory(program, datasets)
  const bounds = [...most].sort((a, b) => a.bytes - b.bytes)
  const bound = bounds.find(({ bytes }) => estimate.total > bytes)
  const share = device && { ...device, bytes: fairShare * device.bytes }
  if (bound) {
    const reason = `but ${bound.of} has ${inBytes(bound.bytes)}`
    return [problem('error', estimate, reason, bound.bytes, program)]
  }
  if (!share || estimate.total <= share.bytes) return []
  const reason = `more than half of the ${inBytes(device.bytes)} that ${device.of} has`
  return [problem('warning', estimate, reason, share.bytes, program)]
}

function problem(
  severity: 'error' | 'warning',
  estimate: MemoryEstimate,
  reason: string,
  bytes: number,
  { training }: Program,
): Problem {
  const { total, largest, weights, moments, gradients, activations } = estimate
  const { batchSize } = training
  const parts = `${inBytes(weights + moments + gradients)} for weights and what training remembers of them, ${inBytes(activations)} for a batch of ${batchSize}`
  const size = fittingBatch(estimate, bytes, batchSize)
  return {
    severity,
    code: memoryCode,
    node: largest.node,
    message: `A run would take about ${inBytes(total)}, ${reason}: ${parts}. This node takes the most, ${inBytes(largest.bytes)}.`,
    expected: `at most ${inBytes(bytes)}`,
    received: inBytes(total),
    fixes: size === undefined ? [] : [{ title: `Make batches of ${size}`, edits: [{ edit: 'setBatchSize', size }] }],
  }
}

/** The largest power of two with which a run fits, where there is one. */
function fittingBatch({ total, activations }: MemoryEstimate, bytes: number, batchSize: number): number | undefined {
  const room = ((bytes - (total - activations)) / activations) * batchSize
  return room >= 1 ? 2 ** Math.floor(Math.log2(room)) : undefined
}
