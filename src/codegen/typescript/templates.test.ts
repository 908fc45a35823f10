// Every template as a separate project: its types are correct, and trained from the same seed it has the runtime's
// losses, in plain JavaScript, on WebAssembly, and on WebGPU if Node.js has it.

import * as tf from '@tensorflow/tfjs-core'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { isFullTest } from '../../../scripts/full-tests.ts'
import { softwareWebGpu } from '../../../scripts/webgpu-for-node.mjs'
import { readTemplates } from '../../../templates/index.ts'
import { shrunk } from '../../../templates/shrunk.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { Program } from '../../compiler/program/program.ts'
import { registerWasmKernels } from '../../engine/backends/wasm-kernels/register.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { setParam } from '../../graph/edits.ts'
import { loadSources } from '../carried/load-sources.ts'
import { BuiltProject } from '../fixtures/built-project.ts'
import { expectSameTraining, expectSameTrainingOnWebGpu, readPublicFile } from '../fixtures/same-training.ts'
import type { Sources } from '../plan/op-source.ts'
import { printProject, projectEntries } from './project.ts'

let sources: Sources
let digits: Uint8Array
beforeAll(async () => {
  sources = await loadSources()
  digits = await readPublicFile('data/digits.bin')
  registerWasmKernels()
  await tf.setBackend('cpu')
})

function compile(document: GraphDocument): Program {
  const result = compileDocument(document, definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

/** A fifth of the digits is evaluated faster. */
const ofTwoClasses = (document: GraphDocument): GraphDocument =>
  document.nodes
    .filter(({ kind }) => kind === 'data/digits')
    .reduce((fewer, { id }) => setParam(fewer, id, 'classes', [0, 1]), document)

const webGpu = await softwareWebGpu()
/** A software driver is slow: one template of each family, unless everything is to be tested. */
const onWebGpu = new Set(['vae-2d', 'gan-1d', 'aae', 'realnvp', 'made'])

test.each(readTemplates(definitions))('$name', { timeout: 240_000 }, async ({ name, document }) => {
  const program = compile(ofTwoClasses(shrunk(document)))
  const project = new BuiltProject(
    projectEntries(printProject(program, sources, builtInDatasets), new Map([['data/digits.bin', digits]])),
  )
  try {
    expect(project.compile()).toEqual([])
    await expectSameTraining(project, program, 4)
    await tf.setBackend('wasm')
    await expectSameTraining(project, program, 20, 'wasm')
    if (webGpu && (isFullTest || onWebGpu.has(name))) await expectSameTrainingOnWebGpu(project, program, 3, webGpu)
  } finally {
    await tf.setBackend('cpu')
    project.remove()
  }
})
