import { removeItems } from '../../graph/edits.ts'
import { cutFragment, type Fragment, pasteFragment } from '../../graph/fragment.ts'
import { readFragment, writeFragment } from '../clipboard.ts'
import type { EditorState } from '../editor-state.ts'
import { documentOf, selectedNodes } from '../readings.ts'
import type { EditorStore } from '../store.ts'
import type { Command } from './command.ts'

const shift = [36, 36] as const

const hasSelectedNodes = (state: EditorState): boolean => selectedNodes(state).length > 0
const many = (count: number): string => (count === 1 ? '1 node' : `${count} nodes`)

async function copy(store: EditorStore): Promise<Fragment> {
  const state = store.getState()
  const fragment = cutFragment(documentOf(state), new Set(selectedNodes(state)))
  state.setCopied(fragment)
  try {
    await navigator.clipboard.writeText(writeFragment(fragment))
  } catch {
    state.announce('Copied inside this window only: the browser keeps the clipboard closed.')
  }
  return fragment
}

/** Pastes what text holds, or else what was last copied in this window. */
export function paste(store: EditorStore, text: string | null, keepInputs: boolean): void {
  const state = store.getState()
  const fragment = (text === null ? null : readFragment(text, state.definitions)) ?? state.copied
  if (!fragment || fragment.nodes.length === 0) return
  const pasted = pasteFragment(documentOf(state), fragment, shift, keepInputs)
  state.edit(() => pasted.document)
  state.select(pasted.ids)
  // Pasting again goes a step further instead of on top.
  state.setCopied({ ...fragment, positions: moved(fragment.positions) })
  state.announce(`Pasted ${many(pasted.ids.size)}.`)
}

const moved = (positions: Fragment['positions']): Fragment['positions'] =>
  Object.fromEntries(Object.entries(positions).map(([id, [x, y]]) => [id, [x + shift[0], y + shift[1]] as const]))

async function pasteFromSystem(store: EditorStore, keepInputs: boolean): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => null)
  paste(store, text, keepInputs)
}

export const clipboardCommands = [
  {
    id: 'cut',
    title: 'Cut',
    section: 'Edit',
    keys: ['Mod+X'],
    enabled: hasSelectedNodes,
    async run(store) {
      const { nodes } = await copy(store)
      store.getState().edit((document) => removeItems(document, new Set(nodes.map((node) => node.id))))
      store.getState().announce(`Cut ${many(nodes.length)}.`)
    },
  },
  {
    id: 'copy',
    title: 'Copy',
    section: 'Edit',
    keys: ['Mod+C'],
    enabled: hasSelectedNodes,
    async run(store) {
      const { nodes } = await copy(store)
      store.getState().announce(`Copied ${many(nodes.length)}.`)
    },
  },
  {
    id: 'paste',
    title: 'Paste',
    section: 'Edit',
    keys: ['Mod+V'],
    event: 'paste',
    run: (store) => pasteFromSystem(store, false),
  },
  {
    id: 'pasteKeepingInputs',
    title: 'Paste and keep inputs',
    section: 'Edit',
    keys: ['Mod+Shift+V'],
    event: 'paste',
    run: (store) => pasteFromSystem(store, true),
  },
  {
    id: 'duplicate',
    title: 'Duplicate',
    section: 'Edit',
    keys: ['Mod+D'],
    enabled: hasSelectedNodes,
    run(store) {
      const state = store.getState()
      const document = documentOf(state)
      const pasted = pasteFragment(document, cutFragment(document, new Set(selectedNodes(state))), shift)
      state.edit(() => pasted.document)
      state.select(pasted.ids)
      state.announce(`Duplicated ${many(pasted.ids.size)}.`)
    },
  },
] as const satisfies readonly Command[]
