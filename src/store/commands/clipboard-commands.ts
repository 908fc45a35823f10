import { removeItems } from '../../graph/edits.ts'
import { cutFragment, type Fragment, isEmptyFragment, moveFragment, pasteFragment } from '../../graph/fragment.ts'
import { copyText, pasteText } from '../../platform/clipboard.ts'
import { readFragment, writeFragment } from '../document/clipboard.ts'
import { documentOf, selectedItems } from '../document/readings.ts'
import type { EditorStore } from '../store.ts'
import type { Command } from './command.ts'
import { nothingSelected } from './obstacles.ts'

const shift = [36, 36] as const

/** Such as `2 nodes, 1 frame`. */
function inWords({ nodes, frames, notes }: Fragment): string {
  const counts = [
    [nodes.length, 'node'],
    [frames.length, 'frame'],
    [notes.length, 'note'],
  ] as const
  return counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`)
    .join(', ')
}

/** @param done what was done to them, as the sentence about it begins. */
async function copy(store: EditorStore, done: 'Copied' | 'Cut'): Promise<Fragment> {
  const state = store.getState()
  const fragment = cutFragment(documentOf(state), selectedItems(state))
  state.setCopied(fragment)
  const isCopied = await copyText(writeFragment(fragment))
  const reach = isCopied
    ? ''
    : ' It can be pasted only in this window: the browser does not allow access to the clipboard.'
  state.announce(`${done} ${inWords(fragment)}.${reach}`)
  return fragment
}

/** Pastes what text holds, or else what was last copied in this window. */
export function paste(store: EditorStore, text: string | null, keepInputs: boolean): void {
  const state = store.getState()
  const fragment = (text === null ? null : readFragment(text, state.builtIn)) ?? state.copied
  if (!fragment || isEmptyFragment(fragment)) return
  const pasted = pasteFragment(documentOf(state), fragment, shift, keepInputs)
  state.edit(() => pasted.document)
  state.select(pasted.ids)
  // Pasting again goes a step further instead of on top.
  state.setCopied(moveFragment(fragment, shift))
  state.announce(`Pasted ${inWords(fragment)}.`)
}

async function pasteFromSystem(store: EditorStore, keepInputs: boolean): Promise<void> {
  const text = await pasteText()
  paste(store, text, keepInputs)
}

export const clipboardCommands = [
  {
    id: 'cut',
    title: 'Cut',
    section: 'Edit',
    keys: ['Mod+X'],
    obstacle: nothingSelected,
    async run(store) {
      const fragment = await copy(store, 'Cut')
      const cut = new Set([...fragment.nodes, ...fragment.frames, ...fragment.notes].map(({ id }) => id))
      store.getState().edit((document) => removeItems(document, cut))
    },
  },
  {
    id: 'copy',
    title: 'Copy',
    section: 'Edit',
    keys: ['Mod+C'],
    obstacle: nothingSelected,
    async run(store) {
      await copy(store, 'Copied')
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
    obstacle: nothingSelected,
    run(store) {
      const state = store.getState()
      const document = documentOf(state)
      const fragment = cutFragment(document, selectedItems(state))
      const pasted = pasteFragment(document, fragment, shift)
      state.edit(() => pasted.document)
      state.select(pasted.ids)
      state.announce(`Duplicated ${inWords(fragment)}.`)
    },
  },
] as const satisfies readonly Command[]
