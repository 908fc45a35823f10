// Prints sample.ts: draws from the trained model into a NumPy file.
import { Page, type ProjectFile } from './page.ts'
import type { Plan } from './plan.ts'

/** What the printed file carries from the sources. */
export const sampleRoots: readonly string[] = ['src/data/npy.ts', 'src/math/context.ts']

/** `undefined` for a model that cannot be sampled by a count alone. */
export function printSample({ procedures, program }: Plan): ProjectFile | undefined {
  const planned = procedures.get('sample')
  const output = planned?.outputs.find(({ value }) => value.signal.signal === 'tensor')
  if (!planned || !output || planned.inputs.some(({ value }) => value.signal.signal !== 'count')) return undefined
  const given = [
    `{ ${planned.inputs.map(({ property }) => `${property}: count`).join(', ')} }`,
    ...(planned.usesWeights ? ['weights'] : []),
    ...(planned.usesContext ? ['context'] : []),
  ]
  const page = new Page()
  page.add(
    `
// Draws from the trained model and writes them as a NumPy array. README.md lists the options.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import * as tf from '@tensorflow/tfjs'
import { startBackend } from './backend.ts'
import { writeNpy } from './data/npy.ts'
${planned.usesContext ? "import { createContext } from './math/context.ts'\n" : ''}import { sample } from './model.ts'
import { wholeNumber } from './options.ts'
import { createWeights, loadWeights } from './weights.ts'

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '64' },
    seed: { type: 'string', default: '${program.training.seed}' },
    backend: { type: 'string', default: 'wasm' },
    weights: { type: 'string', default: 'weights.safetensors' },
    out: { type: 'string', default: 'samples.npy' },
  },
})

const count = wholeNumber('count', options.count, 1)
const seed = wholeNumber('seed', options.seed)
await startBackend(options.backend)
const { weights, variables } = createWeights(seed)
await loadWeights(options.weights, variables)
const samples = tf.tidy(() => {
${planned.usesContext ? '  const context = createContext({ seed, step: 0, training: false })\n' : ''}  return sample(${given.join(', ')}).${output.port}
})
await writeFile(options.out, writeNpy({ shape: samples.shape, data: Float32Array.from(samples.dataSync()) }))
console.log(\`\${options.out}: \${count} samples, an array of shape (\${samples.shape.join(', ')})\`)
`.trim(),
  )
  return page.toFile('sample.ts')
}
