// The inner loop of incremental evaluation: in WebAssembly, four examples at once, or as plain JavaScript where that has no
// SIMD. The arrays that it works on come from it, since WebAssembly sees its own memory only.
import { multiplyAddBinary } from './multiply-add-binary.ts'
import type { MultiplyAdd } from './rule.ts'

/** Arrays of the requested lengths, filled with zeros, and the loop that may be run on them. */
export interface Workspace {
  readonly arrays: readonly Float32Array[]
  readonly multiplyAdd: MultiplyAdd
}

const pageBytes = 65_536
/** A vector of four numbers. */
const alignment = 16

export function createWorkspace(lengths: readonly number[]): Workspace {
  return simdModule() === undefined ? plainWorkspace(lengths) : simdWorkspace(lengths)
}

export function plainWorkspace(lengths: readonly number[]): Workspace {
  return { arrays: lengths.map((length) => new Float32Array(length)), multiplyAdd }
}

const multiplyAdd: MultiplyAdd = (y, yAt, x, xAt, w, wAt, terms, width, rows) => {
  for (let k = 0; k < width; k++) {
    const to = yAt + k * rows
    for (let t = 0; t < terms; t++) {
      const weight = w[wAt + t * width + k]!
      const from = xAt + t * rows
      for (let row = 0; row < rows; row++) y[to + row]! += weight * x[from + row]!
    }
  }
}

/** @throws RangeError when there is not as much memory. */
function simdWorkspace(lengths: readonly number[]): Workspace {
  const module = simdModule()
  if (module === undefined) throw new Error('WebAssembly has no SIMD here.')
  // Nothing lies at address 0, where the module might keep its own data.
  let bytes = alignment
  const offsets = lengths.map((length) => {
    const offset = bytes
    bytes += Math.ceil((length * 4) / alignment) * alignment
    return offset
  })
  const pages = Math.ceil(bytes / pageBytes) + 1
  const memory = new WebAssembly.Memory({ initial: pages })
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  const run = exports.multiplyAdd
  if (typeof run !== 'function') throw new Error('The WebAssembly module exports no multiplyAdd.')
  return {
    arrays: lengths.map((length, i) => new Float32Array(memory.buffer, offsets[i], length)),
    multiplyAdd: (y, yAt, x, xAt, w, wAt, terms, width, rows) =>
      run(y.byteOffset + 4 * yAt, x.byteOffset + 4 * xAt, w.byteOffset + 4 * wAt, terms, width, rows),
  }
}

let compiled: WebAssembly.Module | 'none' | undefined

function simdModule(): WebAssembly.Module | undefined {
  compiled ??= compile()
  return compiled === 'none' ? undefined : compiled
}

function compile(): WebAssembly.Module | 'none' {
  const bytes = Uint8Array.from(atob(multiplyAddBinary), (character) => character.charCodeAt(0))
  return typeof WebAssembly === 'object' && WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : 'none'
}
