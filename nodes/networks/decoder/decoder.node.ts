import { defineNetwork } from '../../../src/graph/define.ts'
import { grantingLine, lineToData, lineToDataFields } from '../line-to-data.ts'

export const decoder = defineNetwork({
  kind: 'networks/decoder',
  role: 'network',
  family: 'networks',
  title: 'Decoder',
  version: 1,
  summary: 'A stack of layers from the latent to data: logits or means, unbounded real numbers.',
  keywords: ['generator', 'generative network', 'likelihood', 'stack', 'mlp', 'deconvolution'],
  fields: lineToDataFields,
  inputs: { z: { signal: 'tensor', title: 'z', help: 'The latent.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'Logits or means, in the output shape.' } },
  expand({ node, params, inputs: { z } }) {
    const line = lineToData(node, 'decoder', z, params)
    return 'problems' in line ? line : { calls: line.calls, outputs: { y: line.end } }
  },
  granting: grantingLine,
})
