// Finds words that people see and that are written in a component: its text, and the attributes that are shown or spoken.
import ts from 'typescript'

const spoken =
  /^(aria-(label|description|roledescription|valuetext)|ariaLabel|title|placeholder|alt|label|nothing|data-tooltip)$/
/** Signs and units such as `×` and `%` need no translation. */
const word = /\p{L}{2,}/u

/** `file:line: "the words"` for each. */
export function literalWords(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const add = (node: ts.Node, words: string) => {
    if (!word.test(words)) return
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
    found.push(`${path}:${line + 1}: "${words.trim().replace(/\s+/g, ' ')}"`)
  }

  /** What an expression may show: its own text, and that of either choice. */
  function addShown(node: ts.Expression | undefined): void {
    if (!node) return
    if (ts.isStringLiteralLike(node)) add(node, node.text)
    else if (ts.isTemplateExpression(node)) {
      add(node, [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' '))
      for (const { expression } of node.templateSpans) addShown(expression)
    } else if (ts.isConditionalExpression(node)) {
      addShown(node.whenTrue)
      addShown(node.whenFalse)
    } else if (ts.isBinaryExpression(node)) {
      const joins = [ts.SyntaxKind.PlusToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken]
      if (joins.includes(node.operatorToken.kind)) addShown(node.left)
      addShown(node.right)
    } else if (ts.isParenthesizedExpression(node)) addShown(node.expression)
  }

  function visit(node: ts.Node): void {
    if (ts.isJsxText(node)) add(node, node.text)
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) addShown(node.expression)
    else if (ts.isJsxAttribute(node) && spoken.test(node.name.getText(source))) {
      const { initializer } = node
      if (initializer && ts.isStringLiteral(initializer)) add(initializer, initializer.text)
      else if (initializer && ts.isJsxExpression(initializer)) addShown(initializer.expression)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
