// Dropping a kind from the palette on the canvas adds a node there, on a wire into it where it fits.
import { type DragEvent, useMemo } from 'react'
import type { Point } from '../../graph/document.ts'
import { addNewNode } from '../../store/add-node.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import { wireThrough } from './wires-on-page.ts'

/** Media type of a kind that is dragged out of the palette. */
export const kindMediaType = 'application/x-genloom-kind'

const half = [96, 50] as const

export function useDropFromPalette() {
  const store = useEditorStore()
  return useMemo(() => {
    const cornersAt = (event: DragEvent): readonly [Point, Point] | null => {
      const middle = store.getState().canvas?.toCanvas([event.clientX, event.clientY])
      return middle
        ? [
            [middle[0] - half[0], middle[1] - half[1]],
            [middle[0] + half[0], middle[1] + half[1]],
          ]
        : null
    }
    const isKind = (event: DragEvent) => event.dataTransfer.types.includes(kindMediaType)
    return {
      onDragOver(event: DragEvent) {
        if (!isKind(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        const corners = cornersAt(event)
        store.getState().aimAtWire(corners && wireThrough(corners))
      },
      onDragLeave() {
        store.getState().aimAtWire(null)
      },
      onDrop(event: DragEvent) {
        if (!isKind(event)) return
        event.preventDefault()
        const corners = cornersAt(event)
        store.getState().aimAtWire(null)
        if (!corners) return
        addNewNode(store, event.dataTransfer.getData(kindMediaType), corners[0], {
          onWire: wireThrough(corners),
          isExact: true,
        })
      },
    }
  }, [store])
}
