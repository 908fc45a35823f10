// The repeated part of an autoregressive sampler: a straight-line sequence of ops from the current sample to the likelihood, and
// one draw. Incremental ops let a runtime avoid repeating all of it for each element.
import type { JsonObject } from '../../graph/json.ts'
import type { Shape } from '../../graph/signals.ts'
import { type FlatCall, flatten } from '../program/flatten.ts'
import type { Procedure, Program, ValueName } from '../program/program.ts'
import { isOperation } from '../program/read-call.ts'

export interface LineStep {
  readonly kind: string
  /** Its op can be evaluated a few elements at a time. */
  readonly isIncremental: boolean
  readonly node: string
  readonly inputs: Readonly<Record<string, ValueName>>
  readonly weights: Readonly<Record<string, string>>
  readonly params: JsonObject
  readonly output: ValueName
  /** For one example. */
  readonly shape: Shape
}

export interface ProgramLine {
  readonly observed: ValueName
  readonly shape: Shape
  readonly steps: readonly LineStep[]
  readonly likelihood: ValueName
  /** Names the random numbers of the draw. */
  readonly stream: string
}

/** @returns undefined if the procedure is not the repeated draw of one tensor, or an op has more than one output. */
export function samplingLine(program: Program, procedure: Procedure): ProgramLine | undefined {
  const [input, ...moreInputs] = procedure.inputs
  if (!procedure.repeat || input?.signal.signal !== 'tensor' || moreInputs.length > 0) return undefined
  const { calls, outputs } = flatten(program, procedure)
  const output = outputs[procedure.repeat.carries[input.name] ?? '']
  const draw = calls.find((call) => Object.values(call.outputs).some((value) => value === output))
  const likelihood = draw?.inputs.p
  // Anything computed from the draw is not part of the sequence.
  const before = draw ? calls.slice(0, calls.indexOf(draw)) : []
  if (!draw || !isOperation(draw.call, 'math/draw') || likelihood === undefined) return undefined
  const steps: LineStep[] = []
  for (const call of before) {
    const step = stepOf(call)
    if (!step) return undefined
    steps.push(step)
  }
  return { observed: input.name, shape: input.signal.shape, steps, likelihood, stream: draw.stream }
}

/** The compiler's own operations are not incremental, so if one lies in between there is no such sequence. */
function stepOf({ call, inputs, outputs }: FlatCall): LineStep | undefined {
  switch (call.call) {
    case 'op': {
      const [[port = '', output] = [], ...more] = Object.entries(outputs)
      const signal = call.outputs[port]?.signal
      if (output === undefined || more.length > 0 || call.functions || !signal || !('shape' in signal)) return undefined
      if (signal.shape === 'any') return undefined
      const { target: kind, node, weights, params, isIncremental = false } = call
      return { kind, isIncremental, node, inputs, weights, params, output, shape: signal.shape }
    }
    case 'operation':
      return undefined
    default:
      return call satisfies never
  }
}
