// One tooltip for the whole window: anything with `data-tooltip` (and `data-tooltip-keys`) gets one, by hovering for a
// moment or by keyboard focus.
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import styles from './tooltip.module.css'

interface Shown {
  readonly text: string
  readonly keys: string | null
  readonly box: DOMRect
  /** To the side where there is a column of targets, so that neighbours stay readable. */
  readonly beside: boolean
}

const delay = 450

export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let timer = 0
    // What a press opens or closes may bring something else under a mouse that has not moved: nobody points at that.
    let pressed: readonly [x: number, y: number] | null = null
    const hide = () => {
      clearTimeout(timer)
      setShown(null)
    }
    const show = (target: EventTarget | null, after: number) => {
      hide()
      const element = target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null
      const text = element?.dataset.tooltip
      if (!element || !text) return
      timer = window.setTimeout(() => {
        if (!element.isConnected) return
        const { tooltipKeys = null, tooltipSide } = element.dataset
        setShown({ text, keys: tooltipKeys, box: element.getBoundingClientRect(), beside: tooltipSide === 'right' })
      }, after)
    }
    const onOver = (event: PointerEvent) => {
      const hasMoved = event.clientX !== pressed?.[0] || event.clientY !== pressed[1]
      if (event.pointerType === 'mouse' && event.buttons === 0 && hasMoved) show(event.target, delay)
    }
    const onDown = (event: PointerEvent) => {
      pressed = [event.clientX, event.clientY]
    }
    const onFocus = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) show(event.target, delay)
    }
    const options = { capture: true, passive: true }
    addEventListener('pointerover', onOver, options)
    addEventListener('pointerdown', onDown, options)
    addEventListener('focusin', onFocus, options)
    for (const type of ['pointerdown', 'keydown', 'wheel', 'focusout'] as const) addEventListener(type, hide, options)
    return () => {
      hide()
      removeEventListener('pointerover', onOver, options)
      removeEventListener('pointerdown', onDown, options)
      removeEventListener('focusin', onFocus, options)
      for (const type of ['pointerdown', 'keydown', 'wheel', 'focusout'] as const)
        removeEventListener(type, hide, options)
    }
  }, [])
  useLayoutEffect(() => {
    if (!shown || !ref.current) return
    const { offsetWidth: width, offsetHeight: height } = ref.current
    const { box, beside } = shown
    const left = beside ? box.right + 10 : box.left + box.width / 2 - width / 2
    const below = box.bottom + 7
    const top = beside ? box.top + box.height / 2 - height / 2 : below
    const fits = beside || below + height < innerHeight - 4
    ref.current.style.left = `${Math.max(6, Math.min(left, innerWidth - width - 6))}px`
    ref.current.style.top = `${Math.max(6, fits ? top : box.top - height - 7)}px`
  }, [shown])
  if (!shown) return null
  return (
    <div ref={ref} role="tooltip" className={styles.tooltip}>
      {shown.text}
      {shown.keys && <kbd>{shown.keys}</kbd>}
    </div>
  )
}
