// The memory that a run of a Program needs, computed from shapes alone without allocating anything.
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import { rememberedPerWeight } from '../../graph/optimiser.ts'
import { sizeOf } from '../../graph/signals.ts'
import { factsOf } from '../problems/data-problems.ts'
import {
  type Call,
  type DataUse,
  findProcedure,
  type Phase,
  type Program,
  type ProgramValue,
  type ValueName,
} from './program.ts'

/** Bytes. */
export interface MemoryEstimate {
  readonly weights: number
  /** Optimiser state. */
  readonly moments: number
  readonly gradients: number
  /** Activations of the forward and backward pass, in the phase with the most. */
  readonly activations: number
  /** The datasets in memory. */
  readonly data: number
  readonly total: number
  /** The node that uses the most, and its share of the total. */
  readonly largest: { readonly node: string; readonly bytes: number }
  /** The largest tensor. */
  readonly tensor: { readonly node: string; readonly bytes: number }
}

const bytesOfNumber = 4
/** Tensors of its output's size that a call holds at the peak of a step: its output, values saved for its gradient, and the
 * gradient itself. Measured on all templates.
 */
const tensorsPerCall = 4

/** @throws Error naming the node whose data does not exist. */
export function estimateMemory(program: Program, datasets: KnownDatasets): MemoryEstimate {
  const { parameters, phases } = program
  const byNode = new Map<string, number>()
  let tensor = { node: '', bytes: 0 }
  const count = (node: string, numbers: number, times = 1) => {
    const bytes = numbers * bytesOfNumber
    if (bytes > tensor.bytes) tensor = { node, bytes }
    byNode.set(node, (byNode.get(node) ?? 0) + bytes * times)
    return bytes * times
  }
  const specs = new Map(parameters.map((spec) => [spec.name, { node: spec.node, size: sizeOf(spec.shape) }]))
  const sum = (bytes: Iterable<number>) => [...bytes].reduce((total, one) => total + one, 0)
  const weights = sum([...specs.values()].map(({ node, size }) => count(node, size)))
  const ofTrained = (times: (phase: Phase) => number) =>
    sum(
      phases.flatMap((phase) =>
        phase.trains.map((name) => {
          const { node = phase.node, size = 0 } = specs.get(name) ?? {}
          return count(node, size, times(phase))
        }),
      ),
    )
  const moments = ofTrained(({ optimiser }) => rememberedPerWeight[optimiser.optimiser])
  const gradients = ofTrained(() => 1)
  const heaviest = phases
    .map((phase) => activationsOf(program, phase))
    .reduce((most, one) => (sum(one.values()) > sum(most.values()) ? one : most), new Map<string, number>())
  const activations = sum([...heaviest].map(([node, numbers]) => count(node, numbers, tensorsPerCall)))
  const data = sum(program.data.map((use) => bytesOfData(use, datasets)))
  const total = weights + moments + gradients + activations + data
  const [node = '', bytes = 0] = [...byNode].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0])
  return { weights, moments, gradients, activations, data, total, largest: { node, bytes }, tensor }
}

function bytesOfData(use: DataUse, datasets: KnownDatasets): number {
  const { element, sizes } = factsOf(use, datasets)
  const examples = sizes.train + sizes.validation + sizes.test
  return examples * sizeOf(use.shape) * (element.kind === 'byte' ? 1 : bytesOfNumber)
}

/** Numbers by node: the output of each call, or for a reduction, its input. */
function activationsOf(program: Program, { procedure: name }: Phase): Map<string, number> {
  const { batchSize } = program.training
  const byNode = new Map<string, number>()
  const functions = new Map(program.functions.map((one) => [one.name, one]))
  const visit = (calls: readonly Call[], inputs: readonly ProgramValue[]) => {
    const sizes = new Map<ValueName, number>(inputs.map((value) => [value.name, numbersOf(value)]))
    for (const call of calls) {
      const outputs = Object.values(call.outputs)
      for (const output of outputs) sizes.set(output.name, numbersOf(output))
      switch (call.call) {
        case 'function': {
          const callee = functions.get(call.target)
          if (callee) visit(callee.calls, callee.inputs)
          break
        }
        case 'op':
        case 'operation': {
          const given = Object.values(call.inputs).map((value) => sizes.get(value) ?? 0)
          const made = outputs.reduce((sum, output) => sum + numbersOf(output), 0)
          const numbers = batchSize * Math.max(made, ...given)
          byNode.set(call.node, (byNode.get(call.node) ?? 0) + numbers)
          break
        }
        default:
          call satisfies never
      }
    }
  }
  const procedure = findProcedure(program, name)
  if (procedure) visit(procedure.calls, procedure.inputs)
  return byNode
}

/** For one example. A distribution consists of tensors that are counted where they are computed. */
const numbersOf = ({ signal }: ProgramValue): number =>
  signal.signal === 'tensor' || signal.signal === 'flow' ? sizeOf(signal.shape) : 0
