// The inferred properties of each layer in a network's stack. A stack expands to a chain of calls, some of them inserted by
// the network itself, such as a flatten before a dense layer; a layer is matched with the next call of its kind.
import type { TypedCall, TypedNode } from '../../compiler/inference/typed-graph.ts'
import type { Definitions, NodeDefinition } from '../../graph/definition.ts'
import type { StackLayer } from '../../graph/fields.ts'
import { type Signal, sizeOf } from '../../graph/signals.ts'

export interface LayerReading {
  readonly output: Signal | undefined
  readonly parameterCount: number
}

/** For each layer; `undefined` where the node has not been inferred that far. */
export function readStack({ calls }: TypedNode, layers: readonly StackLayer[]): readonly (LayerReading | undefined)[] {
  const groups = groupByLayer(calls)
  let next = 0
  return layers.map((layer) => {
    const found = groups.findIndex((group, index) => index >= next && group[0]?.definition.kind === layer.kind)
    const group = groups[found]
    if (!group) return undefined
    next = found + 1
    return { output: group.at(-1)?.outputs.y, parameterCount: sum(group.map(weightsOf)) }
  })
}

/** A layer with an activation stands for two calls, `hidden1` and `hidden1/activation`. */
function groupByLayer(calls: readonly TypedCall[]): readonly (readonly TypedCall[])[] {
  const groups = new Map<string, TypedCall[]>()
  for (const call of calls) {
    const [name = ''] = call.path.split('/')
    const group = groups.get(name)
    if (group) group.push(call)
    else groups.set(name, [call])
  }
  return [...groups.values()]
}

const weightsOf = ({ weights }: TypedCall): number => sum(Object.values(weights).map(({ shape }) => sizeOf(shape)))

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Kinds that may stand in a stack: layers that take `x` alone and give `y`. */
export function stackableKinds(definitions: Definitions): readonly NodeDefinition[] {
  return [...definitions.values()].filter(
    ({ role, ports, inputs, outputs }) =>
      role === 'layer' && !ports && Object.keys(inputs).join() === 'x' && Object.keys(outputs).join() === 'y',
  )
}
