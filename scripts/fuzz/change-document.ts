// Changes of a document that a file could hold although no one would draw them. Each leaves what the file form allows in shape:
// what it does not allow is made by `spoil-json.ts`.
import type { Definitions } from '../../src/graph/definition.ts'
import { offeredKinds } from '../../src/graph/definitions-of.ts'
import { endpointKey, type GraphDocument, type GraphNode, type Wire } from '../../src/graph/document.ts'
import { addNode, createNode, freeId, removeItems } from '../../src/graph/edits.ts'
import { isArray, type Json, type JsonObject } from '../../src/graph/json.ts'
import type { Chance } from './chance.ts'
import { grow } from './grow.ts'
import { controlValue, hostileJson, hostileNames, hostileText, nested } from './hostile.ts'

export type Change = (document: GraphDocument, chance: Chance, definitions: Definitions) => GraphDocument

const randomKind = (chance: Chance, definitions: Definitions) => chance.pick([...definitions.values()])

const anyNode = (document: GraphDocument, chance: Chance) => chance.maybe(document.nodes)

const changeNode = (document: GraphDocument, chance: Chance, change: (node: GraphNode) => GraphNode): GraphDocument => {
  const chosen = anyNode(document, chance)
  return { ...document, nodes: document.nodes.map((node) => (node === chosen ? change(node) : node)) }
}

const addAnyNode: Change = (document, chance, definitions) =>
  addNode(document, createNode(document, randomKind(chance, definitions)), [chance.below(900), chance.below(900)])

const dropNode: Change = (document, chance) => removeItems(document, new Set([anyNode(document, chance)?.id ?? '']))

const duplicateNode: Change = (document, chance) => {
  const node = anyNode(document, chance)
  if (!node) return document
  const id = freeId(document, node.id)
  const wires = document.wires
    .filter(({ to }) => to.node === node.id)
    .map(({ from, to }): Wire => ({ from, to: { node: id, port: to.port } }))
  const copied = { ...document, wires: [...document.wires, ...wires] }
  return addNode(copied, { ...node, id }, [0, 0])
}

/** Its wires and places go along. */
const renameNode: Change = (document, chance) => {
  const node = anyNode(document, chance)
  const id = chance.pick(hostileNames)
  if (!node || [...document.nodes, ...document.frames, ...document.notes].some((item) => item.id === id))
    return document
  const renamed = (old: string) => (old === node.id ? id : old)
  const { [node.id]: place, ...places } = document.layout.nodes
  return {
    ...document,
    nodes: document.nodes.map((one) => (one === node ? { ...one, id } : one)),
    wires: document.wires.map(({ from, to }) => ({
      from: { ...from, node: renamed(from.node) },
      to: { ...to, node: renamed(to.node) },
    })),
    layout: { ...document.layout, nodes: place ? { ...places, [id]: place } : places },
  }
}

const portOf = (node: GraphNode, side: 'inputs' | 'outputs', chance: Chance, definitions: Definitions): string => {
  const known = Object.keys(definitions.get(node.kind)?.[side] ?? {})
  return known.length > 0 && chance.happens(0.8) ? chance.pick(known) : chance.pick([...hostileNames, 'x', 'x2', 'y'])
}

const wireAnywhere: Change = (document, chance, definitions) => {
  const [from, to] = [anyNode(document, chance), anyNode(document, chance)]
  if (!from || !to) return document
  const end = { node: to.id, port: portOf(to, 'inputs', chance, definitions) }
  const others = document.wires.filter((wire) => endpointKey(wire.to) !== endpointKey(end))
  const start = { node: from.id, port: portOf(from, 'outputs', chance, definitions) }
  return { ...document, wires: [...others, { from: start, to: end }] }
}

const dropWire: Change = (document, chance) => {
  const chosen = chance.maybe(document.wires)
  return { ...document, wires: document.wires.filter((wire) => wire !== chosen) }
}

const swapSources: Change = (document, chance) => {
  const [a, b] = chance.some(document.wires, 2)
  if (!a || !b) return document
  const wires = document.wires.map((wire) => {
    if (wire === a) return { ...a, from: b.from }
    return wire === b ? { ...b, from: a.from } : wire
  })
  return { ...document, wires }
}

const setChosenParam: Change = (document, chance, definitions) =>
  changeNode(document, chance, (node) => {
    const field = chance.maybe(Object.entries(definitions.get(node.kind)?.fields ?? {}))
    if (!field) return node
    const [name, { form }] = field
    const value = form.control === 'layers' ? anyStack(chance, definitions) : controlValue(form, chance)
    return { ...node, params: { ...node.params, [name]: value } }
  })

const setHostileParam: Change = (document, chance) =>
  changeNode(document, chance, (node) => {
    const name = chance.pick([...Object.keys(node.params), ...hostileNames])
    return { ...node, params: { ...node.params, [name]: hostileJson(chance) } }
  })

const nestParam: Change = (document, chance) =>
  changeNode(document, chance, (node) => {
    const name = chance.pick([...Object.keys(node.params), 'deep'])
    return { ...node, params: { ...node.params, [name]: nested(chance.between(1, 40), chance.happens(0.5)) } }
  })

const dropParam: Change = (document, chance) =>
  changeNode(document, chance, (node) => {
    const dropped = chance.maybe(Object.keys(node.params))
    return { ...node, params: Object.fromEntries(Object.entries(node.params).filter(([name]) => name !== dropped)) }
  })

/** Layers of any kind whatever, stacks within stacks among them. */
function anyStack(chance: Chance, definitions: Definitions, depth = 2): Json {
  return Array.from({ length: chance.between(0, 4) }, (): JsonObject => {
    const { kind, fields } = randomKind(chance, definitions)
    const params = Object.entries(fields)
      .filter(() => chance.happens(0.4))
      .map(([name, { form }]): [string, Json] => [
        name,
        form.control === 'layers' && depth > 0 ? anyStack(chance, definitions, depth - 1) : controlValue(form, chance),
      ])
    return { kind: chance.happens(0.9) ? kind : hostileText(chance).slice(0, 80), params: Object.fromEntries(params) }
  })
}

/** A layer of a stack, changed as a node's parameter would be. */
const changeLayer: Change = (document, chance, definitions) =>
  changeNode(document, chance, (node) => {
    const { layers } = node.params
    if (!isArray(layers)) return node
    const extra = anyStack(chance, definitions)
    const at = chance.below(layers.length + 1)
    const added = isArray(extra) ? extra : []
    return { ...node, params: { ...node.params, layers: [...layers.slice(0, at), ...added, ...layers.slice(at + 1)] } }
  })

const changeKind: Change = (document, chance, definitions) =>
  changeNode(document, chance, (node) => {
    const { kind, version } = randomKind(chance, definitions)
    return chance.weighted<GraphNode>([
      [5, { ...node, kind, version }],
      [1, { ...node, kind: hostileText(chance).slice(0, 80) }],
      [1, { ...node, version: chance.between(1, 1000) }],
    ])
  })

const setState: Change = (document, chance) =>
  changeNode(document, chance, ({ mode: _mode, frozen: _frozen, ...node }) =>
    chance.pick<GraphNode>([{ ...node, mode: 'bypass' }, { ...node, mode: 'mute' }, { ...node, frozen: true }, node]),
  )

const setTitle: Change = (document, chance) =>
  chance.happens(0.3)
    ? { ...document, title: hostileText(chance).slice(0, 200) }
    : changeNode(document, chance, (node) => ({ ...node, title: hostileText(chance).slice(0, 200) }))

const shuffleNodes: Change = (document, chance) => ({
  ...document,
  nodes: chance.some(document.nodes, document.nodes.length),
})

const loseLayout: Change = (document, chance) => {
  const kept = Object.entries(document.layout.nodes).filter(() => chance.happens(0.5))
  return { ...document, layout: { ...document.layout, nodes: Object.fromEntries(kept) } }
}

/** Positions of missing items, and positions far away. */
const strayLayout: Change = (document, chance) => ({
  ...document,
  layout: {
    nodes: { ...document.layout.nodes, [chance.pick(hostileNames)]: [chance.pick([-1e6, 0, 1e6]), 0.1] },
    frames: { [chance.pick(hostileNames)]: [0, 0, -1, 1e6] },
    notes: { [chance.pick(hostileNames)]: [0, 0, 0, 0] },
    wires: { [`${chance.pick(hostileNames)}.x`]: [[1, 2]] },
  },
})

const annotate: Change = (document, chance) => {
  const members = chance.some(document.nodes, 3).map(({ id }) => id)
  const frame = { id: freeId(document, 'frame'), title: hostileText(chance).slice(0, 200), nodes: [...members, 'gone'] }
  const framed = { ...document, frames: [...document.frames, frame] }
  return { ...framed, notes: [...framed.notes, { id: freeId(framed, 'note'), text: hostileText(chance) }] }
}

const setTraining: Change = (document, chance) => ({
  ...document,
  training: {
    seed: chance.pick([0, 1, 0xffffffff]),
    batchSize: chance.pick([1, 2, 128, 65_536]),
    budget: {
      unit: chance.pick<'steps' | 'epochs' | 'seconds'>(['steps', 'epochs', 'seconds']),
      amount: chance.pick([0.001, 1, 10, 1e9]),
    },
    ...chance.pick([{}, { schedule: 'linear' as const }, { schedule: 'cosine' as const }]),
  },
})

const growMore: Change = (document, chance, definitions) =>
  grow(document, chance.pick(offeredKinds(definitions)), chance, definitions)

const changes: readonly (readonly [weight: number, change: Change])[] = [
  [3, addAnyNode],
  [6, growMore],
  [4, dropNode],
  [3, duplicateNode],
  [4, renameNode],
  [8, wireAnywhere],
  [4, dropWire],
  [4, swapSources],
  [10, setChosenParam],
  [4, setHostileParam],
  [1, nestParam],
  [3, dropParam],
  [5, changeLayer],
  [3, changeKind],
  [6, setState],
  [3, setTitle],
  [3, shuffleNodes],
  [2, loseLayout],
  [2, strayLayout],
  [2, annotate],
  [2, setTraining],
]

export function changeSome(document: GraphDocument, times: number, chance: Chance, definitions: Definitions) {
  let changed = document
  for (let i = 0; i < times; i++) changed = chance.weighted(changes)(changed, chance, definitions)
  return changed
}
