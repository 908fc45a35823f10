// Turns presses, moves and keys over the canvas into a wire that is dragged from a port, and ends it where it is let go.
import { useEffect, useRef, useState } from 'react'
import { endpointKey, type Point } from '../../graph/document.ts'
import type { EditorStore } from '../../store/store.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import { beginWire, cutWiresAt, finishWire, type Landing, type PortAt, portToSnapTo } from './wire-drag.ts'

/** Farther than this from the press, a press becomes a drag; in CSS pixels. */
const threshold = 4

/** Where a dragged wire is now. */
export interface WireTip {
  readonly pointer: Point
  readonly landing: Landing
}

/** `null` while no wire is dragged. `area` is the element that holds the canvas. */
export function useWireDrag(area: HTMLElement | null): WireTip | null {
  const store = useEditorStore()
  const [tip, setTip] = useState<WireTip | null>(null)
  const press = useRef<(PortAt & { readonly at: Point }) | null>(null)

  useEffect(() => {
    if (!area) return
    const onDown = (event: PointerEvent) => {
      const port = event.button === 0 ? portUnder(event.target) : null
      if (!port) return
      event.stopPropagation()
      if (event.altKey) cutWiresAt(store, port)
      else press.current = { ...port, at: [event.clientX, event.clientY] }
    }
    const onMove = (event: PointerEvent) => {
      const pressed = press.current
      if (!pressed) return
      const pointer: Point = [event.clientX, event.clientY]
      if (!store.getState().wireDrag) {
        if (Math.hypot(pointer[0] - pressed.at[0], pointer[1] - pressed.at[1]) < threshold) return
        beginWire(store, pressed)
      }
      setTip({ pointer, landing: landingAt(store, area, pointer) })
    }
    const onUp = (event: PointerEvent) => {
      if (!press.current) return
      press.current = null
      setTip(null)
      const at: Point = [event.clientX, event.clientY]
      if (!store.getState().wireDrag) return
      swallowClick(area)
      finishWire(store, landingAt(store, area, at), at)
    }
    const onCancel = () => {
      press.current = null
      setTip(null)
      store.getState().endWire()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && press.current) onCancel()
    }
    area.addEventListener('pointerdown', onDown, true)
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', onUp)
    addEventListener('pointercancel', onCancel)
    addEventListener('keydown', onKey)
    return () => {
      area.removeEventListener('pointerdown', onDown, true)
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', onUp)
      removeEventListener('pointercancel', onCancel)
      removeEventListener('keydown', onKey)
    }
  }, [area, store])

  return tip
}

/** The click that follows the end of a drag is ignored. */
function swallowClick(area: HTMLElement) {
  const swallow = (event: Event) => event.stopPropagation()
  area.addEventListener('click', swallow, true)
  setTimeout(() => area.removeEventListener('click', swallow, true), 0)
}

function portUnder(target: EventTarget | null): PortAt | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-port]') : null
  const { port, portNode: node, side } = element?.dataset ?? {}
  return port && node && (side === 'input' || side === 'output') ? { end: { node, port }, side } : null
}

function landingAt(store: EditorStore, area: HTMLElement, [x, y]: Point): Landing {
  const drag = store.getState().wireDrag
  const under = document.elementFromPoint(x, y)
  if (!drag || !under || !area.contains(under)) return { over: 'outside' }
  const port = portUnder(under)
  const node = under.closest<HTMLElement>('.react-flow__node')?.dataset.id
  const isOnOtherSide = port && port.side !== drag.side
  const end = isOnOtherSide ? port.end : node && portToSnapTo(store, node)
  if (!end) return node ? { over: 'outside' } : { over: 'nothing' }
  const verdict = drag.verdicts.get(endpointKey(end))
  return { over: 'port', end, refused: verdict && !verdict.allowed ? verdict.reason : null }
}
