// A printed file under construction: lines of text, each with the node that it comes from.

export interface ProjectFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string
  readonly text: string
  /** For each line the id of its node; absent if no line has one. */
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
