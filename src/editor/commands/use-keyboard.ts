// Brings key presses and the clipboard's paste event to commands.
import { useEffect } from 'react'
import { commands } from '../../store/commands/all-commands.ts'
import { paste } from '../../store/commands/clipboard-commands.ts'
import { type Command, runCommand } from '../../store/commands/command.ts'
import { isMac, matchesKeys } from '../../store/commands/keys.ts'
import { useEditorStore } from '../../store/use-editor.ts'

export function useKeyboard(): void {
  const store = useEditorStore()
  useEffect(() => {
    const mac = isMac()
    let keepsInputs = false

    function onKeyDown(event: KeyboardEvent) {
      keepsInputs = event.shiftKey
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
      const hit = commands.find((command) =>
        command.keys.some((keys) => matchesKeys(event, keys, mac) && appliesHere(command, keys, event.target)),
      )
      if (!hit || hit.event || isCopyOfText(hit)) return
      event.preventDefault()
      runCommand(hit, store)
    }
    function onPaste(event: ClipboardEvent) {
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return
      paste(store, event.clipboardData?.getData('text/plain') ?? null, keepsInputs)
      event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    addEventListener('paste', onPaste)
    return () => {
      removeEventListener('keydown', onKeyDown)
      removeEventListener('paste', onPaste)
    }
  }, [store])
}

function appliesHere({ where }: Command, keys: string, target: EventTarget | null): boolean {
  if (where === 'everywhere') return true
  if (isTyping(target)) return false
  if (where !== 'canvas') return true
  const focused = document.activeElement
  if (focused && focused !== document.body && !focused.closest('[data-canvas]')) return false
  // With Tab alone people also walk through the page; it adds a node only after a press on the empty canvas.
  if (keys === 'Tab') return !!focused?.matches('[data-canvas][data-pressed]')
  return true
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const isText = target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type)
  return isText || target.isContentEditable || target.matches('textarea, select') || !!target.closest('.monaco-editor')
}

/** Text that is selected on the page is what Ctrl+C means. */
const isCopyOfText = (command: Command): boolean =>
  command.id === 'copy' && (getSelection()?.toString().length ?? 0) > 0
