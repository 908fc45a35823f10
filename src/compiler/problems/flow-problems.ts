// Problems of a flow as a whole, or of transforms between the data and a likelihood: whether all ends come from one start, each
// wire is used once, and every half of a split is counted.

import { type Endpoint, endpointKey } from '../../graph/document.ts'
import type { Problem } from '../../graph/problems.ts'
import { nameOf } from '../dependence/origins.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { flowStartProblems } from '../readings/flow-start.ts'
import { untouchedElements } from './untouched-elements.ts'

type Nodes = ReadonlyMap<string, TypedNode>

/** A flow traced back from the ports of an objective. */
interface Path {
  /** Tensors where it starts, in the order found. */
  readonly starts: readonly Endpoint[]
  /** Transforms on it, by node. */
  readonly transforms: ReadonlyMap<string, TypedNode>
  /** Used flow outputs, with the number of inputs that use each. */
  readonly taken: ReadonlyMap<string, number>
}

/** Problems of one objective that reads its graph as a flow, or whose observed x is transformed data. */
export function flowProblems(nodes: Nodes, objective: TypedNode): readonly Problem[] {
  const { definition } = objective
  const reading = definition?.role === 'objective' ? definition.reading : undefined
  if (reading?.reading === 'autoregressive' || reading?.reading === 'latentVariable')
    return observedProblems(nodes, objective, reading.observed)
  if (reading?.reading !== 'flow') return []
  const ports = reading.latents.filter((port) => objective.inputs[port]?.signal === 'flow')
  const path = followBack(nodes, objective, ports)
  const broken = [
    ...severalStarts(nodes, objective, path),
    ...forks(nodes, path),
    ...looseEnds(nodes, objective, reading.latents, path),
  ]
  if (broken.length) return broken
  const start = startOf(nodes, path)
  if (start.some(({ severity }) => severity === 'error')) return start
  return [...start, ...untouchedElements(nodes, objective, ports, [...path.transforms.values()])]
}

function observedProblems(nodes: Nodes, objective: TypedNode, observed: string): readonly Problem[] {
  const path = followBack(nodes, objective, [observed])
  const problems = [...looseEnds(nodes, objective, [], path), ...startOf(nodes, path)]
  return path.transforms.size ? problems : problems.filter(({ severity }) => severity === 'error')
}

function followBack(nodes: Nodes, objective: TypedNode, ports: readonly string[]): Path {
  const starts = new Map<string, Endpoint>()
  const transforms = new Map<string, TypedNode>()
  const taken = new Map<string, number>()
  const open = sourcesOf(objective, ports)
  for (let end = open.pop(); end; end = open.pop()) {
    const key = endpointKey(end)
    taken.set(key, (taken.get(key) ?? 0) + 1)
    const node = nodes.get(end.node)
    if (node?.outputs[end.port]?.signal !== 'flow') {
      starts.set(key, end)
      continue
    }
    if (transforms.has(end.node)) continue
    transforms.set(end.node, node)
    open.push(...sourcesOf(node, flowInputs(node)))
  }
  return { starts: [...starts.values()], transforms, taken }
}

const sourcesOf = ({ links }: TypedNode, ports: readonly string[]): Endpoint[] =>
  ports.flatMap((port) => links[port]?.from ?? [])

function startOf(nodes: Nodes, { starts: [start] }: Path): readonly Problem[] {
  return start ? flowStartProblems(nodes, start) : []
}

const flowInputs = (node: TypedNode): string[] =>
  Object.keys(node.inputs).filter((port) => node.inputs[port]?.signal === 'flow')

function severalStarts(nodes: Nodes, objective: TypedNode, { starts }: Path): Problem[] {
  if (starts.length < 2) return []
  const names = starts.map(({ node, port }) => `${nameOf(nodes, node)} (${port})`).join(' and ')
  return [
    {
      severity: 'error',
      code: 'flow-several-starts',
      node: objective.node.id,
      message: `${nameOf(nodes, objective.node.id)} is a density of one variable, but its flows start from several: ${names}.`,
      expected: 'one start',
      received: `${starts.length} starts`,
      fixes: [],
    },
  ]
}

/** An element on two paths would be counted twice. */
function forks(nodes: Nodes, { taken }: Path): Problem[] {
  return [...taken].flatMap(([key, count]): Problem[] => {
    if (count < 2) return []
    const [node = '', port = ''] = key.split('.')
    return [
      {
        severity: 'error',
        code: 'flow-forks',
        node,
        port,
        message: `The flow branches at the output "${port}" of ${nameOf(nodes, node)}, but every element must reach the objective along exactly one path. Use a Split to divide it.`,
        expected: 'one wire',
        received: `${count} wires`,
        fixes: [],
      },
    ]
  })
}

/** A transform output that reaches no end is missing from the density. */
function looseEnds(nodes: Nodes, objective: TypedNode, latents: readonly string[], path: Path): Problem[] {
  const free = latents.find((port) => !objective.links[port])
  return [...path.transforms].flatMap(([id, node]): Problem[] =>
    Object.entries(node.outputs)
      .filter(([port, signal]) => signal.signal === 'flow' && !path.taken.has(endpointKey({ node: id, port })))
      .map(([port]) => ({
        severity: 'error',
        code: 'flow-loose-end',
        node: id,
        port,
        message: `The output "${port}" of ${nameOf(nodes, id)} does not lead to ${nameOf(nodes, objective.node.id)}, so part of the data would be missing from its density.`,
        expected: 'a path to the objective',
        received: 'none',
        fixes: free
          ? [
              {
                title: `Connect it to ${free}`,
                edits: [{ edit: 'connect', from: { node: id, port }, to: { node: objective.node.id, port: free } }],
              },
            ]
          : [],
      })),
  )
}
