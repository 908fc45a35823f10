// What the laws give an op: what its definition declares, in the order of every op.
import type { PrimitiveDefinition, TransformDefinition } from '../src/graph/definition.ts'
import type { OpArgument } from '../src/runtime/op-of.ts'

type Computing = PrimitiveDefinition | TransformDefinition

interface Available {
  readonly inputs: OpArgument
  readonly weights: OpArgument
  readonly params: OpArgument
  readonly context: OpArgument
}

/** @param direction of a transform; backwards it is given no context. */
export function declaredArguments(
  definition: Computing,
  { inputs, weights, params, context }: Available,
  direction?: 'inverse',
): readonly OpArgument[] {
  const takesInputs = Object.keys(definition.inputs).length > 0 || 'takesCount' in definition
  return [
    ...(takesInputs ? [inputs] : []),
    ...(definition.weights || definition.state ? [weights] : []),
    ...(definition.callParams.length > 0 ? [params] : []),
    ...(definition.usesContext && direction !== 'inverse' ? [context] : []),
  ]
}
