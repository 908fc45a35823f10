// What the editor asks of the world outside: files, links, exports. Given by the composition root.

import type { Program } from '../compiler/program.ts'
import type { TypedGraph } from '../compiler/typed-graph.ts'
import type { Definitions } from '../graph/definition.ts'
import type { GraphDocument } from '../graph/document.ts'

export interface MadeLink {
  readonly link: string
  /** Whether a link this long survives being sent: `file` means it would not. */
  readonly advice: 'copy' | 'warn' | 'file'
}

export interface Services {
  makeLink(document: GraphDocument): Promise<MadeLink>
  saveFile(document: GraphDocument): Promise<void>
  /** Lets the person choose a file; `null` when they choose none. */
  pickFile(): Promise<File | null>
  openFile(file: File): Promise<GraphDocument>
  exportProject(program: Program): Promise<void>
  /** A picture of the canvas that carries the graph. */
  exportPicture(graph: { readonly typed: TypedGraph; readonly definitions: Definitions }): Promise<void>
}
