// Dropping a kind from the palette on the canvas adds a node there, on a wire into it where it fits.
import { type DragEvent, useMemo } from 'react'
import { addNewNode } from '../../store/document/add-node.ts'
import { usualSize } from '../../store/document/node-sizes.ts'
import { insertNewOnWire } from '../../store/document/readings.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import { type Corners, wiresThrough } from './wires-on-page.ts'

const mediaType = 'application/x-genloom-kind:'

/** During a drag its data is hidden and only media types are visible, so the kind is encoded as one. */
export function carryKind(event: DragEvent, kind: string): void {
  event.dataTransfer.setData(mediaType + kind, kind)
  event.dataTransfer.effectAllowed = 'copy'
}

function carriedKind(event: DragEvent): string | null {
  const type = event.dataTransfer.types.find((candidate) => candidate.startsWith(mediaType))
  return type === undefined ? null : type.slice(mediaType.length)
}

export function useDropFromPalette() {
  const store = useEditorStore()
  return useMemo(() => {
    const cornersAt = (event: DragEvent): Corners => {
      const { canvas } = store.getState()
      const [x, y] = canvas?.toCanvas([event.clientX, event.clientY]) ?? [0, 0]
      const [width, height] = usualSize
      return [
        [x - width / 2, y - height / 2],
        [x + width / 2, y + height / 2],
      ]
    }
    const wireFor = (kind: string, corners: Corners): string | null => {
      const state = store.getState()
      const definition = state.typed.definitions.get(kind)
      if (!definition) return null
      const fits = (wire: string) => {
        const [node = '', port = ''] = wire.split('.')
        return insertNewOnWire(state, { node, port }, definition, corners[0]) !== null
      }
      return wiresThrough(corners).find(fits) ?? null
    }
    return {
      onDragOver(event: DragEvent) {
        const kind = carriedKind(event)
        if (kind === null) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        store.getState().aimAtWire(wireFor(kind, cornersAt(event)))
      },
      onDragLeave() {
        store.getState().aimAtWire(null)
      },
      onDrop(event: DragEvent) {
        const kind = carriedKind(event)
        if (kind === null) return
        event.preventDefault()
        const corners = cornersAt(event)
        store.getState().aimAtWire(null)
        addNewNode(store, kind, corners[0], { onWire: wireFor(kind, corners), isExact: true })
      },
    }
  }, [store])
}
