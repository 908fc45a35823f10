// What has a tooltip: an element with `data-tooltip`, what is in one, or a control whose label has one.

const selector = '[data-tooltip]'

export function tooltipTarget(target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof Element)) return null
  return target.closest<HTMLElement>(selector) ?? labelsOf(target).find((label) => label.matches(selector)) ?? null
}

const labelsOf = (target: Element): readonly HTMLElement[] =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? [...(target.labels ?? [])] : []

/** Makes the tooltip the description of what has the focus, unless that says it already. Gives the way back. */
export function describe(element: Element, text: string, id: string): () => void {
  if (element.getAttribute('aria-label') === text || element.hasAttribute('aria-description')) return () => undefined
  const ids = () => (element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)
  const write = (all: readonly string[]) => {
    if (all.length > 0) element.setAttribute('aria-describedby', all.join(' '))
    else element.removeAttribute('aria-describedby')
  }
  write([...ids(), id])
  return () => write(ids().filter((one) => one !== id))
}
