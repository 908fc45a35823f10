// An objective that is counted from where it stood at first. Its loss is the mean of sums over hundreds of elements, and
// rounding leaves of a loss of 500 nats nothing below 0.00003. Here every log-probability that the objective asks for, and
// every log-determinant that it is given, is taken less what it was for the same example the first time: constants, which
// change no slope, but what is left is small, so that the mean over the examples loses nothing.
import * as tf from '@tensorflow/tfjs-core'
import type { Procedure } from '../../../compiler/program/program.ts'
import type { Op, Ops } from '../../op-of.ts'
import { type CallContexts, compileProcedure } from '../../program/interpreter.ts'
import type { Model } from '../../program/model.ts'
import { asObjective } from '../../program/value-tensors.ts'

export interface ShiftedObjective {
  /** The first call sets from where it is counted; the same random numbers and examples are expected from then on. */
  loss(inputs: Readonly<Record<string, tf.Tensor | number>>, contexts: CallContexts): tf.Tensor
  /** What the rounding of what it is counted from leaves in the mean over the examples: a standard deviation. */
  rounding(): Promise<number>
  dispose(): void
}

export function shiftedObjective(model: Model, procedure: Procedure): ShiftedObjective {
  const first: tf.Tensor[] = []
  const { run } = compileProcedure(
    model.program,
    procedure,
    withShifts(model.ops, objectivesIn(procedure), first),
    model.parameters.variables,
  )
  return {
    loss: (inputs, contexts) => asObjective(run(inputs, contexts).outputs.objective, procedure.name).loss,
    rounding: async () => {
      let variance = 0
      for (const tensor of first)
        for (const value of await tensor.data()) variance += ((2 ** -25 * value) / tensor.size) ** 2
      return Math.sqrt(variance)
    },
    dispose: () => tf.dispose(first),
  }
}

const objectivesIn = ({ calls }: Procedure): ReadonlySet<string> =>
  new Set(
    calls.flatMap(({ target, outputs }) =>
      Object.values(outputs).some(({ signal }) => signal.signal === 'objective') ? [target] : [],
    ),
  )

function withShifts(ops: Ops, objectives: ReadonlySet<string>, first: tf.Tensor[]): Ops {
  return new Map([...ops].map(([kind, op]) => [kind, objectives.has(kind) ? withShift(op, first) : op]))
}

/** @param first what they were the first time, in the order in which the op comes by them; filled then. */
function withShift(op: Op, first: tf.Tensor[]): Op {
  return (inputs, ...rest) => {
    let asked = 0
    const shifted = (logs: tf.Tensor): tf.Tensor => {
      const before = first[asked] ?? tf.keep(tf.clone(logs))
      first[asked++] = before
      return tf.sub(logs, before)
    }
    const given = Object.entries(inputs).map(([port, value]) => {
      if (typeof value !== 'object') return [port, value] as const
      if ('family' in value) return [port, { ...value, logProb: (x: tf.Tensor) => shifted(value.logProb(x)) }] as const
      return [port, 'logDet' in value ? { ...value, logDet: shifted(value.logDet) } : value] as const
    })
    return op(Object.fromEntries(given), ...rest)
  }
}
