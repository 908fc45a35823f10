// A plot that fills the box it is given. The colours of its layers are those of the legend inside the same figure.
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Extent } from '../../protocol/pictures.ts'
import { type AxisTitles, drawPlot } from './draw-plot.ts'
import { type Frame, frameOf, fromCanvas, margins } from './frame.ts'
import type { PlotLayer } from './layers.ts'
import { colourIn, isDark, onThemeChange } from './plot-colours.ts'
import styles from './plots.module.css'

export interface PlotProps {
  /** What is to be seen, for those who do not see it. */
  readonly label: string
  readonly extents: readonly [x: Extent, y: Extent]
  readonly layers: readonly PlotLayer[]
  /** Names of the axes. */
  readonly titles: AxisTitles
  /** As high as wide, for extents of one length. */
  readonly isSquare?: boolean
  /** `null` when the pointer has left. */
  readonly onPoint?: (at: readonly [number, number] | null, event: PointerEvent, frame: Frame) => void
}

export function Plot({ label, extents, layers, titles: [xTitle, yTitle], isSquare = false, onPoint }: PlotProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const frame = frameOf(size, extents, isSquare)
  // As wide as a square of the room's height needs; a box that fills the rest would have an arbitrary size.
  const width = isSquare
    ? { width: Math.max(0, size.height - margins.top - margins.bottom) + margins.left + margins.right }
    : {}

  useEffect(() => {
    const box = canvas.current?.parentElement
    if (!box) return
    const observer = new ResizeObserver(() => setSize({ width: box.clientWidth, height: box.clientHeight }))
    observer.observe(box)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const element = canvas.current
    const brush = element?.getContext('2d')
    const root = element?.closest('figure')
    if (!element || !brush || !root || size.width === 0) return
    const draw = () => {
      const ratio = window.devicePixelRatio
      element.width = Math.round(size.width * ratio)
      element.height = Math.round(size.height * ratio)
      brush.setTransform(ratio, 0, 0, ratio, 0, 0)
      drawPlot(brush, frameOf(size, extents, isSquare), layers, [xTitle, yTitle], {
        isDark: isDark(root),
        colourOf: (name) => colourIn(root, name),
      })
    }
    draw()
    return onThemeChange(draw)
  }, [layers, size, extents, isSquare, xTitle, yTitle])

  function point(event: PointerEvent<HTMLCanvasElement>) {
    if (!onPoint) return
    const box = event.currentTarget.getBoundingClientRect()
    onPoint(fromCanvas(frame, [event.clientX - box.left, event.clientY - box.top]), event, frame)
  }

  return (
    <div className={styles.plot} style={width}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={(event) => onPoint?.(null, event, frame)}
      />
      <span className={styles.colours} aria-hidden>
        <i data-colour="axis" />
        <i data-colour="grid" />
        <i data-colour="surface" />
      </span>
    </div>
  )
}
