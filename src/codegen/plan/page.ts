// A printed file as it grows: lines of text, each with the node it came from.

export interface ProjectFile {
  /** Below the project's folder, with forward slashes. */
  readonly path: string
  readonly text: string
  /** For each line the id of the node that it belongs to; absent where no line belongs to one. */
  readonly nodes?: readonly (string | null)[]
}

export class Page {
  private readonly lines: { readonly text: string; readonly node: string | null }[] = []

  /** Adds text of one or more lines. */
  add(text: string, node: string | null = null): void {
    for (const line of text.split('\n')) this.lines.push({ text: line, node })
  }

  /** Ends with one newline. */
  toFile(path: string): ProjectFile {
    const nodes = [...this.lines.map(({ node }) => node), null]
    const text = `${this.lines.map((line) => line.text).join('\n')}\n`
    return nodes.some((node) => node !== null) ? { path, text, nodes } : { path, text }
  }
}
