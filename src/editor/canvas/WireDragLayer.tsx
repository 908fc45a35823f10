// While a wire is dragged: the wire from its port to the pointer, and beside the pointer why it may not end there.
import type { Endpoint, Point } from '../../graph/document.ts'
import { useEditor } from '../../store/use-editor.ts'
import type { Side, WireDrag } from '../../store/view/view-state.ts'
import { signalColour } from '../signals/SignalGlyph.tsx'
import { useWireDrag, type WireTip } from './use-wire-drag.ts'
import styles from './wire-drag.module.css'
import { wirePath } from './wire-path.ts'

/** `area` is the element that holds the canvas. */
export function WireDragLayer({ area }: { readonly area: HTMLElement | null }) {
  const tip = useWireDrag(area)
  const drag = useEditor((state) => state.wireDrag)
  return drag && tip && area && <DraggedWire area={area} drag={drag} tip={tip} />
}

interface DraggedWireProps {
  readonly area: HTMLElement
  readonly drag: WireDrag
  readonly tip: WireTip
}

function DraggedWire({ area, drag: { end, side }, tip: { pointer, landing } }: DraggedWireProps) {
  const kind = useEditor((state) => {
    const ports = state.typed.nodes.get(end.node)?.ports
    return (side === 'output' ? ports?.outputs : ports?.inputs)?.[end.port]?.signal
  })
  const frame = area.getBoundingClientRect()
  const local = ([x, y]: Point): Point => [x - frame.left, y - frame.top]
  const start = portCentre(area, end, side)
  const other = side === 'output' ? 'input' : 'output'
  const snapped = landing.over === 'port' && !landing.refused ? portCentre(area, landing.end, other) : null
  const tip = local(snapped ?? pointer)
  const path = start ? wirePath(side === 'output' ? [local(start), tip] : [tip, local(start)]) : ''
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

function portCentre(area: HTMLElement, { node, port }: Endpoint, side: Side): Point | null {
  const ports = area.querySelectorAll<HTMLElement>(`[data-side="${side}"]`)
  const element = [...ports].find(({ dataset }) => dataset.port === port && dataset.portNode === node)
  if (!element) return null
  const { left, top, width, height } = element.getBoundingClientRect()
  return [left + width / 2, top + height / 2]
}
