// A printed file, with what the code view needs about its lines.
import type { Program } from '../../compiler/program/program.ts'

export interface SourceFile {
  readonly path: string
  readonly text: string
  /** For each line the node that it belongs to, or `null`; absent if no line belongs to a node. */
  readonly nodes?: readonly (string | null)[]
}

/** Prints a Program as the files of a project. */
export type PrintProject = (program: Program) => Promise<readonly SourceFile[]>

/** A run of lines, counted from 1, both ends included. */
export interface LineRange {
  readonly from: number
  readonly to: number
}

/** The runs of lines that stand for any of these nodes. */
export function linesOf(file: SourceFile, nodes: ReadonlySet<string>): readonly LineRange[] {
  const ranges: { from: number; to: number }[] = []
  for (const [index, node] of (file.nodes ?? []).entries()) {
    if (node === null || !nodes.has(node)) continue
    const last = ranges.at(-1)
    if (last && last.to === index) last.to = index + 1
    else ranges.push({ from: index + 1, to: index + 1 })
  }
  return ranges
}

/** The node of a line counted from 1. */
export const nodeAt = (file: SourceFile, line: number): string | null => file.nodes?.[line - 1] ?? null

/** The file to show for these nodes: the present one where it has lines of theirs, else the first that has. */
export function fileFor(
  files: readonly SourceFile[],
  present: string,
  nodes: ReadonlySet<string>,
): SourceFile | undefined {
  const has = (file: SourceFile) => linesOf(file, nodes).length > 0
  const shown = files.find(({ path }) => path === present)
  return shown && has(shown) ? shown : files.find(has)
}

/** Printed for the graph; the others lie in folders, are the same in every project, and were checked when Genloom was built. */
export const isPrinted = ({ path }: SourceFile): boolean => !path.includes('/')

/** Language of a file as editors name it. */
export function languageOf(path: string): 'typescript' | 'json' | 'markdown' | 'plaintext' {
  if (/\.[cm]?ts$/.test(path)) return 'typescript'
  if (path.endsWith('.json')) return 'json'
  return path.endsWith('.md') ? 'markdown' : 'plaintext'
}

/** How many type errors there are, or why that is not known. */
export type TypeCheck = { readonly errors: number } | { readonly fault: string }
