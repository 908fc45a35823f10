import { defineNode } from '../../../src/graph/define.ts'
import type { PortProblem } from '../../../src/graph/problems.ts'
import {
  describeShape,
  type ElementRange,
  isContinuous,
  type Shape,
  sameShape,
  tensor,
} from '../../../src/graph/signals.ts'
import { insertFlatten } from '../flatten/flatten.node.ts'
import { growingInputs, joinedInputs, shownInputs } from '../growing-inputs.ts'

const outputs = { y: { signal: 'tensor', title: 'y', help: 'All inputs, concatenated in order.' } } as const

export const concat = defineNode({
  kind: 'layers/concat',
  role: 'layer',
  family: 'layers',
  title: 'Concat',
  version: 1,
  summary: 'Joins tensors along their last axis.',
  keywords: ['concatenate', 'join', 'merge', 'condition', 'stack'],
  fields: {},
  inputs: growingInputs,
  outputs,
  ports: (_params, connectedInputs) => ({ inputs: shownInputs(connectedInputs), outputs }),
  infer({ node, inputs }) {
    const joined = joinedInputs(inputs)
    const leading = inputs.x1.shape.slice(0, -1)
    const problems = joined
      .filter(({ signal }) => signal.shape.length === 0 || !fits(signal.shape, inputs.x1.shape))
      .map(({ name, signal }) => mismatch(node, name, signal.shape, inputs.x1.shape))
    if (problems.length) return { outputs: {}, problems }
    const last = joined.reduce((sum, { signal }) => sum + (signal.shape.at(-1) ?? 0), 0)
    const range = joined.map(({ signal }) => signal.range).reduce(joinRanges)
    return { outputs: { y: tensor([...leading, last], range) } }
  },
  mixing: ({ inputs: { x1 } }) => (x1.shape.length > 1 ? 'channels' : 'all'),
  callParams: [],
  isIncremental: true,
})

const fits = (a: Shape, b: Shape): boolean => a.length === b.length && sameShape(a.slice(0, -1), b.slice(0, -1))

/** The smallest range that contains both. */
function joinRanges(a: ElementRange, b: ElementRange): ElementRange {
  if (a === b) return a
  const shares: readonly ElementRange[] = ['binary', 'grey256', 'unit']
  const larger = Math.max(shares.indexOf(a), shares.indexOf(b))
  if (shares.includes(a) && shares.includes(b)) return shares[larger] ?? 'unit'
  return isContinuous(a) || isContinuous(b) ? 'real' : 'steps'
}

function mismatch(node: string, name: string, shape: Shape, first: Shape): PortProblem {
  const tooDeep = shape.length > 1 ? name : 'x1'
  const canFlatten = shape.length !== first.length && Math.max(shape.length, first.length) > 1
  return {
    severity: 'error',
    code: 'shape-mismatch',
    port: name,
    message:
      shape.length === 0
        ? `Concat joins along the last axis, but ${name} is a scalar and has none.`
        : `Concat takes tensors that differ in their last axis only: x1 is ${describeShape(first)}, but ${name} is ${describeShape(shape)}.`,
    expected: first.length ? describeShape([...first.slice(0, -1), shape.at(-1) ?? 1]) : 'at least one axis',
    received: describeShape(shape),
    fixes: canFlatten ? [insertFlatten(node, tooDeep)] : [],
  }
}
