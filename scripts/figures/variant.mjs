// A template's graph with the changes that a figure is of.

/**
 * As in graph files.
 * @typedef {object} Graph
 * @property {readonly { id: string, params: Readonly<Record<string, unknown>> }[]} nodes
 * @property {readonly string[]} wires `node.port -> node.port`
 * @property {Readonly<Record<string, unknown>>} training
 * @property {{ nodes: Readonly<Record<string, unknown>> }} layout
 */

/**
 * @param {Graph} graph
 * @param {import('./figures-file.mjs').Variant} variant
 * @returns {Graph}
 * @throws Error where it names a node, a parameter or a setting that the graph does not have.
 */
export function variantOf(graph, { without = [], params = {}, training = {} }) {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  for (const id of [...without, ...Object.keys(params)])
    if (!nodes.has(id)) throw new Error(`There is no node "${id}"; there are ${[...nodes.keys()].join(', ')}.`)
  for (const [id, own] of Object.entries(params))
    for (const name of Object.keys(own))
      if (!Object.hasOwn(nodes.get(id)?.params ?? {}, name)) throw new Error(`Node "${id}" has no parameter "${name}".`)
  for (const name of Object.keys(training))
    if (!Object.hasOwn(graph.training, name)) throw new Error(`The graph has no setting "${name}" of training.`)
  const gone = new Set(without)
  return {
    ...graph,
    nodes: graph.nodes
      .filter(({ id }) => !gone.has(id))
      .map((node) => ({ ...node, params: { ...node.params, ...params[node.id] } })),
    wires: graph.wires.filter((wire) => !wire.split(' -> ').some((end) => gone.has(end.split('.')[0] ?? ''))),
    training: withoutNulls({ ...graph.training, ...training }),
    layout: { ...graph.layout, nodes: pick(graph.layout.nodes, (id) => !gone.has(id)) },
  }
}

/** @param {Readonly<Record<string, unknown>>} settings */
const withoutNulls = (settings) => pick(settings, (_, value) => value !== null)

/**
 * @param {Readonly<Record<string, unknown>>} entries
 * @param {(key: string, value: unknown) => boolean} isWanted
 */
const pick = (entries, isWanted) =>
  Object.fromEntries(Object.entries(entries).filter(([key, value]) => isWanted(key, value)))
