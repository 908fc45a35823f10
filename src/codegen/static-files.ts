// Files that are the same in every project.
import { Page, type ProjectFile } from './page.ts'

function file(path: string, text: string): ProjectFile {
  const page = new Page()
  page.add(text.trim())
  return page.toFile(path)
}

const backend = `
// Where tensors live and are computed.
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { registerWasmKernels } from './wasm-kernels/register.ts'

/** "wasm" is fast; "cpu" is plain JavaScript and slow. */
export async function startBackend(name: string): Promise<void> {
  if (name !== 'wasm' && name !== 'cpu') throw new Error(\`The backend is "wasm" or "cpu", received "\${name}".\`)
  if (name === 'wasm') registerWasmKernels()
  if (!(await tf.setBackend(name))) throw new Error(\`The backend "\${name}" did not start.\`)
  await tf.ready()
}
`

const weights = `
// The weights as variables: made from a seed, read from and written to safetensors files.
import { readFile, writeFile } from 'node:fs/promises'
import * as tf from '@tensorflow/tfjs'
import { initialTensor } from './math/initialise.ts'
import { parameters, type Weights } from './model.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'

/** By full name, such as "encoder/hidden1/kernel". */
export type Variables = ReadonlyMap<string, tf.Variable>

export function createWeights(seed: number): { weights: Weights; variables: Variables } {
  const variables = new Map<string, tf.Variable>()
  const weights = mapValues(parameters, (group, call) =>
    mapValues(group, ({ shape, initialiser }, key) => {
      const name = \`\${call}/\${key}\`
      const variable = tf.variable(tf.tensor(initialTensor({ name, shape, initialiser }, seed), [...shape]))
      variables.set(name, variable)
      return variable
    }),
  )
  return { weights: weights as Weights, variables }
}

export async function loadWeights(path: string, variables: Variables): Promise<void> {
  const { tensors } = readSafetensors(new Uint8Array(await readFile(path)), path)
  for (const [name, variable] of variables) {
    const tensor = tensors[name]
    if (!tensor) throw new Error(\`\${path} holds no tensor \${name}.\`)
    if (tensor.shape.join() !== variable.shape.join())
      throw new Error(\`\${name} has shape [\${variable.shape}], but in \${path} it has [\${tensor.shape}].\`)
    tf.tidy(() => variable.assign(tf.tensor(tensor.values, variable.shape)))
  }
}

export async function saveWeights(path: string, variables: Variables): Promise<void> {
  const tensors = [...variables].map(([name, variable]) => {
    const values = Float32Array.from(variable.dataSync())
    return [name, { shape: variable.shape, values }] as const
  })
  await writeFile(path, writeSafetensors({ tensors: Object.fromEntries(tensors), metadata: {} }))
}

// Object.fromEntries forgets the keys' names.
function mapValues<T extends object, R>(
  object: T,
  change: (value: T[keyof T], key: string) => R,
): { [K in keyof T]: R } {
  const entries = Object.entries<T[keyof T]>(object as { [key: string]: T[keyof T] })
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value, key)])) as { [K in keyof T]: R }
}
`

const optimiser = `
// An optimiser and what it trains.
import * as tf from '@tensorflow/tfjs'
import { scaledRate } from './math/learning-rate.ts'
import { type OptimiserSettings, slotNames } from './math/optimisers.ts'
import { applyGradient } from './optimiser/parameter-update.ts'
import type { Variables } from './weights.ts'

export interface Optimiser {
  /**
   * Computes the loss and moves what is trained against its gradient. Steps count from 1; the factor is that of the
   * learning rate.
   */
  minimise(loss: () => tf.Tensor, step: number, rateFactor?: number): void
}

export function createOptimiser(
  settings: OptimiserSettings,
  variables: Variables,
  trained: readonly string[],
): Optimiser {
  const entries = trained.map((name) => {
    const parameter = variables.get(name)
    if (!parameter) throw new Error(\`There is no weight \${name}.\`)
    const slots = slotNames[settings.optimiser].map((slot) => {
      return [slot, tf.variable(tf.zerosLike(parameter), false)] as const
    })
    return { parameter, slots }
  })
  return {
    minimise(loss, step, rateFactor = 1) {
      if (entries.length === 0) {
        tf.tidy(loss)
        return
      }
      tf.tidy(() => {
        const present = scaledRate(settings, rateFactor)
        const trainedVariables = entries.map(({ parameter }) => parameter)
        const { grads } = tf.variableGrads(() => tf.reshape<tf.Rank.R0>(loss(), []), trainedVariables)
        for (const entry of entries) {
          const gradient = grads[entry.parameter.name]
          if (gradient) applyGradient(present, entry, gradient, step)
        }
      })
    },
  }
}
`

const options = `
// Numbers on the command line.

/** @throws {Error} unless the text is a whole number of at least \`least\`. */
export function wholeNumber(option: string, text: string, least = 0): number {
  const number = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(number) || number < least)
    throw new Error(\`--\${option} takes a whole number from \${least} on, received "\${text}".\`)
  return number
}
`

const tsconfig = `
{
  "compilerOptions": {
    "target": "ES2022",
    "lib": ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
    "module": "NodeNext",
    "types": ["node"],
    "rootDir": ".",
    "outDir": "dist",
    "rewriteRelativeImportExtensions": true,
    "erasableSyntaxOnly": true,
    "verbatimModuleSyntax": true,
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true,
    "noImplicitOverride": true,
    "noImplicitReturns": true,
    "noFallthroughCasesInSwitch": true,
    "noUnusedLocals": true,
    "noUnusedParameters": true,
    "skipLibCheck": true
  },
  "exclude": ["node_modules", "dist"]
}
`

export const staticFiles: readonly ProjectFile[] = [
  file('backend.ts', backend),
  file('optimiser.ts', optimiser),
  file('options.ts', options),
  file('weights.ts', weights),
  file('tsconfig.json', tsconfig),
  file('.gitignore', 'node_modules\ndist'),
]

/** What the files above carry from the sources. */
export const staticRoots: readonly string[] = [
  'src/math/initialise.ts',
  'src/math/learning-rate.ts',
  'src/math/optimisers.ts',
  'src/runtime/backends/wasm-kernels/register.ts',
  'src/runtime/checkpoints/safetensors.ts',
  'src/runtime/training/parameter-update.ts',
]
