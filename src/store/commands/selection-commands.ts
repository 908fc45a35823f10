import { findNode, type GraphDocument, type NodeMode } from '../../graph/document.ts'
import { bridgesAround, disconnect, removeItems, setFrozen, setMode } from '../../graph/edits.ts'
import { upstreamOf } from '../../graph/topology.ts'
import { frameNodes } from '../document/frames.ts'
import { sizeOf } from '../document/node-sizes.ts'
import { documentOf, selectedNodes } from '../document/readings.ts'
import type { EditorState } from '../editor-state.ts'
import type { EditorStore } from '../store.ts'
import type { Command } from './command.ts'
import { noNodeSelected, unless } from './obstacles.ts'

const nothingToDelete = unless(
  (state) => state.selection.size > 0 || state.selectedWires.size > 0,
  'Nothing is selected',
)

function removeWires(document: GraphDocument, ends: ReadonlySet<string>): GraphDocument {
  const chosen = document.wires.filter((wire) => ends.has(`${wire.to.node}.${wire.to.port}`))
  return chosen.reduce((next, wire) => disconnect(next, wire.to), document)
}

function removeAndReconnect(state: EditorState, document: GraphDocument): GraphDocument {
  return selectedNodes(state).reduce((next, id) => {
    const ports = state.typed.nodes.get(id)?.ports.inputs ?? {}
    return removeItems(next, new Set([id]), bridgesAround(next, id, Object.keys(ports)[0]))
  }, document)
}

/** Gives the mode to all selected nodes, or takes it away where all have it. */
function toggleMode(store: EditorStore, mode: NodeMode): void {
  const state = store.getState()
  const ids = selectedNodes(state)
  const document = documentOf(state)
  const all = ids.every((id) => findNode(document, id)?.mode === mode)
  state.edit((current) => setMode(current, new Set(ids), all ? undefined : mode))
}

export const selectionCommands = [
  {
    id: 'selectAll',
    title: 'Select all',
    section: 'Edit',
    keys: ['Mod+A'],
    run(store) {
      const { nodes, frames, notes } = documentOf(store.getState())
      store.getState().select([...nodes, ...frames, ...notes].map((item) => item.id))
    },
  },
  {
    id: 'selectUpstream',
    title: 'Select what the selection depends on',
    section: 'Edit',
    keys: ['U'],
    obstacle: noNodeSelected,
    run(store) {
      const state = store.getState()
      state.select(selectedNodes(state).flatMap((id) => [...upstreamOf(documentOf(state), id)]))
    },
  },
  {
    id: 'delete',
    title: 'Delete',
    section: 'Edit',
    keys: ['Delete', 'Backspace'],
    obstacle: nothingToDelete,
    run(store) {
      const { selection, selectedWires, edit } = store.getState()
      edit((document) => removeWires(removeItems(document, selection), selectedWires))
      store.getState().announce('Deleted.')
    },
  },
  {
    id: 'deleteAndReconnect',
    title: 'Delete and reconnect',
    section: 'Edit',
    keys: ['Mod+Delete', 'Mod+Backspace', 'Alt+Delete', 'Alt+Backspace'],
    obstacle: noNodeSelected,
    run(store) {
      const state = store.getState()
      state.edit((document) => removeAndReconnect(state, document))
      state.announce('Deleted, and the wires around it joined.')
    },
  },
  {
    id: 'connect',
    title: 'Connect…',
    section: 'Node',
    keys: ['C'],
    where: 'canvas',
    obstacle: noNodeSelected,
    run: (store) => store.getState().openDialog('connect'),
  },
  {
    id: 'bypass',
    title: 'Bypass',
    section: 'Node',
    keys: ['Mod+B'],
    obstacle: noNodeSelected,
    run: (store) => toggleMode(store, 'bypass'),
  },
  {
    id: 'mute',
    title: 'Mute',
    section: 'Node',
    keys: ['Mod+M'],
    obstacle: noNodeSelected,
    run: (store) => toggleMode(store, 'mute'),
  },
  {
    id: 'freeze',
    title: 'Freeze weights',
    section: 'Node',
    keys: ['F'],
    where: 'canvas',
    obstacle: noNodeSelected,
    run(store) {
      const state = store.getState()
      const ids = selectedNodes(state)
      const all = ids.every((id) => findNode(documentOf(state), id)?.frozen)
      state.edit((document) => setFrozen(document, new Set(ids), !all))
    },
  },
  {
    id: 'frame',
    title: 'Frame selection',
    section: 'Node',
    keys: ['Mod+G'],
    obstacle: noNodeSelected,
    run(store) {
      const state = store.getState()
      state.edit((document) => frameNodes(document, selectedNodes(state), sizeOf(state)))
    },
  },
] as const satisfies readonly Command[]
