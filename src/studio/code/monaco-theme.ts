// Monaco in the colours of the page, light or dark. Monaco takes hexadecimal colours only.
import type { monaco as Monaco } from './monaco-setup.ts'

/** Reads the colours that hold inside an element and gives them to every editor. */
export function applyTheme(monaco: typeof Monaco, element: HTMLElement): void {
  const isDark = getComputedStyle(element).colorScheme === 'dark' || (isSystemTheme() && prefersDark())
  monaco.editor.defineTheme('page', {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [],
    colors: {
      'editor.background': hexOf(element, '--surface'),
      'editorGutter.background': hexOf(element, '--surface'),
      'editorLineNumber.foreground': hexOf(element, '--ink-faint'),
      'editorLineNumber.activeForeground': hexOf(element, '--ink'),
      'editorHoverWidget.background': hexOf(element, '--surface-raised'),
      'editorWidget.border': hexOf(element, '--line-strong'),
      focusBorder: hexOf(element, '--focus'),
    },
  })
  monaco.editor.setTheme('page')
}

const isSystemTheme = (): boolean => document.documentElement.dataset.theme === undefined
const prefersDark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches

/** The value of a custom property as `#rrggbb`, found by letting the browser resolve it. */
function hexOf(element: HTMLElement, property: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${property})`
  element.append(probe)
  const channels = getComputedStyle(probe).color.match(/\d+/g)?.slice(0, 3) ?? []
  probe.remove()
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`
}
