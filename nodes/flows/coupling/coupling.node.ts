import { defineTransform } from '../../../src/graph/define.ts'
import { layerStack, type ParamsOf } from '../../../src/graph/fields.ts'
import { flow, sizeOf } from '../../../src/graph/signals.ts'
import { dense } from '../../layers/dense/dense.node.ts'
import { checkContinuous } from '../continuous.ts'
import { flowInput, flowOutput } from '../flow-ports.ts'
import { couplingFields } from './fields.ts'
import { checkMask, movedElements, partShapes } from './masks.ts'
import { couplingNetwork } from './network.ts'

const parameters = {
  signal: 'tensor',
  title: 'parameters',
  help: 'Shift and scale of the moving part, from the network.',
  optional: true,
} as const

export const coupling = defineTransform({
  kind: 'flows/coupling',
  role: 'transform',
  family: 'flows',
  title: 'Coupling',
  version: 1,
  summary: 'Keeps one part of the flow and moves the other as a network of the kept part says.',
  keywords: ['nice', 'realnvp', 'real nvp', 'glow', 'affine', 'additive', 'normalizing flow', 'normalising flow'],
  fields: {
    ...couplingFields,
    layers: layerStack({
      title: 'Layers',
      help: 'The network between the kept part and its read-out. Convolutions keep images images; a dense layer flattens them.',
      initial: [
        { kind: dense.kind, params: { units: 64, activation: 'relu' } },
        { kind: dense.kind, params: { units: 64, activation: 'relu' } },
      ],
    }),
  },
  inputs: { ...flowInput, parameters },
  outputs: flowOutput,
  ports: () => ({ inputs: flowInput, outputs: flowOutput }),
  /** With its parameters it stands for itself; without, for the network that gives them and itself. */
  expand({ node, params, inputs }) {
    if (inputs.parameters) return null
    const problems = [...checkContinuous(node, 'Coupling', inputs.x), ...checkMask(node, params.mask, inputs.x.shape)]
    if (problems.length) return { problems }
    const { calls, end } = couplingNetwork(params, inputs.x, 'x')
    return {
      calls: [...calls, { ...itself(params), inputs: { x: { input: 'x' }, parameters: end } }],
      outputs: { y: { call: '', port: 'y' } },
    }
  },
  /** The kept part is the same behind the coupling as before it, and so is what the network says. */
  expandInverse({ params, inputs: { x, parameters: given } }) {
    if (given) return null
    const { calls, end } = couplingNetwork(params, x, 'y')
    const inputs = { y: { input: 'y' }, parameters: end }
    const backwards = { ...itself(params), inputs, direction: 'inverse' } as const
    return { calls: [...calls, backwards], outputs: { x: { call: '', port: 'x' } } }
  },
  infer: ({ inputs: { x } }) => ({ outputs: { y: flow(x.shape) } }),
  weights({ mask, swap, coupling: form, scale }, { x }) {
    if (form === 'additive' || scale === 'sigmoid') return {}
    const channels = partShapes(mask, swap, x.shape).moving.at(-1) ?? 1
    return { bound: { shape: [channels], initialiser: { initialiser: 'ones' } } }
  },
  callParams: ['mask', 'swap', 'coupling', 'scale'],
  multiplyAdds: ({ mask, swap }, { x }) => sizeOf(partShapes(mask, swap, x.shape).moving),
  routing({ node, params: { mask, swap }, inputs: { x } }) {
    return {
      outputs: { y: movedElements(mask, swap, x.shape) },
      alternative: {
        title: `Turn swap ${swap ? 'off' : 'on'}`,
        edits: [{ edit: 'setParam', node, field: 'swap', value: !swap }],
      },
    }
  },
})

/** The call in which a coupling stands for itself; the layers are spent. */
const itself = ({ mask, swap, coupling: form, scale }: ParamsOf<typeof couplingFields>) => ({
  name: '',
  kind: 'flows/coupling',
  params: { mask, swap, coupling: form, scale },
})
