// The inputs z1, z2, ... of a flow's objective, up to eight: the next free one is always shown.
import type { Port, Ports } from '../../../src/graph/definition.ts'
import type { FlowSignal } from '../../../src/graph/signals.ts'

const port = (n: number) => ({ signal: 'flow', title: `z${n}`, help: 'An end of the flow.' }) as const
const optionalPort = (n: number) => ({ ...port(n), optional: true }) as const

export const flowEnds = {
  z1: port(1),
  z2: optionalPort(2),
  z3: optionalPort(3),
  z4: optionalPort(4),
  z5: optionalPort(5),
  z6: optionalPort(6),
  z7: optionalPort(7),
  z8: optionalPort(8),
} as const satisfies Ports

/** The required end, the connected ones, and one more once all of these are connected. */
export function shownEnds(connectedInputs: ReadonlySet<string>): Ports {
  const all: [string, Port][] = Object.entries(flowEnds)
  const lastConnected = all.findLastIndex(([name]) => connectedInputs.has(name))
  return Object.fromEntries(all.slice(0, Math.max(1, lastConnected + 2)))
}

interface FlowEnd {
  readonly name: string
  readonly signal: FlowSignal
}

/** The connected ends in the order of their names. */
export function connectedEnds(
  inputs: { readonly [name in keyof typeof flowEnds]: FlowSignal | undefined },
): readonly FlowEnd[] {
  return Object.keys(flowEnds).flatMap((name) => {
    const signal = inputs[name as keyof typeof flowEnds]
    return signal ? [{ name, signal }] : []
  })
}
