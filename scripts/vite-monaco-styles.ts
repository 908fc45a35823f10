// Monaco writes `<style>` elements, which the content security policy refuses. In the built page it gets constructed style
// sheets in their place.
import { join } from 'node:path'
import type { Plugin } from 'vite'

const file = /\/monaco-editor\/esm\/vs\/base\/browser\/domStylesheets\.js$/
const making = "document.createElement('style')"

export function monacoStyles(root: string): Plugin {
  const replacement = join(root, 'src/studio/code/constructed-style.ts')
  return {
    name: 'monaco-styles',
    apply: 'build',
    transform: {
      filter: { id: file },
      handler(code) {
        if (code.split(making).length !== 2) throw new Error(`Monaco no longer makes its styles by one ${making}.`)
        const imported = `import { constructedStyle } from ${JSON.stringify(replacement)};\n`
        return { code: imported + code.replace(making, 'constructedStyle()'), map: null }
      },
    },
  }
}
