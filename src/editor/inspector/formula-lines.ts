/**
 * A formula of several parts, set apart by `\qquad`, with each part on a separate line: the inspector is narrow. A word between
 * two parts, such as `\text{or}`, stays with the second.
 */
export function formulaInLines(formula: string): string {
  const lines = formula
    .replace(/(\\text\{[^{}]*\})\s*\\qquad/g, '$1 \\quad')
    .split(/\s*\\qquad\s*/)
    .filter((part) => part !== '')
  return lines.length < 2 ? formula : `\\begin{gathered} ${lines.join(' \\\\[4pt] ')} \\end{gathered}`
}
