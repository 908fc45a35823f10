// A handful of node kinds for tests of the layers below `nodes/`.
import { defineNode, defineSource } from './define.ts'
import type { Definitions, NodeDefinition } from './definition.ts'
import { integer, real } from './fields.ts'
import { optimiserFields, readOptimiser } from './optimiser.ts'
import { describeShape, tensor } from './signals.ts'

export const toyData = defineSource({
  kind: 'data/toy',
  role: 'source',
  family: 'data',
  title: 'Toy data',
  version: 1,
  summary: 'Vectors of a given length.',
  fields: { length: integer({ title: 'Length', help: 'Elements of a vector.', initial: 4, min: 1, max: 64 }) },
  inputs: {},
  outputs: { x: { signal: 'tensor', title: 'x', help: 'A vector.' } },
  infer: ({ params }) => ({ outputs: { x: tensor([params.length]) } }),
  data: (params) => ({ dataset: 'toy', columns: { x: 'example' }, options: { length: params.length } }),
})

export const toyScale = defineNode({
  kind: 'layers/toy-scale',
  role: 'layer',
  family: 'layers',
  title: 'Scale',
  version: 3,
  summary: 'Multiplies each element by a learned number; refuses vectors longer than its limit.',
  fields: {
    limit: integer({ title: 'Limit', help: 'Longest vector it takes.', initial: 8, min: 1, max: 64 }),
    start: real({ title: 'Start', help: 'First value of the scale.', initial: 1, min: -10, max: 10 }),
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'A vector.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'The same shape.' } },
  infer({ node, params, inputs }) {
    const size = inputs.x.shape[0] ?? 0
    if (size <= params.limit) return { outputs: { y: tensor(inputs.x.shape) } }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'too-long',
          port: 'x',
          message: `Scale takes at most ${params.limit} elements, but x is ${describeShape(inputs.x.shape)}.`,
          fixes: [{ title: 'Raise the limit', edits: [{ edit: 'setParam', node, field: 'limit', value: size }] }],
        },
      ],
    }
  },
  weights: (params, { x }) => ({
    scale: { shape: x.shape, initialiser: { initialiser: 'constant', value: params.start } },
  }),
  callParams: [],
  multiplyAdds: (_params, { x }) => x.shape[0] ?? 0,
  migrations: [
    { name: 'limit was called max', up: ({ max, ...rest }) => ({ ...rest, limit: max ?? 8 }) },
    { name: 'start was given in percent', up: (params) => ({ ...params, start: Number(params.start ?? 100) / 100 }) },
  ],
})

export const toyObjective = defineNode({
  kind: 'objectives/toy',
  role: 'objective',
  family: 'objectives',
  title: 'Toy objective',
  version: 1,
  summary: 'The mean square of a vector.',
  fields: optimiserFields,
  inputs: { x: { signal: 'tensor', title: 'x', help: 'A vector.' } },
  outputs: { objective: { signal: 'objective', title: 'objective', help: 'To minimise.' } },
  infer: () => ({ outputs: { objective: { signal: 'objective', terms: ['square'] } } }),
  callParams: [],
  optimiser: readOptimiser,
})

export const toyDefinitions: Definitions = new Map<string, NodeDefinition>(
  [toyData, toyScale, toyObjective].map((definition) => [definition.kind, definition]),
)
