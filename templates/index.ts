// The templates: each folder's graph, and the front matter of its about.md.
import type { Definitions } from '../src/graph/definition.ts'
import type { GraphDocument } from '../src/graph/document.ts'
import { readDocument } from '../src/graph/document-file.ts'

export interface TemplateSource {
  readonly name: string
  readonly title: string
  /** One line: what it is and what to learn from it. */
  readonly summary: string
  readonly document: GraphDocument
}

const graphs = import.meta.glob<unknown>('./*/graph.json', { import: 'default', eager: true })
const texts = import.meta.glob<string>('./*/about.md', { query: '?raw', import: 'default', eager: true })

/** @throws {DocumentError} where a template's graph does not open. */
export function readTemplates(definitions: Definitions): readonly TemplateSource[] {
  const named = Object.entries(graphs).map(([path, json]) => [path.split('/')[1] ?? path, json] as const)
  return named
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, json]) => {
      const document = readDocument(json, definitions)
      const matter = frontMatter(texts[`./${name}/about.md`] ?? '')
      return { name, title: matter.get('title') ?? document.title, summary: matter.get('summary') ?? '', document }
    })
}

/** `key: value` lines between two lines of three dashes at the top. */
export function frontMatter(text: string): ReadonlyMap<string, string> {
  const [, block = ''] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text) ?? []
  const lines = block.split(/\r?\n/).flatMap((line) => {
    const [, key, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
    return key && value !== undefined ? [[key, value.trim()] as const] : []
  })
  return new Map(lines)
}
