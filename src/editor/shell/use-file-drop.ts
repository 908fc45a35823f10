// A graph file or a picture that carries a graph, dropped anywhere on the window, opens.

import { useEffect } from 'react'
import { messageOf } from '../../engine/text/message-of.ts'
import { openFile } from '../../store/files/files.ts'
import { useEditorStore } from '../../store/use-editor.ts'

export function useFileDrop(): void {
  const store = useEditorStore()
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    function onDragOver(event: DragEvent) {
      if (hasFiles(event)) event.preventDefault()
    }
    async function open(file: File) {
      try {
        await openFile(store, file)
      } catch (error) {
        store.getState().notify({ tone: 'error', message: messageOf(error) })
      }
    }
    function onDrop(event: DragEvent) {
      const file = event.dataTransfer?.files[0]
      if (!file) return
      event.preventDefault()
      void open(file)
    }
    addEventListener('dragover', onDragOver)
    addEventListener('drop', onDrop)
    return () => {
      removeEventListener('dragover', onDragOver)
      removeEventListener('drop', onDrop)
    }
  }, [store])
}
