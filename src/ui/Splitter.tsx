// The edge of a panel: dragged, or moved with the arrow keys, Home and End; Enter collapses the panel (ARIA window splitter).
import type { KeyboardEvent, PointerEvent as ReactPointerEvent } from 'react'
import { classNames } from './class-names.ts'
import styles from './splitter.module.css'

export interface SplitterProps {
  readonly label: string
  readonly size: number
  readonly limits: readonly [smallest: number, largest: number]
  /** Which edge of its panel it is. */
  readonly edge: 'left' | 'right' | 'top'
  readonly onResize: (size: number) => void
  readonly onCollapse: () => void
}

const keyStep = 16

export function Splitter({ label, size, limits: [smallest, largest], edge, onResize, onCollapse }: SplitterProps) {
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

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const by = vertical ? { ArrowRight: 1, ArrowLeft: -1 }[event.key] : { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined) onResize(size + sign * by * keyStep)
    else if (event.key === 'Home') onResize(smallest)
    else if (event.key === 'End') onResize(largest)
    else if (event.key === 'Enter') onCollapse()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr>.
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={vertical ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={smallest}
      aria-valuemax={largest}
      aria-valuetext={`${size} pixels`}
      className={classNames(styles.splitter, styles[edge])}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  )
}
