// Markdown to HTML; `$...$` and `$$...$$` are typeset by KaTeX. What HTML the text itself holds is still in it: it is shown
// by `SafeHtml`.
import katex from 'katex'
import { Marked } from 'marked'
import { formulaInLines } from './formula-lines.ts'

const marked = new Marked({
  extensions: [
    {
      name: 'displayFormula',
      level: 'block',
      start: (source: string) => source.indexOf('$$'),
      tokenizer(source: string) {
        const match = /^\$\$\s*([\s\S]+?)\s*\$\$/.exec(source)
        return match ? { type: 'displayFormula', raw: match[0], text: match[1] } : undefined
      },
      renderer: ({ text }) => typeset(formulaInLines(String(text)), true),
    },
    {
      name: 'formula',
      level: 'inline',
      start: (source: string) => source.indexOf('$'),
      tokenizer(source: string) {
        const match = /^\$([^$\n]+?)\$/.exec(source)
        return match ? { type: 'formula', raw: match[0], text: match[1] } : undefined
      },
      renderer: ({ text }) => typeset(String(text), false),
    },
  ],
})

const typeset = (formula: string, displayMode: boolean): string =>
  katex.renderToString(formula, { displayMode, throwOnError: false, output: 'htmlAndMathml' })

export function renderText(markdown: string): string {
  return marked.parse(markdown.replace(/^---\n[\s\S]*?\n---\n/, ''), { async: false })
}
