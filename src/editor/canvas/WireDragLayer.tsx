// While a wire is dragged: the wire from its port to the pointer, and beside the pointer why it may not end there.
import { useEffect, useRef, useState } from 'react'
import { type Endpoint, endpointKey, type Point } from '../../graph/document.ts'
import type { EditorStore } from '../../store/store.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import type { Side } from '../../store/view/view-slice.ts'
import { signalColour } from '../signals/SignalGlyph.tsx'
import styles from './wire-drag.module.css'
import { beginWire, cutWiresAt, finishWire, type Landing, type PortAt, portToSnapTo } from './wire-drag.ts'
import { wirePath } from './wire-path.ts'

/** Farther than this from the press, a press becomes a drag; in CSS pixels. */
const threshold = 4

interface Drawn {
  readonly pointer: Point
  readonly landing: Landing
}

/** `area` is the element that holds the canvas. */
export function WireDragLayer({ area }: { readonly area: HTMLElement | null }) {
  const store = useEditorStore()
  const drag = useEditor((state) => state.wireDrag)
  const kind = useEditor((state) => {
    const ports = drag && state.typed.nodes.get(drag.end.node)?.ports
    return drag && ports ? (drag.side === 'output' ? ports.outputs : ports.inputs)[drag.end.port]?.signal : undefined
  })
  const [drawn, setDrawn] = useState<Drawn | null>(null)
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
      setDrawn({ pointer, landing: landingAt(store, area, pointer) })
    }
    const onUp = (event: PointerEvent) => {
      if (!press.current) return
      press.current = null
      setDrawn(null)
      const at: Point = [event.clientX, event.clientY]
      if (!store.getState().wireDrag) return
      swallowClick(area)
      finishWire(store, landingAt(store, area, at), at)
    }
    const onCancel = () => {
      press.current = null
      setDrawn(null)
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

  if (!drag || !drawn || !area) return null
  const { pointer, landing } = drawn
  const frame = area.getBoundingClientRect()
  const local = ([x, y]: Point): Point => [x - frame.left, y - frame.top]
  const start = portCentre(area, drag.end, drag.side)
  const other = drag.side === 'output' ? 'input' : 'output'
  const snapped = landing.over === 'port' && !landing.refused ? portCentre(area, landing.end, other) : null
  const tip = local(snapped ?? pointer)
  const path = start ? wirePath(drag.side === 'output' ? [local(start), tip] : [tip, local(start)]) : ''
  const refused = landing.over === 'port' ? landing.refused : null
  return (
    <div className={styles.layer} style={{ color: kind ? signalColour(kind) : 'var(--ink-soft)' }}>
      <svg className={styles.drawing} aria-hidden="true">
        <path className={refused ? styles.refused : styles.wire} d={path} />
        <circle className={styles.tip} cx={tip[0]} cy={tip[1]} r={snapped ? 6 : 4} />
      </svg>
      {refused && (
        <p className={styles.reason} style={{ left: tip[0] + 16, top: tip[1] + 14 }}>
          {refused}
        </p>
      )}
    </div>
  )
}

/** The click that follows the end of a drag is no click on what lies there. */
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

function portCentre(area: HTMLElement, { node, port }: Endpoint, side: Side): Point | null {
  const ports = area.querySelectorAll<HTMLElement>(`[data-side="${side}"]`)
  const element = [...ports].find(({ dataset }) => dataset.port === port && dataset.portNode === node)
  if (!element) return null
  const { left, top, width, height } = element.getBoundingClientRect()
  return [left + width / 2, top + height / 2]
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
