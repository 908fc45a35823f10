import { dirname, join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { collectDeclarations } from './vite-declarations.ts'

const folder = '/node_modules'
const files = new Map(Object.entries(collectDeclarations()).map(([path, text]) => [`${folder}/${path}`, text]))

const ambient = ['@types/node/index.d.ts', '@webgpu/types/index.d.ts', '@webgpu/types/dom.d.ts'].map((path) =>
  join(folder, path),
)

/** Checks one file against the collected declarations and the compiler's own, and nothing else on disk. */
function faultsIn(source: string): string[] {
  const libraries = dirname(ts.getDefaultLibFilePath({}))
  const textOf = (path: string) =>
    path === '/model.ts'
      ? source
      : (files.get(path) ?? (path.startsWith(libraries) ? ts.sys.readFile(path) : undefined))
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    types: [],
    noEmit: true,
  }
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (path) => textOf(path) !== undefined,
    readFile: textOf,
    getSourceFile(path, version) {
      const text = textOf(path)
      return text === undefined ? undefined : ts.createSourceFile(path, text, version)
    },
    directoryExists: () => true,
    getCurrentDirectory: () => '/',
    getDefaultLibLocation: () => libraries,
  }
  const program = ts.createProgram(['/model.ts', ...ambient], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

it('checks printed code by them, finding what is wrong and nothing else', { timeout: 120_000 }, () => {
  const right = `
    import * as tf from '@tensorflow/tfjs'
    import { readFile } from 'node:fs/promises'
    export const hidden = (x: tf.Tensor2D, w: tf.Tensor2D): tf.Tensor2D => tf.relu(tf.matMul(x, w))
    export const bytes = async () => new Float32Array((await readFile('weights.bin')).buffer)
    console.log(process.argv.length, Buffer.byteLength('x'))
    import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
    export const backend = (device: GPUDevice, adapter: GPUAdapter) => new WebGPUBackend(device, adapter.info)
    console.log(GPUBufferUsage.STORAGE)
  `
  expect(faultsIn(right)).toEqual([])
  expect(faultsIn(right.replace('tf.relu(', 'tf.relux('))).toEqual([expect.stringContaining("'relux' does not exist")])
  expect(faultsIn(right.replace(', w)', ', w, 1)'))).toEqual([
    expect.stringContaining("type '1' is not assignable to parameter of type 'boolean"),
  ])
})
