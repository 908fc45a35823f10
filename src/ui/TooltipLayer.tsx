// One tooltip for the whole window: anything with `data-tooltip` (and `data-tooltip-keys`) gets one, by hovering for a
// moment, by keyboard focus, or by a long touch. It is in the top layer, above modal dialogs, and describes what it is of.
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import styles from './tooltip.module.css'
import { describe, tooltipTarget } from './tooltip-target.ts'

interface Shown {
  readonly target: HTMLElement
  readonly text: string
  /** Not shown before the delay has passed. The text exists from the start, as a description. */
  readonly isVisible: boolean
}

const delay = 450
/** A press may bring another element under a mouse that has not moved: that does not count as pointing. */
type Place = readonly [x: number, y: number]

export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const id = useId()
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => listen(id, setShown), [id])
  useLayoutEffect(() => {
    const tooltip = ref.current
    if (!shown?.isVisible || !tooltip) return
    tooltip.showPopover()
    place(tooltip, shown.target)
  }, [shown])
  if (!shown) return null
  const keys = shown.target.dataset.tooltipKeys
  // Inside the dialog, since everything outside of an open one is out of reach for screen readers too.
  return createPortal(
    <div ref={ref} id={id} role="tooltip" popover="manual" className={styles.tooltip}>
      {shown.text}
      {keys && <kbd>{keys}</kbd>}
    </div>,
    shown.target.closest('dialog[open]') ?? document.body,
  )
}

function listen(id: string, setShown: (shown: Shown | null) => void): () => void {
  let timer = 0
  let pressed: Place | null = null
  let undescribe: (() => void) | null = null
  const hide = () => {
    clearTimeout(timer)
    undescribe?.()
    undescribe = null
    setShown(null)
  }
  const show = (at: EventTarget | null) => {
    hide()
    const target = tooltipTarget(at)
    const text = target?.dataset.tooltip
    if (!target || !text) return
    const focused = document.activeElement
    if (focused && tooltipTarget(focused) === target) {
      undescribe = describe(focused, text, id)
      setShown({ target, text, isVisible: false })
    }
    timer = window.setTimeout(() => {
      if (target.isConnected) setShown({ target, text, isVisible: true })
    }, delay)
  }
  const onOver = ({ target, clientX, clientY, pointerType, buttons }: PointerEvent) => {
    const hasMoved = clientX !== pressed?.[0] || clientY !== pressed[1]
    if (pointerType !== 'mouse' || buttons !== 0 || !hasMoved) return
    // A mouse that rests somewhere takes nothing away from what has the focus.
    if (undescribe === null || tooltipTarget(target) !== null) show(target)
  }
  const onDown = ({ target, clientX, clientY, pointerType }: PointerEvent) => {
    pressed = [clientX, clientY]
    if (pointerType === 'touch') show(target)
    else hide()
  }
  const onUp = () => clearTimeout(timer)
  const onFocus = ({ target }: FocusEvent) => {
    if (target instanceof Element && target.matches(':focus-visible')) show(target)
  }
  const stop = new AbortController()
  const options = { capture: true, passive: true, signal: stop.signal }
  addEventListener('pointerover', onOver, options)
  addEventListener('pointerdown', onDown, options)
  for (const type of ['pointerup', 'pointercancel'] as const) addEventListener(type, onUp, options)
  addEventListener('focusin', onFocus, options)
  for (const type of ['keydown', 'wheel', 'focusout'] as const) addEventListener(type, hide, options)
  return () => {
    stop.abort()
    hide()
  }
}

function place(tooltip: HTMLElement, target: HTMLElement): void {
  const { offsetWidth: width, offsetHeight: height, style } = tooltip
  const box = target.getBoundingClientRect()
  // To the side where there is a column of targets, so that neighbours stay readable.
  const beside = target.dataset.tooltipSide === 'right'
  const toRight = box.right + 10
  const side = toRight + width < innerWidth - 6 ? toRight : box.left - width - 10
  const left = beside ? side : box.left + box.width / 2 - width / 2
  const below = box.bottom + 7
  const top = beside ? box.top + box.height / 2 - height / 2 : below
  const fits = beside || below + height < innerHeight - 4
  style.left = `${Math.max(6, Math.min(left, innerWidth - width - 6))}px`
  style.top = `${Math.max(6, fits ? top : box.top - height - 7)}px`
}
