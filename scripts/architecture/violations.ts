// Holds source files to the architecture: the import table, the length of a file, names, and no `export *`.
import { posix } from 'node:path'
import { tfjsEntries } from '../vite-tfjs.ts'
import { type ImportReference, importsOf } from './imports.ts'
import { type Layer, layers, reactPackages } from './layers.ts'

const longestFile = 300
const fragileApi =
  /\bnavigator\.(locks|clipboard|storage|serviceWorker)\b|\bcrypto\.(randomUUID|subtle)\b|\b(indexedDB|openDB|localStorage|sessionStorage|SharedArrayBuffer)\b/
/** The worker's heartbeat and the archive of runs have their own fallbacks. */
const asksItself = /^src\/(platform\/|(protocol\/client|worker)\.ts$|store\/run\/run-archive\.ts$)/
const vagueName = /(^|-)(utils?|helpers?|common|misc)$|managers?$/i
/** What only tests run counts as a test. */
const isTest = (path: string) => /\.(test|spec|components)\.tsx?$|\/fixtures\//.test(path)

/** The violations of one file, a sentence each. `path` is relative to the repository, with forward slashes. */
export function violationsOf(path: string, text: string): string[] {
  const references = /\.tsx?$/.test(path) ? importsOf(path, text) : []
  return [
    ...lengthViolations(path, text),
    ...nameViolations(path),
    ...references.filter((reference) => reference.isStar).map((r) => `${path} has "export * from '${r.specifier}'"`),
    ...importViolations(path, references),
    ...platformViolations(path, text),
  ]
}

/** What a browser may lack or refuse is asked for in one place, which has an answer for when it is missing. */
function platformViolations(path: string, text: string): string[] {
  if (!/^(src|nodes|templates)\//.test(path) || asksItself.test(path) || isTest(path)) return []
  const code = text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$|`[^`\n$]*`/gm, '$1')
  const found = code.match(fragileApi)
  return found ? [`${path} uses ${found[0]}, which may be missing: ask src/platform for it`] : []
}

function lengthViolations(path: string, text: string): string[] {
  const lines = text.replace(/\n$/, '').split('\n').length
  return lines > longestFile ? [`${path} has ${lines} lines; at most ${longestFile} are allowed`] : []
}

function nameViolations(path: string): string[] {
  const vague = path.split('/').find((segment) => vagueName.test(segment.split('.')[0] ?? ''))
  return vague ? [`${path}: the name "${vague}" does not say what is in it`] : []
}

function importViolations(path: string, references: readonly ImportReference[]): string[] {
  if (!/^(src|nodes|templates|bench|e2e)\//.test(path)) return []
  const layer = layerOf(path)
  if (!layer) return [`${path} is in no folder that the import table knows`]
  return references.flatMap((reference) => {
    const { specifier } = reference
    if (!/^[./]/.test(specifier)) return packageViolations(path, layer, specifier)
    return isTest(path) ? [] : sourceViolations(path, layer, reference)
  })
}

function packageViolations(path: string, layer: Layer, specifier: string): string[] {
  if (specifier.startsWith('@tensorflow/')) {
    if (!layer.tensors && !isTest(path))
      return [`${path} imports ${specifier}, but ${layer.name} must not load TensorFlow.js`]
    const isUnion = layer.tensors === 'as others take them' && specifier === '@tensorflow/tfjs'
    if (!tfjsEntries.includes(specifier) && !specifier.endsWith('.wasm') && !isUnion) {
      return [
        `${path} imports ${specifier}, which would load a second TensorFlow.js; allowed are ${tfjsEntries.join(', ')}`,
      ]
    }
  }
  if (reactPackages.test(specifier) && !layer.react && !isTest(path)) {
    return [`${path} imports ${specifier}, but ${layer.name} must not depend on React`]
  }
  return []
}

function sourceViolations(path: string, layer: Layer, reference: ImportReference): string[] {
  const target = posix.join(posix.dirname(path), reference.specifier)
  if (reference.isWorker) {
    return /(^|[/.])worker\.ts$/.test(target)
      ? []
      : [`${path} starts a worker from ${target}, which is not called worker.ts`]
  }
  const targetLayer = layerOf(target)
  if (!targetLayer) return [`${path} imports ${target}, which is in no folder that the import table knows`]
  const { name } = targetLayer
  if (name === layer.name || layer.imports.includes(name)) return []
  if (layer.types?.includes(name)) {
    return reference.isTypeOnly ? [] : [`${path} imports ${target}: of ${name}, ${layer.name} may import types only`]
  }
  return [`${path} imports ${target}: ${layer.name} may not import ${name}`]
}

function layerOf(path: string): Layer | undefined {
  return layers.find((layer) => layer.files.test(path))
}
