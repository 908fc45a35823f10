// Reads what a TypeScript file imports, from its syntax tree, so that comments and strings cannot deceive.
import ts from 'typescript'

export interface ImportReference {
  /** As written, without a query such as `?raw`. */
  readonly specifier: string
  /** Only types are taken, so nothing remains of it at run time. */
  readonly isTypeOnly: boolean
  /** A worker is started from the file, whose code then stays out of the importer's chunk. */
  readonly isWorker: boolean
  /** `export * from` */
  readonly isStar: boolean
}

/** Every static, dynamic, type, glob, URL and worker reference to another module in `text`. */
export function importsOf(path: string, text: string): ImportReference[] {
  const found: ImportReference[] = []
  const add = (node: ts.Node | undefined, kind: Partial<ImportReference> = {}) => {
    if (!node || !ts.isStringLiteralLike(node)) return
    const [specifier = '', query = ''] = node.text.split('?')
    found.push({ specifier, isTypeOnly: false, isWorker: /^(shared)?worker\b/.test(query), isStar: false, ...kind })
  }

  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, { isTypeOnly: isTypeImport(node.importClause) })
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, { isTypeOnly: node.isTypeOnly, isStar: !node.exportClause })
    } else if (ts.isImportTypeNode(node)) {
      if (ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, { isTypeOnly: true })
    } else if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0])
      // Files taken in as text are carried, not run: no dependency.
      const takesText = /query: '\?raw'/.test(node.arguments[1]?.getText(source) ?? '')
      if (node.expression.getText(source) === 'import.meta.glob' && !takesText) {
        for (const pattern of globPatterns(node.arguments[0])) add(pattern)
      }
    } else if (ts.isNewExpression(node) && node.expression.getText(source) === 'URL') {
      if (node.arguments?.[1]?.getText(source) === 'import.meta.url') {
        add(node.arguments[0], { isWorker: isWorkerStart(node.parent, source) })
      }
    }
    ts.forEachChild(node, visit)
  }

  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  visit(source)
  return found
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const { namedBindings } = clause
  if (clause.name || !namedBindings || !ts.isNamedImports(namedBindings)) return false
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly)
}

function globPatterns(argument: ts.Expression | undefined): readonly ts.Expression[] {
  if (!argument) return []
  return ts.isArrayLiteralExpression(argument) ? argument.elements : [argument]
}

function isWorkerStart(node: ts.Node, source: ts.SourceFile): boolean {
  return ts.isNewExpression(node) && /^(Shared)?Worker$/.test(node.expression.getText(source))
}
