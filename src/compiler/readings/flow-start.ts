// What is wrong with where a flow starts: a tensor is the start of a flow, so whatever lies between the data and there is
// missing from the density.

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
        message: `${titleOf(node)} lies inside the flow, but is no transform: what happens to volume there and before would be missing from the density.`,
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
        message: `The flow starts behind ${titleOf(trained)}, which is trained: the density is not one of the data, and training can raise it without bound by shrinking what it sees.`,
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
      message: `The flow starts behind ${titleOf(layer)}, which is no transform: the density is one of what comes from there, not one of the data.`,
      fixes: layer === node ? fixes : [],
    },
  ]
}

const changesVolume = ({ definition, links, passes }: TypedNode): boolean =>
  definition !== undefined &&
  !definition.keepsElements &&
  Object.keys(links).length > 0 &&
  Object.keys(passes).length === 0

/** The transform that a layer stands for takes its place, for all who read it; a bypassed layer may as well go. */
function instead({ node, definition, params, inputs, outputs, links, passes }: TypedNode): Fix[] {
  const [port, ...more] = Object.keys(links)
  if (port === undefined || more.length || !definition) return []
  const remove = { edit: 'removeNode', node: node.id, reconnect: true } as const
  const name = titleOf({ node, definition })
  if (Object.keys(passes).length) return [{ title: `Take ${name} out of the flow`, edits: [remove] }]
  // A layer that gives nothing lacks an input, and so can say nothing of itself.
  if (Object.keys(outputs).length === 0) return []
  const transform = definition.asTransform?.({ node: node.id, params, inputs })
  if (!transform) return []
  const { title, ...kind } = transform
  const insert = { edit: 'insertBefore', node: node.id, port, ...kind, input: 'x', output: 'y' } as const
  return [{ title: `Use ${title} instead of ${name}`, edits: [insert, remove] }]
}
