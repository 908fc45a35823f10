import type { Culprit, Probe } from '../../engine/index.ts'
import type { Observer } from './interpreter.ts'
import { tensorsIn } from './value-tensors.ts'

/** Shows a probe what the calls of a procedure give. */
export function observerOf(probe: Probe): Observer {
  return (call, outputs) => {
    for (const [index, port] of Object.keys(call.outputs).entries()) {
      const value = outputs[index]
      if (value === undefined) continue
      for (const [part, tensor] of tensorsIn(value))
        probe(tensor, call.node, `${part ? `${part} of ` : ''}the output ${port} of ${call.name}`)
    }
  }
}

/** Of a model's tensors, the owner is a node. */
export const culpritInWords = ({ owner, what }: Culprit): string => `${what} at the node "${owner}"`
