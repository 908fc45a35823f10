// Everything that the engine's two faces export says what it is, for the pages that `npm run docs:engine` makes.
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const faces = ['index.ts', 'node.ts'].map((file) => fileURLToPath(new URL(file, import.meta.url)))

test('every export has a comment', { timeout: 120_000 }, () => {
  const program = ts.createProgram(faces, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
  })
  const checker = program.getTypeChecker()
  const exported = faces.flatMap((path) => {
    const face = program.getSourceFile(path)
    const module = face && checker.getSymbolAtLocation(face)
    return module ? checker.getExportsOfModule(module) : []
  })
  const bare = exported.filter((one) => {
    const symbol = one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one
    // Tags alone, as @throws, are shown too.
    return symbol.getDocumentationComment(checker).length === 0 && symbol.getJsDocTags(checker).length === 0
  })
  expect(exported.length).toBeGreaterThan(100)
  expect(bare.map(({ name }) => name)).toEqual([])
})
