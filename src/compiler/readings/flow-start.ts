// Problems of a flow's start: a tensor is the start of a flow, so any layer between the data and the start is missing from the
// density.

import type { Endpoint } from '../../graph/document.ts'
import type { Fix, Problem } from '../../graph/problems.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { endpointsBehind, type TypedNodes } from './upstream.ts'

/** `start` is the tensor that a flow takes. */
export function flowStartProblems(nodes: TypedNodes, start: Endpoint): readonly Problem[] {
  const behind = endpointsBehind(nodes, start)
  const node = nodes.get(start.node)
  if (!node) return []
  const place = { node: start.node, port: start.port }
  const fixes = instead(node)
  const isInside = behind.some(({ node: id, port }) => nodes.get(id)?.outputs[port]?.signal === 'flow')
  if (isInside)
    return [
      {
        ...place,
        severity: 'error',
        code: 'layer-in-flow',
        message: `${titleOf(node)} lies inside the flow, but is not a transform: its log-determinant and those before it would be missing from the density.`,
        expected: 'a transform',
        received: titleOf(node),
        fixes,
      },
    ]
  const trained = behind
    .map(({ node: id }) => nodes.get(id))
    .find((typed) => typed && typed.parameterCount > 0 && !typed.node.frozen)
  if (trained)
    return [
      {
        ...place,
        severity: 'warning',
        code: 'flow-starts-late',
        message: `The flow starts after ${titleOf(trained)}, which is trained: the density is not one of the data, and training can increase it without bound by shrinking its input.`,
        fixes: [],
      },
    ]
  const layer = behind.map(({ node: id }) => nodes.get(id)).find((typed) => typed && changesVolume(typed))
  if (!layer) return []
  return [
    {
      ...place,
      severity: 'warning',
      code: 'flow-starts-late',
      message: `The flow starts after ${titleOf(layer)}, which is not a transform: the density is one of its output, not of the data.`,
      fixes: layer === node ? fixes : [],
    },
  ]
}

const changesVolume = ({ definition, links, passes }: TypedNode): boolean =>
  definition !== undefined &&
  !definition.keepsElements &&
  Object.keys(links).length > 0 &&
  Object.keys(passes).length === 0

/** Replaces a layer by the matching transform for all its readers; a bypassed layer can be removed. */
function instead({ node, definition, params, inputs, outputs, links, passes }: TypedNode): Fix[] {
  const [port, ...more] = Object.keys(links)
  if (port === undefined || more.length || !definition) return []
  const remove = { edit: 'removeNode', node: node.id, reconnect: true } as const
  const name = titleOf({ node, definition })
  if (Object.keys(passes).length) return [{ title: `Remove ${name} from the flow`, edits: [remove] }]
  // A layer without outputs lacks an input, so nothing is known about it.
  if (Object.keys(outputs).length === 0) return []
  const transform = definition.asTransform?.({ node: node.id, params, inputs })
  if (!transform) return []
  const { title, ...kind } = transform
  const insert = { edit: 'insertBefore', node: node.id, port, ...kind, input: 'x', output: 'y' } as const
  return [{ title: `Use ${title} instead of ${name}`, edits: [insert, remove] }]
}
