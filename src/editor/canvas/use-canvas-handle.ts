// Gives the store's commands a hold on the canvas: fitting, zooming, focus, and where things are.
import { getViewportForBounds, useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import { usualSize } from '../../store/document/node-sizes.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import type { CanvasHandle } from '../../store/view/view-state.ts'

export const fitOptions = { padding: 0.06, maxZoom: 1 }
/** Milliseconds; the eye keeps track of where it is taken. */
const travel = 260
/** Frames to wait for a node that has just been added. */
const patience = 20

export function useCanvasHandle(area: HTMLElement | null): void {
  const store = useEditorStore()
  const flow = useReactFlow()
  const flowStore = useStoreApi()
  useEffect(() => {
    if (!area) return
    const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : travel
    const toCanvas: CanvasHandle['toCanvas'] = ([x, y]) => {
      const point = flow.screenToFlowPosition({ x, y })
      return [Math.round(point.x), Math.round(point.y)]
    }
    const handle: CanvasHandle = {
      fit(ids = []) {
        const nodes = ids.map((id) => ({ id }))
        void flow.fitView({ ...fitOptions, duration, ...(nodes.length > 0 ? { nodes } : {}) })
      },
      zoomBy(factor) {
        void flow.zoomTo(flow.getZoom() * factor, { duration: duration / 2 })
      },
      resetZoom() {
        void flow.zoomTo(1, { duration })
      },
      toCanvas,
      toScreen([x, y]) {
        const point = flow.flowToScreenPosition({ x, y })
        return [point.x, point.y]
      },
      middle() {
        const { left, top, width, height } = area.getBoundingClientRect()
        return toCanvas([left + width / 2, top + height / 2])
      },
      view() {
        const { left, top, width, height } = area.getBoundingClientRect()
        const { x, y } = flow.screenToFlowPosition({ x: left, y: top })
        const zoom = flow.getZoom()
        return [x, y, width / zoom, height / zoom]
      },
      widenTo([x, y, width, height]) {
        const { width: room, height: high, minZoom } = flowStore.getState()
        const { padding } = fitOptions
        const part = { x, y, width, height }
        void flow.setViewport(getViewportForBounds(part, room, high, minZoom, flow.getZoom(), padding), { duration })
      },
      focusNode(id) {
        focusWhenThere(area, `.react-flow__node[data-id="${CSS.escape(id)}"]`, patience)
      },
      sizeOf(id) {
        const { measured } = flowStore.getState().nodeLookup.get(id) ?? {}
        return [measured?.width ?? usualSize[0], measured?.height ?? usualSize[1]]
      },
    }
    store.getState().setCanvas(handle)
    return () => store.getState().setCanvas(null)
  }, [area, flow, flowStore, store])
}

/** A new node is hidden until it has been measured, and what is hidden takes no focus. */
function focusWhenThere(area: HTMLElement, selector: string, frames: number): void {
  const element = area.querySelector<HTMLElement>(selector)
  if (element && getComputedStyle(element).visibility !== 'hidden') element.focus({ preventScroll: true })
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(area, selector, frames - 1))
}
