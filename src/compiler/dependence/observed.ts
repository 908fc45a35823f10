// The observed variable of an objective: a column of the data, up to transforms with a log-determinant and layers that only
// rearrange elements; or a weightless function of the data; or no data.
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import { type ElementRange, sizeOf, type TensorSignal } from '../../graph/signals.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import type { ObservedValue } from '../program/program.ts'
import { behindBypass } from '../readings/behind-bypass.ts'
import { dataPath } from '../readings/data-path.ts'
import { endpointsBehind, type TypedNodes } from '../readings/upstream.ts'
import { columnAt, columnsAmong, isDraw, nameOf, nameOfOutput } from './origins.ts'

export interface Observed {
  /** The name of the variable of its likelihood. */
  readonly of: ObservedValue
  /** The range of its elements. */
  readonly range: ElementRange
  /** Why a likelihood of it is not one of the data; absent if it is. */
  readonly noData?: string
  /** All values that it is computed from, including itself: each carries information about it. */
  readonly made: ReadonlySet<string>
}

/** `undefined` if nothing is connected, or it is not a tensor. */
export function observedAt(nodes: TypedNodes, end: Endpoint | undefined): Observed | undefined {
  const here = behindBypass({ nodes }, end)
  const start = here && behindBypass({ nodes }, dataPath({ nodes }, here)?.start ?? here)
  const signal = start && nodes.get(start.node)?.outputs[start.port]
  if (!here || !start || signal?.signal !== 'tensor') return undefined
  const behind = endpointsBehind(nodes, start)
  const noData = whyNoData(nodes, start, behind)
  const columns = columnsAmong(nodes, behind)
  return {
    of: describe(nodes, start, signal),
    range: signal.range,
    ...(noData !== undefined && { noData }),
    made: new Set([...endpointsBehind(nodes, here), ...twins(nodes, columns)].map(endpointKey)),
  }
}

function describe(nodes: TypedNodes, start: Endpoint, { shape }: TensorSignal): ObservedValue {
  const plain = withoutArranging(nodes, start)
  const node = nodes.get(plain.node)
  const column = columnAt(node, plain.port)
  const facts = { dimensions: sizeOf(shape) }
  return column === undefined
    ? { variable: nameOfOutput(nodes, plain), ...facts }
    : { variable: nameOfColumn(nodes, plain), column: { node: plain.node, column }, ...facts }
}

/** `x`, or `x of Digits` if there are several data nodes. */
export function nameOfColumn(nodes: TypedNodes, column: Endpoint): string {
  const sources = [...nodes.values()].filter(({ definition }) => definition?.role === 'source')
  const title = nodes.get(column.node)?.ports.outputs[column.port]?.title ?? column.port
  return sources.length > 1 ? nameOfOutput(nodes, column) : title
}

/** The output before layers that only rearrange elements, such as Flatten. */
export function withoutArranging(nodes: TypedNodes, end: Endpoint): Endpoint {
  const here = behindBypass({ nodes }, end)
  const node = here && nodes.get(here.node)
  const [only, ...more] = Object.values(node?.links ?? {})
  if (!node?.definition?.keepsElements || !only || more.length) return here ?? end
  return withoutArranging(nodes, only.from)
}

function whyNoData(nodes: TypedNodes, start: Endpoint, behind: readonly Endpoint[]): string | undefined {
  const name = nameOfOutput(nodes, start)
  const draw = behind.find((endpoint) => isDraw(nodes, endpoint))
  if (draw) return draw === start ? `${name} is a draw of the model` : `${name} is computed from a draw of the model`
  if (columnsAmong(nodes, behind).length === 0) return `${name} is not data`
  const trained = behind.map(({ node }) => nodes.get(node)).find((node) => node && isTrained(node))
  return trained && `${name} is computed with the trained weights of ${nameOf(nodes, trained.node.id)}`
}

const isTrained = ({ parameterCount, node }: TypedNode): boolean =>
  parameterCount > 0 && !node.frozen && node.mode !== 'bypass'

/** The same examples from other data nodes: reading those is equivalent to reading these. */
function twins(nodes: TypedNodes, columns: readonly Endpoint[]): readonly Endpoint[] {
  const datasets = new Set(
    columns.flatMap(({ node, port }) => (columnAt(nodes.get(node), port) === 'example' ? datasetOf(nodes, node) : [])),
  )
  return [...nodes.values()].flatMap(({ node, outputs }) =>
    datasetOf(nodes, node.id).some((dataset) => datasets.has(dataset))
      ? Object.keys(outputs).flatMap((port) =>
          columnAt(nodes.get(node.id), port) === 'example' ? [{ node: node.id, port }] : [],
        )
      : [],
  )
}

/** The dataset without its parameters, such as the size of images. */
function datasetOf(nodes: TypedNodes, id: string): readonly string[] {
  const { definition, params } = nodes.get(id) ?? {}
  if (definition?.role !== 'source' || !params) return []
  return definition.data(params).dataset.split('?').slice(0, 1)
}
