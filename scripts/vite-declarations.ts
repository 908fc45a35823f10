// The declarations that printed projects are checked against, as the module `virtual:declarations`: file name to text.
// TensorFlow.js keeps its documentation, which the code view shows on hovering; of Node only the types are kept.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import type { Plugin } from 'vite'

const moduleName = 'virtual:declarations'
const resolved = `\0${moduleName}`
const { resolve } = createRequire(import.meta.url)

export function declarations(): Plugin {
  return {
    name: 'declarations',
    resolveId: (id) => (id === moduleName ? resolved : undefined),
    load(id) {
      if (id !== resolved) return undefined
      return `export const declarations = JSON.parse(${JSON.stringify(JSON.stringify(collectDeclarations()))})`
    },
  }
}

/** By file name below `node_modules`. */
export function collectDeclarations(): Readonly<Record<string, string>> {
  return {
    ...packageDeclarations('@tensorflow/tfjs-core', 'dist/index.d.ts', withoutLicence),
    ...packageDeclarations('@tensorflow/tfjs-backend-webgpu', 'dist/index.d.ts', withoutLicence),
    ...packageDeclarations('@types/node', 'index.d.ts', withoutComments),
    ...webGpuDeclarations(),
    '@tensorflow/tfjs-core/index.d.ts': "export * from './dist/index'\n",
    '@tensorflow/tfjs-backend-webgpu/index.d.ts': "export * from './dist/index'\n",
    // The union package re-exports the core, and printed code takes nothing else from it.
    '@tensorflow/tfjs/index.d.ts': "export * from '@tensorflow/tfjs-core'\n",
  }
}

/** An entry file and all it refers to inside its package. */
function packageDeclarations(name: string, entry: string, shorten: (text: string, file: string) => string) {
  const folder = dirname(resolve(`${name}/package.json`))
  const files: Record<string, string> = {}
  const waiting = [join(folder, entry)]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const path = `${name}/${relative(folder, file).replaceAll('\\', '/')}`
    if (path in files) continue
    const text = readFileSync(file, 'utf8')
    files[path] = shorten(text, file)
    waiting.push(...referencesOf(text, dirname(file)))
  }
  return files
}

function referencesOf(text: string, folder: string): string[] {
  const { importedFiles, referencedFiles } = ts.preProcessFile(text, true, true)
  const imported = importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
  return [...imported, ...referencedFiles].map(({ fileName }) => {
    const base = join(folder, fileName)
    const found = [base, `${base}.d.ts`, join(base, 'index.d.ts')].find((c) => c.endsWith('.d.ts') && existsSync(c))
    if (!found) throw new Error(`${folder} refers to "${fileName}", which is not a declaration file.`)
    return found
  })
}

/** The licence of the package is in the page's list of licences; the types of WebGPU are part of the DOM by now. */
const withoutLicence = (text: string): string =>
  text
    .replaceAll(/\/\*\*\s*\* @license[\s\S]*?\*\/\s*/g, '')
    .replaceAll(/\/\/\/ <reference types="@webgpu[^\n]*\n/g, '')

/** What TensorFlow.js depends on, and what TypeScript's DOM adds, which the older TypeScript of the code view has not yet. */
function webGpuDeclarations(): Readonly<Record<string, string>> {
  const { resolve: resolveForCore } = createRequire(resolve('@tensorflow/tfjs-core/package.json'))
  const types = readFileSync(resolveForCore('@webgpu/types/dist/index.d.ts'), 'utf8')
  const file = parsed('lib.dom.d.ts', readFileSync(resolve('typescript/lib/lib.dom.d.ts'), 'utf8'))
  const texts = file.statements
    .filter((statement) => namesOf(statement).some((name) => /^(Navigator)?GPU|^WGSL/.test(name)))
    .map((statement) => printer.printNode(ts.EmitHint.Unspecified, statement, file))
  if (texts.length < 100) throw new Error(`TypeScript's DOM declares only ${texts.length} things of WebGPU.`)
  return {
    '@webgpu/types/index.d.ts': withoutComments(types, 'index.d.ts'),
    '@webgpu/types/dom.d.ts': texts.join('\n'),
  }
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? name.text : []))
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return [statement.name.text]
  return ts.isModuleDeclaration(statement) ? [statement.name.text] : []
}

const printer = ts.createPrinter({ removeComments: true })
const parsed = (file: string, text: string) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest)

/** References to other files look like comments, but are the way in which Node's declarations hang together. */
function withoutComments(text: string, file: string): string {
  return printer.printFile(parsed(file, text))
}
