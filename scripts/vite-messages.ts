// Parses the ICU messages of src/words in advance, so that the page carries no parser of them.
import { parse } from '@formatjs/icu-messageformat-parser'
import ts from 'typescript'
import type { Plugin } from 'vite'

const region = /\/src\/words\/[\w/-]+\.ts$/

export function parsedMessages(): Plugin {
  return {
    name: 'parsed-messages',
    enforce: 'pre',
    apply: 'build',
    resolveId(id) {
      if (id !== '@formatjs/icu-messageformat-parser') return null
      return this.resolve('@formatjs/icu-messageformat-parser/no-parser.js')
    },
    transform(code, id) {
      return region.test(id) ? { code: withParsedMessages(code), map: null } : undefined
    },
  }
}

/** Each message with arguments as what the parser makes of it. */
export function withParsedMessages(code: string): string {
  const source = ts.createSourceFile('region.ts', code, ts.ScriptTarget.Latest)
  const edits: { readonly from: number; readonly to: number; readonly text: string }[] = []
  function visit(node: ts.Node): void {
    ts.forEachChild(node, visit)
    if (!ts.isPropertyAssignment(node) || !ts.isStringLiteralLike(node.initializer)) return
    const { text, end } = node.initializer
    if (!text.includes('{')) return
    edits.push({
      from: node.initializer.getStart(source),
      to: end,
      text: JSON.stringify(parse(text, { ignoreTag: true })),
    })
  }
  visit(source)
  return edits.reduceRight((done, { from, to, text }) => done.slice(0, from) + text + done.slice(to), code)
}
