import { defineTransform } from '../../../src/graph/define.ts'
import type { Expansion } from '../../../src/graph/definition.ts'
import { choice } from '../../../src/graph/fields.ts'
import { type FlowSignal, flow } from '../../../src/graph/signals.ts'
import { checkContinuous } from '../continuous.ts'
import { coupling } from '../coupling/coupling.node.ts'
import { movedElements, partShapes, squeezeFirst } from '../coupling/masks.ts'
import { couplingNetwork } from '../coupling/network.ts'
import { channelsOf, flowInput } from '../flow-ports.ts'

export const split = defineTransform({
  kind: 'flows/split',
  role: 'transform',
  family: 'flows',
  title: 'Split',
  version: 1,
  summary: 'Passes on half of the channels and sends the other half straight to the base density.',
  keywords: ['factor out', 'multi-scale', 'level', 'realnvp', 'glow'],
  fields: {
    prior: choice({
      title: 'Prior of z',
      help: 'Learned: z is first normalised by a mean and standard deviation that a small network computes from y, as in Glow.',
      initial: 'base',
      choices: [
        { value: 'base', title: 'The base density' },
        { value: 'learned', title: 'Learned, given y' },
      ],
    }),
  },
  inputs: flowInput,
  outputs: {
    y: {
      signal: 'flow',
      title: 'y',
      help: 'The first half of the channels, with the log-determinant accumulated so far.',
    },
    z: { signal: 'flow', title: 'z', help: 'The second half; connect it to the objective.' },
  },
  /** A Gaussian prior of z given y is an affine coupling that normalises z, before a split under the base density. */
  expand({ params, inputs: { x } }) {
    if (params.prior === 'base' || (channelsOf(x.shape) ?? 1) < 2) return null
    const { calls, end } = couplingNetwork({ ...priorOf(x), layers: [] }, x, 'x')
    const normalise = {
      name: 'prior',
      kind: coupling.kind,
      params: priorOf(x),
      inputs: { x: { input: 'x' }, parameters: end },
    } as const
    const rest = {
      name: '',
      kind: 'flows/split',
      params: { prior: 'base' },
      inputs: { x: { call: 'prior', port: 'y' } },
    } as const
    return { calls: [...calls, normalise, rest], outputs: { y: { call: '', port: 'y' }, z: { call: '', port: 'z' } } }
  },
  expandInverse({ params, inputs: { x } }): Expansion | null {
    if (params.prior === 'base') return null
    const joined = {
      name: '',
      kind: 'flows/split',
      params: { prior: 'base' },
      inputs: { y: { input: 'y' }, z: { input: 'z' } },
      direction: 'inverse',
    } as const
    const { calls, end } = couplingNetwork({ ...priorOf(x), layers: [] }, x, { call: '', port: 'x' })
    const restore = {
      name: 'prior',
      kind: coupling.kind,
      params: priorOf(x),
      inputs: { y: { call: '', port: 'x' }, parameters: end },
      direction: 'inverse',
    } as const
    return { calls: [joined, ...calls, restore], outputs: { x: { call: 'prior', port: 'x' } } }
  },
  infer({ node, inputs: { x } }) {
    if ((channelsOf(x.shape) ?? 1) > 1) {
      const { kept, moving } = partShapes('halves', false, x.shape)
      return { outputs: { y: flow(kept), z: flow(moving) }, problems: checkContinuous(node, 'Split', x) }
    }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'nothing-to-part',
          port: 'x',
          message: 'Split needs at least two channels, one for each half.',
          expected: 'at least two channels',
          received: `${channelsOf(x.shape) ?? 0}`,
          fixes: x.shape.length === 3 ? squeezeFirst(node, x.shape) : [],
        },
      ],
    }
  },
  callParams: [],
  routing({ params, inputs: { x } }) {
    const elements = movedElements('halves', false, x.shape)
    const half = (second: boolean) =>
      elements
        .filter(({ touched }) => touched === second)
        .map(({ from }) => ({ from, touched: second && params.prior === 'learned' }))
    return { outputs: { y: half(false), z: half(true) } }
  },
})

const priorOf = ({ shape }: FlowSignal) =>
  ({ mask: shape.length === 3 ? 'channel' : 'halves', swap: false, coupling: 'affine', scale: 'tanh' }) as const
