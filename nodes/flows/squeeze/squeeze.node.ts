import { defineTransform } from '../../../src/graph/define.ts'
import { flow, sizeOf } from '../../../src/graph/signals.ts'
import { flowInput, flowOutput, notAnImageFlow } from '../flow-ports.ts'

export const squeeze = defineTransform({
  kind: 'flows/squeeze',
  role: 'transform',
  family: 'flows',
  title: 'Squeeze',
  version: 1,
  summary: 'Turns every 2 × 2 block of pixels into one pixel with four times the channels.',
  keywords: ['space to depth', 'multi-scale', 'realnvp', 'glow', 'downsample'],
  fields: {},
  inputs: flowInput,
  outputs: flowOutput,
  infer({ node, inputs: { x } }) {
    const [height, width, channels] = x.shape
    if (x.shape.length !== 3 || height === undefined || width === undefined || channels === undefined) {
      return { outputs: {}, problems: [notAnImageFlow('Squeeze', x.shape)] }
    }
    if (height % 2 === 0 && width % 2 === 0) {
      return { outputs: { y: flow([height / 2, width / 2, 4 * channels], x.range) } }
    }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'odd-size',
          port: 'x',
          message: `Squeeze needs an even height and width, but the flow is ${height} × ${width} pixels.`,
          expected: 'an even height and width',
          received: `${height} × ${width}`,
          fixes: [{ title: 'Remove Squeeze', edits: [{ edit: 'removeNode', node, reconnect: true }] }],
        },
      ],
    }
  },
  callParams: [],
  routing({ inputs: { x } }) {
    const [, width = 2, channels = 1] = x.shape
    const y = Array.from({ length: sizeOf(x.shape) }, (_, to) => {
      const channel = to % channels
      const corner = Math.floor(to / channels) % 4
      const pixel = Math.floor(to / (4 * channels))
      const row = 2 * Math.floor(pixel / (width / 2)) + (corner >> 1)
      const column = 2 * (pixel % (width / 2)) + (corner & 1)
      return { from: (row * width + column) * channels + channel, touched: false }
    })
    return { outputs: { y } }
  },
})
