// The prose of a file: comments, strings and JSX text of code, all of a document but its code and formulas. Line breaks are
// kept, comment marks and indentation are not, so that a phrase is found across a line break.
import ts from 'typescript'

interface Prose {
  /** The line of the file on which it starts, from 1. */
  readonly line: number
  readonly text: string
}

export function proseOf(path: string, text: string): Prose[] {
  return path.endsWith('.md') ? [{ line: 1, text: proseOfDocument(text) }] : proseOfCode(path, text)
}

function proseOfDocument(text: string): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ')
  return text.replace(/^```[\s\S]*?^```|\$\$[\s\S]*?\$\$|`[^`\n]*`|\]\([^)\s]*\)/gm, blank).replace(/\n[ \t]+/g, '\n')
}

function proseOfCode(path: string, text: string): Prose[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found = new Map<number, string>()
  const addComments = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) found.set(pos, text.slice(pos, end))
  }
  function visit(node: ts.Node): void {
    addComments(ts.getLeadingCommentRanges(text, node.pos))
    addComments(ts.getTrailingCommentRanges(text, node.end))
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isJsxText(node))
      found.set(node.getStart(source), node.getText(source))
    for (const child of node.getChildren(source)) visit(child)
  }
  visit(source)
  const pieces = [...found].sort(([a], [b]) => a - b)
  return joined(pieces, text).map(([start, piece]) => ({
    line: source.getLineAndCharacterOfPosition(start).line + 1,
    text: piece.replace(/^[ \t]*(?:\/\/+|\/\*+|\*+\/?)?[ \t]*/gm, ''),
  }))
}

/** Line comments that follow each other are one piece. */
function joined(pieces: readonly (readonly [number, string])[], text: string): [number, string][] {
  const whole: [number, string][] = []
  for (const [start, piece] of pieces) {
    const last = whole.at(-1)
    const follows = last && text.slice(last[0] + last[1].length, start).trim() === ''
    if (follows && piece.startsWith('//') && last[1].startsWith('//'))
      last[1] = text.slice(last[0], start + piece.length)
    else whole.push([start, piece])
  }
  return whole
}
