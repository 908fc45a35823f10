// Formulas that are too wide for the panel become smaller, as far as they can still be read.
import { type RefObject, useEffect, useRef } from 'react'

/** In ems; below this a formula is scrolled instead. */
const smallest = 0.72

/** Give it to the element that holds them; they are fitted again when it is resized, or gets another text. */
export function useFittedFormulas(html: string | null): RefObject<HTMLDivElement | null> {
  const text = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = text.current
    if (!box || html === null) return
    const observer = new ResizeObserver(() => {
      for (const formula of box.querySelectorAll<HTMLElement>('.katex-display')) shrink(formula)
    })
    observer.observe(box)
    return () => observer.disconnect()
  }, [html])
  return text
}

function shrink(formula: HTMLElement): void {
  formula.style.fontSize = ''
  const share = formula.clientWidth / formula.scrollWidth
  // A little less, since widths are rounded.
  if (share < 1) formula.style.fontSize = `${Math.max(smallest, share * 0.99)}em`
}
