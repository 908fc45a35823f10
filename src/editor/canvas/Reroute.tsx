import { useReactFlow } from '@xyflow/react'
import type { PointerEvent as ReactPointerEvent } from 'react'
import { type Endpoint, endpointKey, type Point } from '../../graph/document.ts'
import { setReroutes } from '../../graph/edits.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import styles from './wire.module.css'

export interface RerouteProps {
  readonly end: Endpoint
  readonly points: readonly Point[]
  readonly index: number
}

/** A point that a wire is led through: dragging moves it, a double click takes it out. */
export function Reroute({ end, points, index }: RerouteProps) {
  const store = useEditorStore()
  const { screenToFlowPosition } = useReactFlow()
  const [x, y] = points[index] ?? [0, 0]

  function onPointerDown(event: ReactPointerEvent<SVGGElement>) {
    if (event.button !== 0) return
    event.stopPropagation()
    const dot = event.currentTarget
    dot.setPointerCapture(event.pointerId)
    const onMove = (move: PointerEvent) => {
      const to = screenToFlowPosition({ x: move.clientX, y: move.clientY })
      const next = points.with(index, [Math.round(to.x), Math.round(to.y)])
      store.getState().edit((document) => setReroutes(document, end, next), `reroute ${endpointKey(end)} ${index}`)
    }
    const onEnd = () => {
      dot.removeEventListener('pointermove', onMove)
      dot.removeEventListener('lostpointercapture', onEnd)
      store.getState().endGesture()
    }
    dot.addEventListener('pointermove', onMove)
    dot.addEventListener('lostpointercapture', onEnd)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: where a wire runs has no meaning, so the keyboard needs no way to it.
    <g
      className={`${styles.reroute} nodrag nopan`}
      onPointerDown={onPointerDown}
      onDoubleClick={(event) => {
        event.stopPropagation()
        store.getState().edit((document) => setReroutes(document, end, points.toSpliced(index, 1)))
      }}
    >
      <circle className={styles.grasp} cx={x} cy={y} r={13} />
      <circle cx={x} cy={y} r={4.5} />
    </g>
  )
}
