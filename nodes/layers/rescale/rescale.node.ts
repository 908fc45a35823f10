import { defineNode } from '../../../src/graph/define.ts'
import { real } from '../../../src/graph/fields.ts'
import type { JsonObject } from '../../../src/graph/json.ts'
import type { Fix } from '../../../src/graph/problems.ts'
import { isContinuous, tensor } from '../../../src/graph/signals.ts'

const bound = { min: -1e6, max: 1e6 }

export const rescale = defineNode({
  kind: 'layers/rescale',
  role: 'layer',
  family: 'layers',
  title: 'Rescale',
  version: 1,
  summary: 'Multiplies by a fixed number and adds another.',
  keywords: ['normalise', 'normalize', 'scale', 'shift', 'levels', 'affine'],
  fields: {
    scale: real({ title: 'Scale', help: 'Multiplies each element.', initial: 2 / 255, ...bound }),
    shift: real({ title: 'Shift', help: 'Added afterwards.', initial: -1, ...bound }),
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'Any tensor.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'The same shape.' } },
  // Discrete values stay discrete after an affine map.
  infer: ({ inputs: { x } }) => ({ outputs: { y: tensor(x.shape, isContinuous(x.range) ? 'real' : 'steps') } }),
  mixing: () => 'none',
  isIdentity: ({ scale, shift }) => scale === 1 && shift === 0,
  movesElements: true,
  asTransform: () => ({ title: 'Actnorm', kind: 'flows/actnorm', params: {} }),
  callParams: ['scale', 'shift'],
  isIncremental: true,
})

/** From the levels 0 to 255 to numbers from -1 to 1. */
export const levelsToUnit: JsonObject = { scale: 2 / 255, shift: -1 }

/** Offered where weights would receive levels up to 255, a hundred times larger than they are initialised for. */
export const insertRescale = (node: string, port: string): Fix => ({
  title: 'Insert Rescale to -1…1',
  edits: [{ edit: 'insertBefore', node, port, kind: rescale.kind, params: levelsToUnit, input: 'x', output: 'y' }],
})
