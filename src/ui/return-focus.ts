/** Once `panel` is gone, the focus goes back to where it was before, unless it is somewhere else already. */
export function returnFocus(panel: Element, before: Element | null): void {
  const isLost = document.activeElement === null || document.activeElement === document.body
  if (!panel.isConnected && isLost && before instanceof HTMLElement) before.focus({ preventScroll: true })
}
