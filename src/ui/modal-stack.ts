// The modal dialogs that are open. While one is, the browser lets nothing outside of it be pressed or reached by keys, so
// what has to stay at hand is put into the topmost.
import { useSyncExternalStore } from 'react'

const open: HTMLDialogElement[] = []
const listeners = new Set<() => void>()

/** To be called when a dialog has been shown; gives what is to be called when it goes. */
export function enterModal(dialog: HTMLDialogElement): () => void {
  open.push(dialog)
  tell()
  return () => {
    open.splice(open.indexOf(dialog), 1)
    tell()
  }
}

/** `null` while none is open. */
export const useTopModal = (): HTMLDialogElement | null => useSyncExternalStore(subscribe, topModal)

const topModal = () => open.at(-1) ?? null

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}
