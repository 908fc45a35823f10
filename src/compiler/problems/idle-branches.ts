// Weights that no objective depends on: they are not part of the model, so they are not trained, counted or saved.
import type { Fix, Problem } from '../../graph/problems.ts'
import { listed, nameOf } from '../dependence/origins.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { nodesUpstreamOf, type TypedNodes } from '../readings/upstream.ts'

/** One problem for each branch, at the last of its nodes with weights. Branches that lead to a muted objective are not reported.
 * */
export function idleBranches(nodes: TypedNodes): readonly Problem[] {
  const drawn = [...nodes.values()].filter(({ definition }) => definition?.role === 'objective')
  const used = nodesUpstreamOf(nodes, drawn)
  const idle = new Map([...nodes].filter(([id, { active }]) => active && !used.has(id)))
  const weighty = [...idle.values()].filter(({ node, parameterCount }) => parameterCount > 0 && node.mode !== 'bypass')
  const before = nodesUpstreamOf(
    nodes,
    weighty.flatMap((typed) => sourcesOf(nodes, typed)),
  )
  return weighty
    .filter(({ node }) => !before.has(node.id))
    .map((last) => {
      const branch = nodesUpstreamOf(nodes, [last])
      const weights = weighty.filter(({ node }) => branch.has(node.id))
      const [isOrAre, these] = weights.length > 1 ? ['are', 'these nodes'] : ['is', 'this node']
      return {
        severity: 'warning',
        code: 'idle-branch',
        node: last.node.id,
        message: `${namesOf(nodes, weights)} ${isOrAre} not part of the model: no objective depends on ${these}, so the weights are not trained. Connect ${nameOf(nodes, last.node.id)} to a node that leads to an objective, or remove the branch.`,
        expected: 'a path to an objective',
        received: 'none',
        fixes: [removal(nodes, idle, last)],
      }
    })
}

/** Includes everything that depends on the branch, and excludes what another branch uses. */
function removal(nodes: TypedNodes, idle: TypedNodes, last: TypedNode): Fix {
  const after = downstream(idle, last)
  const own = nodesUpstreamOf(
    nodes,
    [...after].flatMap((id) => nodes.get(id) ?? []),
  )
  const others = nodesUpstreamOf(
    nodes,
    [...nodes.values()].filter(({ node }) => !own.has(node.id)),
  )
  const removed = [...idle.values()].filter(({ node }) => own.has(node.id) && !others.has(node.id))
  return {
    title: `Remove ${namesOf(nodes, removed)}`,
    edits: removed.map(({ node }) => ({ edit: 'removeNode', node: node.id, reconnect: false })),
  }
}

function downstream(idle: TypedNodes, first: TypedNode): ReadonlySet<string> {
  const seen = new Set([first.node.id])
  // Iteration over a set includes elements added meanwhile.
  for (const id of seen) {
    for (const [other, { links }] of idle) {
      if (Object.values(links).some(({ from }) => from.node === id)) seen.add(other)
    }
  }
  return seen
}

const sourcesOf = (nodes: TypedNodes, { links }: TypedNode): readonly TypedNode[] =>
  Object.values(links).flatMap(({ from }) => nodes.get(from.node) ?? [])

const namesOf = (nodes: TypedNodes, some: readonly TypedNode[]): string =>
  listed(
    some.map(({ node }) => nameOf(nodes, node.id)),
    3,
  )
