import { defineTransform } from '../../../src/graph/define.ts'
import { choice, integer } from '../../../src/graph/fields.ts'
import { flow, sizeOf } from '../../../src/graph/signals.ts'
import { checkContinuous } from '../continuous.ts'
import { channelsOf, flowInput, flowOutput, noFlowAxis } from '../flow-ports.ts'
import { permutedElements } from '../permutation/permutation.node.ts'

/** A larger matrix would cost more than the network around it, in every training step and every sample. */
const mostChannels = 1024

export const invertibleConvolution = defineTransform({
  kind: 'flows/invertible-convolution',
  role: 'transform',
  family: 'flows',
  title: 'Invertible 1×1 conv',
  version: 1,
  summary: 'A learned invertible matrix over the channels of every pixel, or over the elements of a vector.',
  keywords: ['glow', '1x1', 'convolution', 'linear', 'lu', 'rotation', 'mix', 'permutation', 'dense'],
  fields: {
    start: choice({
      title: 'Initialised as',
      help: 'A rotation mixes all channels from the first step. A permutation leaves channels intact, so that the couplings start on pixels, and learns to mix them.',
      initial: 'rotation',
      choices: [
        { value: 'rotation', title: 'A random rotation' },
        { value: 'permutation', title: 'A random permutation' },
      ],
    }),
    seed: integer({
      title: 'Seed',
      help: 'Random seed of the initial rotation or permutation. A different seed for each layer mixes better.',
      initial: 1,
      min: 0,
      max: 4_294_967_295,
    }),
  },
  inputs: flowInput,
  outputs: flowOutput,
  infer({ node, inputs: { x } }) {
    const channels = channelsOf(x.shape)
    if (channels === undefined) return { outputs: {}, problems: [noFlowAxis('Invertible 1×1 conv')] }
    if (channels <= mostChannels) {
      return { outputs: { y: flow(x.shape) }, problems: checkContinuous(node, 'Invertible 1×1 conv', x) }
    }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'too-many-channels',
          port: 'x',
          message: `Invertible 1×1 conv: its matrix over ${channels} channels would be too large.`,
          expected: `at most ${mostChannels} channels`,
          received: `${channels} channels`,
        },
      ],
    }
  },
  weights(_params, { x }) {
    const size = channelsOf(x.shape) ?? 1
    const zeros = { initialiser: 'zeros' } as const
    return {
      lower: { shape: [size, size], initialiser: zeros },
      upper: { shape: [size, size], initialiser: zeros },
      logScale: { shape: [size], initialiser: zeros },
    }
  },
  callParams: ['start', 'seed'],
  multiplyAdds: (_params, { x }) => 2 * sizeOf(x.shape) * (channelsOf(x.shape) ?? 1),
  /** A frozen layer that starts as a permutation stays one. */
  routing({ params: { start, seed }, inputs: { x }, frozen }) {
    if (frozen && start === 'permutation') return { outputs: { y: permutedElements(seed, x.shape) } }
    const isMixed = (channelsOf(x.shape) ?? 1) > 1
    return { outputs: { y: Array.from({ length: sizeOf(x.shape) }, (_, from) => ({ from, touched: isMixed })) } }
  },
})
