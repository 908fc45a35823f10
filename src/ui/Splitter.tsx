// The edge of a panel that can be dragged, or moved with the arrow keys.
import type { PointerEvent as ReactPointerEvent } from 'react'
import { classNames } from './class-names.ts'
import styles from './splitter.module.css'

export interface SplitterProps {
  readonly label: string
  readonly size: number
  /** Which edge of its panel it is. */
  readonly edge: 'left' | 'right' | 'top'
  readonly onResize: (size: number) => void
}

const keyStep = 16

export function Splitter({ label, size, edge, onResize }: SplitterProps) {
  const vertical = edge !== 'top'
  const sign = edge === 'right' ? 1 : -1

  function onPointerDown(event: ReactPointerEvent<HTMLDivElement>) {
    const handle = event.currentTarget
    const start = vertical ? event.clientX : event.clientY
    handle.setPointerCapture(event.pointerId)
    const onMove = (move: PointerEvent) => onResize(size + sign * ((vertical ? move.clientX : move.clientY) - start))
    const onEnd = () => {
      handle.removeEventListener('pointermove', onMove)
      handle.removeEventListener('lostpointercapture', onEnd)
    }
    handle.addEventListener('pointermove', onMove)
    handle.addEventListener('lostpointercapture', onEnd)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr>.
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={vertical ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      className={classNames(styles.splitter, styles[edge])}
      onPointerDown={onPointerDown}
      onKeyDown={(event) => {
        const by = vertical ? { ArrowRight: 1, ArrowLeft: -1 }[event.key] : { ArrowDown: 1, ArrowUp: -1 }[event.key]
        if (by === undefined) return
        event.preventDefault()
        onResize(size + sign * by * keyStep)
      }}
    />
  )
}
