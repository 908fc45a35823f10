// Compiles assembly/ to WebAssembly and writes the bytes, as text that any bundler and any exported project takes, into two
// files: the kernels of the WASM backend, and the loop that draws from autoregressive models. A test holds those files
// with a fresh build.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const folder = fileURLToPath(new URL('../assembly/', import.meta.url))
const source = (/** @type {string} */ path) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))
const binaryFile = source('engine/backends/wasm-kernels/native/binary.ts')
const multiplyAddFile = source('engine/math/incremental/multiply-add-binary.ts')

/** The memory is somebody else's, of the kernels TensorFlow.js's own, so nothing may be placed in it: no runtime, no data, no messages. */
const options = [
  '--optimizeLevel=3',
  '--runtime=stub',
  '--importMemory',
  '--noExportMemory',
  '--noAssert',
  '--use=abort=',
  '--enable=simd',
  '--enable=bulk-memory',
  // Vectors go from function to function, none of them to JavaScript.
  '--disableWarning=112',
]
/** Of the formatter. */
const lineWidth = 120
const forSharedMemory = ['--sharedMemory', '--maximumMemory=65536', '--enable=threads']

/** @param {string} entry @param {string[]} more options @returns {Promise<Uint8Array>} */
async function compile(entry, more) {
  /** @type {Uint8Array | undefined} */
  let binary
  const { error, stderr } = await asc.main([entry, ...options, ...more, '--outFile=native.wasm'], {
    readFile: (name, base) => readSource(join(base, name)),
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents
    },
    listFiles: () => [],
  })
  if (error || !binary) throw new Error(`AssemblyScript does not compile ${folder}:\n${stderr.toString()}`)
  return binary
}

/**
 * Imports carry their extension, to which the compiler adds one.
 * @param {string} name
 */
function readSource(name) {
  const file = join(folder, name.replace(/\.ts\.ts$/, '.ts'))
  // The compiler asks for each module in several places.
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/**
 * The module's two forms differ in nothing but how they import their memory, so what they share is written once.
 * @returns {Promise<string>}
 */
export async function buildBinary() {
  const plain = await compile('index.ts', [])
  const shared = await compile('index.ts', forSharedMemory)
  const shorter = Math.min(plain.length, shared.length)
  let start = 0
  while (start < shorter && plain[start] === shared[start]) start++
  let end = 0
  while (end < shorter - start && plain.at(-1 - end) === shared.at(-1 - end)) end++
  return [
    '// Built from assembly/ by scripts/build-wasm.mjs; not to be edited. Base64 of the parts of a WebAssembly module, of which',
    '// the second depends on whether the memory that it works on is shared between threads.',
    '',
    constant('start', plain.subarray(0, start)),
    constant('plainMemory', plain.subarray(start, plain.length - end)),
    constant('sharedMemory', shared.subarray(start, shared.length - end)),
    constant('rest', plain.subarray(plain.length - end)),
    '',
  ].join('\n')
}

/** @returns {Promise<string>} */
export async function buildMultiplyAdd() {
  return [
    '// Built from assembly/multiply-add.ts by scripts/build-wasm.mjs; not to be edited. Base64 of a WebAssembly module.',
    constant('multiplyAddBinary', await compile('multiply-add.ts', [])),
    '',
  ].join('\n')
}

/** @param {string} name @param {Uint8Array} bytes */
function constant(name, bytes) {
  const text = `'${Buffer.from(bytes).toString('base64')}'`
  const line = `export const ${name} = ${text}`
  return line.length <= lineWidth ? line : `export const ${name} =\n  ${text}`
}

/** @returns {string} */
export const readBinary = () => readFileSync(binaryFile, 'utf8')

/** @returns {string} */
export const readMultiplyAdd = () => readFileSync(multiplyAddFile, 'utf8')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, build] of /** @type {const} */ ([
    [binaryFile, buildBinary],
    [multiplyAddFile, buildMultiplyAdd],
  ])) {
    const text = await build()
    writeFileSync(file, text)
    console.error(`${text.length} characters written to ${file}`)
  }
}
