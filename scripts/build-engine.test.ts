// The engine as a package, used as a stranger would: by its names, its types and Node.js alone.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
// Below the project, so that TensorFlow.js is found.
const folder = mkdtempSync(join(root, 'node_modules/.cache/engine-'))
const packageFolder = join(folder, 'node_modules/genloom-engine')

/** Fits the mean of a Gaussian to numbers: after many steps it is theirs. */
const use = `
import * as tf from '@tensorflow/tfjs'
import { createPhase, createTrainer, createWeights, normal, type Training } from 'genloom-engine'

await tf.setBackend('cpu')
const x = tf.tensor([[1], [2], [3], [6]])
const specs = { model: { mean: { shape: [1], initialiser: { initialiser: 'zeros' } } } } as const
const { weights, variables } = createWeights(specs, 1)
const phase = createPhase<tf.Tensor>(
  {
    name: 'likelihood',
    optimiser: { optimiser: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    trains: ['model/mean'],
    objective(batch) {
      const p = normal(tf.tile(tf.reshape(weights.model.mean, [1, 1]), [4, 1]), tf.zeros([4, 1]))
      return { objective: { loss: tf.neg(tf.mean(p.logProb(batch))), terms: {} } }
    },
  },
  variables,
)
const training: Training<tf.Tensor> = {
  seed: 1,
  batchSize: 4,
  batchesPerStep: 1,
  variables,
  phases: [phase],
  trainingBatch: () => x,
  batchOf: () => x,
  rateFactorAt: () => 1,
}
const trainer = createTrainer(training)
for (let step = 0; step < 400; step++) trainer.advance()
console.log((await weights.model.mean.data())[0]?.toFixed(3))
`

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/build-engine.mjs'), packageFolder], { stdio: 'inherit' })
  writeFileSync(join(folder, 'use.ts'), use)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
})

afterAll(() => rmSync(folder, { recursive: true }))

test('trains when installed, with its types', () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = [
    '--ignoreConfig',
    '--strict',
    '--skipLibCheck',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--types',
    'node',
  ]
  const { stdout, status } = spawnSync(process.execPath, [tsc, ...options, 'use.ts'], { cwd: folder, encoding: 'utf8' })
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 })
  const printed = execFileSync(process.execPath, ['use.js'], { cwd: folder, encoding: 'utf8' })
  expect(printed.trim().split('\n').at(-1)).toBe('3.000')
})

test('is a few modules with source maps, types, a licence and a manifest, and needs TensorFlow.js alone', () => {
  const files = readdirSync(packageFolder)
  const modules = files.filter((file) => file.endsWith('.js'))
  expect(modules.length).toBeLessThanOrEqual(6)
  expect(files.toSorted()).toEqual(
    [...modules, ...modules.map((file) => `${file}.map`), 'LICENSE', 'package.json', 'types'].toSorted(),
  )
  const needed = modules.flatMap((file) =>
    [...readFileSync(join(packageFolder, file), 'utf8').matchAll(/^import .*?["']([^."'\n][^"'\n]*)["'];/gm)].map(
      ([, name]) => name,
    ),
  )
  expect(needed.filter((name) => !/^(node:|@tensorflow\/tfjs(-backend-(wasm|webgpu))?$)/.test(name ?? ''))).toEqual([])
  const { dependencies, version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
  expect(Object.keys(dependencies)).toEqual([
    '@tensorflow/tfjs',
    '@tensorflow/tfjs-backend-wasm',
    '@tensorflow/tfjs-backend-webgpu',
  ])
  expect(version).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version)
})
