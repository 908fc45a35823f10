// What the editor asks of the world outside: files, links, exports. Given by the composition root.

import type { TypedGraph } from '../../compiler/inference/typed-graph.ts'
import type { Program } from '../../compiler/program/program.ts'
import type { Checkpoint } from '../../engine/index.ts'
import type { GraphDocument } from '../../graph/document.ts'

export interface MadeLink {
  readonly link: string
  /** Whether a link this long survives being sent: `file` means it would not. */
  readonly advice: 'copy' | 'warn' | 'file'
}

/** What a file holds: a graph, and the state of its training where that was saved with it. */
export interface OpenedFile {
  readonly document: GraphDocument
  readonly checkpoint?: Checkpoint
  /** Why the state of training that the file holds cannot be used. */
  readonly leftOut?: string
}

export interface Services {
  makeLink(document: GraphDocument): Promise<MadeLink>
  /** With a checkpoint, the weights and all that is needed to go on training are in the file. Resolves to its bytes. */
  saveFile(document: GraphDocument, checkpoint?: Checkpoint): Promise<number>
  /** Lets the user choose a file; `null` if they choose none. */
  pickFile(): Promise<File | null>
  openFile(file: File): Promise<OpenedFile>
  /** With the checkpoint, from which its training goes on. Resolves to what the project lacks, in a sentence. */
  exportProject(program: Program, checkpoint?: Checkpoint): Promise<string | undefined>
  /** A picture of the canvas that carries the graph. */
  exportPicture(graph: { readonly typed: TypedGraph }): Promise<void>
}
