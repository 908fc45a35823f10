// Colours of plots. A canvas knows no custom properties, so they are read off elements that the style sheet colours.

/** The colour that the style sheet gives to the element marked `data-colour` inside `root`, as the theme stands. */
export function colourIn(root: Element, name: string): string {
  const element = root.querySelector(`[data-colour="${name}"]`)
  return element ? getComputedStyle(element).color : 'gray'
}

export const isDark = (element: Element): boolean => {
  const scheme = getComputedStyle(element).colorScheme
  return scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
}

/** Calls back when the page changes between light and dark. */
export function onThemeChange(change: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(change)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  system.addEventListener('change', change)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', change)
  }
}
