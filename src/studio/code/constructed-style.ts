// A style sheet without a `<style>` element, which the content security policy forbids. The code editor gets it instead of such
// an element: scripts/vite-monaco-styles.ts.

/** Stands in the document for a style sheet, as a `<style>` element would. */
export function constructedStyle(): HTMLElement {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets.push(sheet)
  let text = ''
  const element = document.createElement('template')
  return Object.defineProperties(element, {
    sheet: { value: sheet },
    textContent: {
      get: () => text,
      set(changed: string) {
        text = changed
        sheet.replaceSync(changed)
      },
    },
    remove: {
      value() {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
        Element.prototype.remove.call(element)
      },
    },
  })
}
