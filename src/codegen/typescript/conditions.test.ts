// Projects of models conditioned on labels or other data: trained and sampled from the same seed, they give the same
// results as the runtime, also on WebGPU if Node.js has it.

import * as tf from '@tensorflow/tfjs-core'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, expect, test } from 'vitest'

import { definitions } from '../../../nodes/index.ts'
import { isFullTest } from '../../../scripts/full-tests.ts'
import { softwareWebGpu } from '../../../scripts/webgpu-for-node.mjs'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { Program } from '../../compiler/program/program.ts'
import { registerWasmKernels } from '../../engine/backends/wasm-kernels/register.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { JsonObject } from '../../graph/json.ts'

import {
  conditionalGan,
  conditionalMade,
  conditionalVae,
  labelAlone,
  labelBesidePoints,
  twoDensities,
  twoSources,
} from '../../runtime/fixtures/conditional-graphs.ts'
import { loadSources } from '../carried/load-sources.ts'
import { BuiltProject } from '../fixtures/built-project.ts'
import {
  expectSameTraining,
  expectSameTrainingOnWebGpu,
  expectSamplesOf,
  readPublicFile,
} from '../fixtures/same-training.ts'
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

function compile(graph: JsonObject): Program {
  const result = compileDocument(readDocument(graph, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

const webGpu = await softwareWebGpu()
/** A software driver is slow: labels and data of each sort, unless everything is to be tested. */
const onWebGpu = new Set(['conditionalVae', 'twoSources', 'twoDensities'])
const graphs = {
  conditionalVae,
  conditionalGan,
  conditionalMade,
  twoSources,
  twoDensities,
  labelAlone: labelAlone([3, 7]),
  labelBesidePoints,
}

test.each(Object.entries(graphs))('%s', { timeout: 240_000 }, async (name, graph) => {
  const program = compile(graph)
  const project = new BuiltProject(
    projectEntries(printProject(program, sources, builtInDatasets), new Map([['data/digits.bin', digits]])),
  )
  try {
    expect(project.compile()).toEqual([])
    await expectSameTraining(project, program, 4)
    if (!name.startsWith('two')) await expectLabels(project, program)
    if (webGpu && (isFullTest || onWebGpu.has(name))) await expectSameTrainingOnWebGpu(project, program, 3, webGpu)
  } finally {
    project.remove()
  }
})

/** Samples of a label equal the runtime's and no other label's; the error for an unknown label lists the known ones. */
async function expectLabels(project: BuiltProject, program: Program): Promise<void> {
  const names = project.fail('dist/sample.js', '--backend', 'cpu', '--label', 'none')
  expect(names.code).not.toBe(0)
  const [first = '', second = ''] = /has ([\d, ]+)\./.exec(names.stderr)?.[1]?.split(', ') ?? []
  await expectSamplesOf(project, program, [first, second])
}
