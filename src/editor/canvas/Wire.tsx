// A wire: coloured by its signal, with the shape it carries, and reroute points to lead it around things.

import { type EdgeProps, useReactFlow, useStore } from '@xyflow/react'
import { type MouseEvent, memo } from 'react'
import { type Endpoint, endpointKey, type Point } from '../../graph/document.ts'
import { disconnect, setReroutes } from '../../graph/edits.ts'
import { lookup } from '../../graph/lookup.ts'
import type { Signal } from '../../graph/signals.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { classNames } from '../../ui/class-names.ts'
import { signalColour } from '../signals/SignalGlyph.tsx'
import { Reroute } from './Reroute.tsx'
import { useLane } from './use-lane.ts'
import type { ViewWire } from './view-nodes.ts'
import styles from './wire.module.css'
import { labelPoint, placeOfReroute, wirePath } from './wire-path.ts'
import { distanceAt } from './zoom-distance.ts'

const noPoints: readonly Point[] = []
/** Shorter wires have no room for a label; the output beside them says the same. */
const labelRoom = 130
/** From afar labels are larger, to be read still. */
const farLabelScale = 1.4

export const Wire = memo(function Wire(props: EdgeProps<ViewWire>) {
  const { id, source, sourceHandleId, target, targetHandleId, sourceX, sourceY, targetX, targetY, selected } = props
  const store = useEditorStore()
  const { screenToFlowPosition } = useReactFlow()
  const reroutes = useEditor((state) => lookup(state.typed.document.layout.wires, id)) ?? noPoints
  const signal = useEditor((state) => state.typed.nodes.get(source)?.outputs[sourceHandleId ?? ''])
  const kind = useEditor((state) => state.typed.nodes.get(source)?.ports.outputs[sourceHandleId ?? '']?.signal)
  const isFaulty = useEditor(
    (state) =>
      state.typed.nodes.get(target)?.problems.some((p) => p.port === targetHandleId && p.severity === 'error') ?? false,
  )
  const isLifted = useEditor((state) => state.wireDrag?.lifted != null && endpointKey(state.wireDrag.lifted) === id)
  const isTarget = useEditor((state) => state.insertTarget === id)
  const isResting = useEditor((state) => state.typed.nodes.get(source)?.active === false)
  const showsShape = useEditor((state) => state.settings.wireShapes)
  const distance = useStore((flow) => distanceAt(flow.transform[2]))
  const end: Endpoint = { node: target, port: targetHandleId ?? '' }
  const points: readonly Point[] = [[sourceX, sourceY], ...reroutes, [targetX, targetY]]
  const lane = useLane(points)
  const path = wirePath(points, lane)
  const labelScale = distance === 'print' ? farLabelScale : 1
  const hasRoom = Math.hypot(targetX - sourceX, targetY - sourceY) > labelRoom * labelScale
  const shape = showsShape && distance !== 'names' && hasRoom && signal ? shapeOf(signal) : null

  function onClick(event: MouseEvent) {
    if (!event.altKey) return
    event.stopPropagation()
    store.getState().edit((document) => disconnect(document, end))
    store.getState().announce('Wire cut.')
  }

  function onDoubleClick(event: MouseEvent) {
    event.stopPropagation()
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const added: Point = [Math.round(x), Math.round(y)]
    const next = reroutes.toSpliced(placeOfReroute(points, added), 0, added)
    store.getState().edit((document) => setReroutes(document, end, next))
  }

  return (
    <g
      className={classNames(
        styles.wire,
        selected && styles.selected,
        isFaulty && styles.faulty,
        isLifted && styles.lifted,
        isTarget && styles.target,
        isResting && styles.resting,
      )}
      style={{ color: kind ? signalColour(kind) : 'var(--ink-faint)' }}
    >
      <path className={styles.line} d={path} data-wire={id} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keyboard reaches wires through the inspector of their nodes. */}
      <path className={styles.grip} d={path} onClick={onClick} onDoubleClick={onDoubleClick} />
      {shape && <ShapeLabel text={shape} at={labelPoint(points, lane)} scale={labelScale} />}
      {reroutes.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a reroute point is known by its place in the wire.
        <Reroute key={index} end={end} points={reroutes} index={index} />
      ))}
    </g>
  )
})

interface ShapeLabelProps {
  readonly text: string
  readonly at: Point
  readonly scale: number
}

function ShapeLabel({ text, at: [x, y], scale }: ShapeLabelProps) {
  const width = text.length * 5.7 + 10
  return (
    <g className={styles.label} transform={`translate(${x} ${y}) scale(${scale})`}>
      <rect x={-width / 2} y={-8} width={width} height={16} rx={8} />
      <text dy="0.34em">{text}</text>
    </g>
  )
}

function shapeOf(signal: Signal): string | null {
  if (signal.signal === 'objective' || signal.shape === 'any') return null
  return signal.shape.length === 0 ? '1' : signal.shape.join('×')
}
