// Inputs x1, x2, ... of a node that joins up to eight tensors: the next free one is always shown.
import type { Port, Ports } from '../../src/graph/definition.ts'
import type { TensorSignal } from '../../src/graph/signals.ts'

const port = (n: number) => ({ signal: 'tensor', title: `x${n}`, help: 'A tensor to join.' }) as const
const optionalPort = (n: number) => ({ ...port(n), optional: true }) as const

export const growingInputs = {
  x1: port(1),
  x2: port(2),
  x3: optionalPort(3),
  x4: optionalPort(4),
  x5: optionalPort(5),
  x6: optionalPort(6),
  x7: optionalPort(7),
  x8: optionalPort(8),
} as const satisfies Ports

/** The two required inputs, the connected ones, and one free input. */
export function shownInputs(connectedInputs: ReadonlySet<string>): Ports {
  const all: [string, Port][] = Object.entries(growingInputs)
  const lastConnected = all.findLastIndex(([name]) => connectedInputs.has(name))
  return Object.fromEntries(all.slice(0, Math.max(2, lastConnected + 2)))
}

interface JoinedInput {
  readonly name: string
  readonly signal: TensorSignal
}

/** The connected inputs in the order of their names. */
export function joinedInputs(
  inputs: {
    readonly [name in keyof typeof growingInputs]: TensorSignal | undefined
  },
): JoinedInput[] {
  return Object.keys(growingInputs).flatMap((name) => {
    const signal = inputs[name as keyof typeof growingInputs]
    return signal ? [{ name, signal }] : []
  })
}
