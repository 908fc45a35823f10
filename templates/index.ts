// The templates: each folder's graph, and the front matter of its about.md.
import type { Definitions } from '../src/graph/definition.ts'
import type { GraphDocument } from '../src/graph/document.ts'
import { readDocument } from '../src/graph/document-file.ts'

export interface TemplateSource {
  /** The name of its folder. */
  readonly name: string
  readonly title: string
  /** One line: what it is and what to learn from it. */
  readonly summary: string
  readonly document: GraphDocument
}

/** All template folders, in the recommended learning order, which every list of templates uses. */
export const templateNames: readonly string[] = [
  'vae',
  'vae-2d',
  'vae-conv',
  'vae-layers',
  'gan-1d',
  'gan',
  'gan-digits',
  'aae',
  'aae-conv',
  'realnvp',
  'realnvp-images',
  'glow',
  'made',
  'pixelcnn',
]

const graphs = import.meta.glob<unknown>('./*/graph.json', { import: 'default', eager: true })
const texts = import.meta.glob<string>('./*/about.md', { query: '?raw', import: 'default', eager: true })

/** @throws {DocumentError} if a template's graph does not open. */
export const readTemplates = (definitions: Definitions): readonly TemplateSource[] =>
  templateNames.map((name) => readTemplate(name, definitions))

/** @throws {DocumentError} if the graph does not open. */
export function readTemplate(name: string, definitions: Definitions): TemplateSource {
  const document = readDocument(graphs[`./${name}/graph.json`], definitions)
  const matter = frontMatter(texts[`./${name}/about.md`] ?? '')
  return { name, title: matter.get('title') ?? document.title, summary: matter.get('summary') ?? '', document }
}

/** `key: value` lines between two lines of three dashes at the top. */
function frontMatter(text: string): ReadonlyMap<string, string> {
  const [, block = ''] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text) ?? []
  const lines = block.split(/\r?\n/).flatMap((line) => {
    const [, key, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
    return key && value !== undefined ? [[key, value.trim()] as const] : []
  })
  return new Map(lines)
}
