// The network of a coupling as a chain of calls: the unchanged part, the layers, the read-out.
import type { Reference } from '../../../src/graph/definition.ts'
import type { StackLayer } from '../../../src/graph/fields.ts'
import { type FlowSignal, tensor } from '../../../src/graph/signals.ts'
import { addLayer, addStack, type LineEnd } from '../../networks/layer-stack.ts'
import { couplingCondition } from '../coupling-condition/coupling-condition.node.ts'
import { couplingOutput } from '../coupling-output/coupling-output.node.ts'
import { parameterShape } from './fields.ts'
import { type MaskName, partShapes } from './masks.ts'

interface CouplingSettings {
  readonly mask: MaskName
  readonly swap: boolean
  readonly coupling: 'affine' | 'additive'
  readonly layers: readonly StackLayer[]
}

/** @param from where the flow is read: before or after the coupling, since the unchanged part is the same. */
export function couplingNetwork(
  { mask, swap, coupling, layers }: CouplingSettings,
  { shape }: FlowSignal,
  from: 'x' | 'y' | Reference,
): LineEnd {
  const { kept, moving } = partShapes(mask, swap, shape)
  const start: LineEnd = {
    calls: [
      {
        name: 'condition',
        kind: couplingCondition.kind,
        params: { mask, swap },
        inputs: { x: typeof from === 'string' ? { input: from } : from },
      },
    ],
    end: { call: 'condition', port: 'h' },
    signal: tensor(kept),
  }
  const outputShape = parameterShape(moving, coupling)
  return addLayer(addStack(start, layers), 'output', couplingOutput.kind, { outputShape })
}
