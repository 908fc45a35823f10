// A walk of edits through the editor's store, as a person in a hurry might make them; then taken back and made again.

import { builtInDatasets } from '../../src/engine/data/built-in-datasets.ts'
import type { Definitions } from '../../src/graph/definition.ts'
import { offeredKinds } from '../../src/graph/definitions-of.ts'
import type { Endpoint, GraphDocument } from '../../src/graph/document.ts'
import { writeDocument } from '../../src/graph/document-file.ts'
import * as edits from '../../src/graph/edits.ts'
import { cutFragment, pasteFragment } from '../../src/graph/fragment.ts'
import { commandOf } from '../../src/store/commands/all-commands.ts'
import { runCommand } from '../../src/store/commands/command.ts'
import { addNewNode } from '../../src/store/document/add-node.ts'
import { layOut } from '../../src/store/document/auto-layout.ts'
import { readFragment, writeFragment } from '../../src/store/document/clipboard.ts'
import { meaningOf } from '../../src/store/document/document-meaning.ts'
import { sizeOf } from '../../src/store/document/node-sizes.ts'
import { documentOf, insertionPorts } from '../../src/store/document/readings.ts'
import { createEditorStore, type EditorStore } from '../../src/store/store.ts'
import type { Chance } from './chance.ts'
import { Fault } from './guard.ts'
import { controlValue, hostileJson, hostileText } from './hostile.ts'

type Step = (store: EditorStore, chance: Chance) => void

const none = () => Promise.reject(new Error('A walk leaves the page alone.'))
const services = {
  makeLink: none,
  saveFile: none,
  pickFile: none,
  openFile: none,
  exportProject: none,
  exportPicture: none,
}

function openStore(document: GraphDocument, definitions: Definitions): EditorStore {
  const store = createEditorStore({ definitions, datasets: builtInDatasets, services })
  store.getState().openDocument(document)
  return store
}

const present = (store: EditorStore) => documentOf(store.getState())

const someIds = (store: EditorStore, chance: Chance): readonly string[] => {
  const { nodes, frames, notes } = present(store)
  return chance.some([...nodes, ...frames, ...notes], chance.between(1, 3)).map(({ id }) => id)
}

/** A command on some things that are selected. */
const command =
  (id: string): Step =>
  (store, chance) => {
    store.getState().select(someIds(store, chance))
    runCommand(commandOf(id), store)
  }

const anEnd = (store: EditorStore, side: 'inputs' | 'outputs', chance: Chance): Endpoint | undefined =>
  chance.maybe(
    [...store.getState().typed.nodes.values()].flatMap(({ node, ports }) =>
      Object.keys(ports[side]).map((port) => ({ node: node.id, port })),
    ),
  )

const connect: Step = (store, chance) => {
  const [from, to] = [anEnd(store, 'outputs', chance), anEnd(store, 'inputs', chance)]
  if (from && to) store.getState().edit((document) => edits.connect(document, from, to))
}

const disconnect: Step = (store, chance) => {
  const wire = chance.maybe(present(store).wires)
  if (wire) store.getState().edit((document) => edits.disconnect(document, wire.to))
}

const dragWire: Step = (store, chance) => {
  const side = chance.pick(['input', 'output'] as const)
  const end = anEnd(store, side === 'input' ? 'inputs' : 'outputs', chance)
  if (!end) return
  store.getState().startWire({ end, side })
  store.getState().endWire()
}

const add: Step = (store, chance) => {
  const kind = chance.pick(offeredKinds(store.getState().typed.definitions))
  const wire = chance.maybe(present(store).wires)
  const at = [chance.below(1500), chance.below(800)] as const
  const onWire = wire && chance.happens(0.6) ? `${wire.to.node}.${wire.to.port}` : null
  addNewNode(store, kind.kind, at, { onWire, isExact: chance.happens(0.5) })
}

const putOnWire: Step = (store, chance) => {
  const [wire, node] = [chance.maybe(present(store).wires), chance.maybe(present(store).nodes)]
  const ports = wire && node && insertionPorts(store.getState(), wire.to, node.id)
  if (ports) store.getState().edit((document) => edits.insertOnWire(document, wire.to, node, ports))
}

const setParam: Step = (store, chance) => {
  const node = chance.maybe(present(store).nodes)
  const fields = Object.entries(store.getState().typed.definitions.get(node?.kind ?? '')?.fields ?? {})
  const field = chance.maybe(fields)
  if (!node || !field) return
  const [name, { form }] = field
  const value = chance.happens(0.9) ? controlValue(form, chance) : hostileJson(chance)
  store.getState().edit((document) => edits.setParam(document, node.id, name, value), `param ${node.id}`)
}

const resetParam: Step = (store, chance) => {
  const node = chance.maybe(present(store).nodes)
  const name = chance.maybe(Object.keys(node?.params ?? {}))
  if (node && name) store.getState().edit((document) => edits.resetParam(document, node.id, name))
}

const retitle: Step = (store, chance) => {
  const node = chance.maybe(present(store).nodes)
  const title = hostileText(chance)
  if (node) store.getState().edit((document) => edits.setTitle(document, node.id, title))
}

const annotate: Step = (store, chance) => {
  const text = hostileText(chance)
  store.getState().edit((document) => edits.addNote(document, text, [0, 0, 200, 100]))
  store.getState().edit((document) => edits.setDocumentTitle(document, text))
}

const move: Step = (store, chance) => {
  const ids = someIds(store, chance).filter((id) => store.getState().typed.nodes.has(id))
  const places = ids.map((id) => [id, [chance.below(2000) - 1000, chance.below(2000) - 1000] as const] as const)
  store.getState().edit((document) => edits.moveNodes(document, Object.fromEntries(places)), 'drag')
}

const reorder: Step = (store, chance) => {
  const [a, b] = chance.some(present(store).nodes, 2)
  if (a && b) store.getState().edit((document) => edits.placeBefore(document, a.id, b.id))
}

const train: Step = (store, chance) => {
  const schedule = chance.pick(['linear', 'cosine', 'stable-decay', undefined] as const)
  const batchSize = chance.pick([1, 2, 64])
  store.getState().edit((document) => edits.setTraining(edits.setSchedule(document, schedule), { batchSize }))
}

/** By way of the clipboard. */
const copyAndPaste: Step = (store, chance) => {
  const { builtIn, edit } = store.getState()
  const copied = cutFragment(present(store), new Set(someIds(store, chance)))
  const fragment = readFragment(writeFragment(copied), builtIn)
  if (!fragment) throw new Fault('walk', 'what was copied cannot be pasted')
  edit((document) => pasteFragment(document, fragment, [40, 40], chance.happens(0.5)).document)
}

/** A fix that is offered does something, and what it does can be taken back. */
const fix: Step = (store, chance) => {
  const offered = store.getState().typed.problems.flatMap(({ fixes }) => fixes)
  const chosen = chance.maybe(offered)
  if (!chosen) return
  const before = present(store)
  store.getState().applyFix(chosen)
  if (present(store) === before) throw new Fault('fix', `"${chosen.title}" changes nothing`)
  store.getState().undo()
  if (present(store) !== before) throw new Fault('fix', `"${chosen.title}" cannot be taken back`)
  store.getState().redo()
}

const steps: readonly (readonly [weight: number, step: Step])[] = [
  [4, connect],
  [3, disconnect],
  [1, dragWire],
  [5, add],
  [2, putOnWire],
  [6, setParam],
  [2, resetParam],
  [1, retitle],
  [1, annotate],
  [2, move],
  [2, reorder],
  [1, train],
  [2, copyAndPaste],
  [6, fix],
  [2, command('delete')],
  [2, command('deleteAndReconnect')],
  [2, command('bypass')],
  [1, command('mute')],
  [1, command('freeze')],
  [1, command('frame')],
  [1, command('duplicate')],
  [2, command('undo')],
  [1, command('redo')],
]

/** The document in which the walk ends. @throws {Fault} */
export function walk(start: GraphDocument, length: number, chance: Chance, definitions: Definitions): GraphDocument {
  const store = openStore(start, definitions)
  for (let i = 0; i < length; i++) {
    chance.weighted(steps)(store, chance)
    const { notices, typed, readOnly } = store.getState()
    const complaint = notices.find(({ tone, message }) => tone === 'error' && message !== readOnly)
    if (complaint) throw new Fault('walk', complaint.message)
    const internal = typed.problems.find(({ code }) => code === 'internal-error')
    if (internal) throw new Fault('infer', internal.message)
  }
  sameAsAtOnce(store, definitions)
  takesBack(store)
  return present(store)
}

/** What incremental edits lead to equals what the store makes of the whole document. */
function sameAsAtOnce(store: EditorStore, definitions: Definitions) {
  const edited = store.getState().typed
  const atOnce = meaningOf(present(store), { builtIn: definitions, datasets: builtInDatasets }).typed
  if (JSON.stringify(edited.problems) !== JSON.stringify(atOnce.problems))
    throw new Fault('infer', 'after edits the problems differ from those of the whole document')
  for (const [id, { outputs }] of atOnce.nodes) {
    if (JSON.stringify(edited.nodes.get(id)?.outputs) !== JSON.stringify(outputs))
      throw new Fault('infer', `after edits "${id}" gives other signals than in the whole document`)
  }
}

function takesBack(store: EditorStore) {
  const { past } = store.getState().history
  const [end, first] = [present(store), past[0] ?? present(store)]
  for (const _ of past) store.getState().undo()
  if (present(store) !== first) throw new Fault('undo', 'not everything can be taken back')
  for (const _ of past) store.getState().redo()
  if (writeDocument(present(store)) !== writeDocument(end)) throw new Fault('undo', 'not everything can be made again')
}

/** Laying out loses nothing. @throws {Fault} */
export async function laysOut(document: GraphDocument, definitions: Definitions): Promise<void> {
  const laid = await layOut(document, sizeOf(openStore(document, definitions).getState()))
  const { layout: _, ...rest } = laid
  const { layout: __, ...before } = document
  if (JSON.stringify(rest) !== JSON.stringify(before)) throw new Fault('layout', 'laying out changes the graph')
}
