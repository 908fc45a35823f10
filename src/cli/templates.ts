// The templates, bundled: their graph and what about.md says of them at its top.
import { definitions } from '../../nodes/index.ts'
import type { GraphDocument } from '../graph/document.ts'
import { parseDocument } from '../graph/document-file.ts'

const graphs = import.meta.glob<string>('../../templates/*/graph.json', {
  eager: true,
  query: '?raw',
  import: 'default',
})
const abouts = import.meta.glob<string>('../../templates/*/about.md', { eager: true, query: '?raw', import: 'default' })

export interface Template {
  /** Its folder's name. */
  readonly name: string
  readonly title: string
  readonly summary: string
  document(): GraphDocument
}

function templateAt(path: string, text: string): Template {
  const name = path.split('/').at(-2) ?? ''
  const about = abouts[path.replace('graph.json', 'about.md')] ?? ''
  const line = (key: string) => new RegExp(`^${key}: (.+)$`, 'm').exec(about)?.[1] ?? ''
  return {
    name,
    title: line('title'),
    summary: line('summary'),
    document: () => parseDocument(text, definitions),
  }
}

/** By name, in alphabetical order. */
export const templates: ReadonlyMap<string, Template> = new Map(
  Object.entries(graphs)
    .map(([path, text]) => templateAt(path, text))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((template) => [template.name, template]),
)
