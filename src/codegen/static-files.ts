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

/** "wasm" is fast; "cpu" is plain JavaScript and slow. Node.js has no WebGPU. */
export const backends = ['wasm', 'cpu'] as const

export async function startBackend(name: (typeof backends)[number]): Promise<void> {
  if (name === 'wasm') registerWasmKernels()
  if (!(await tf.setBackend(name))) throw new Error(\`The backend "\${name}" did not start.\`)
  await tf.ready()
}
`

const weights = `
// The weights as variables: made from a seed, read from and written to safetensors files.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import * as tf from '@tensorflow/tfjs'
import { initialTensor } from './math/initialise.ts'
import { parameters, type Weights } from './model.ts'
import { readSafetensors, requireFinite, writeSafetensors } from './safetensors.ts'

/** By full name, such as "encoder/hidden1/kernel". */
export type Variables = ReadonlyMap<string, tf.Variable>

export function createWeights(seed: number): { weights: Weights; variables: Variables } {
  const variables = new Map<string, tf.Variable>()
  const weights = mapValues(parameters, (group, call) =>
    mapValues(group, ({ shape, initialiser }, key) => {
      const name = \`\${call}/\${key}\`
      const initial = () => tf.tensor(initialTensor({ name, shape, initialiser }, seed), [...shape])
      // Tidied away, or its numbers would belong to two, and could not be updated in place.
      const variable = tf.tidy(() => tf.variable(initial()))
      variables.set(name, variable)
      return variable
    }),
  )
  return { weights: weights as Weights, variables }
}

export async function loadWeights(path: string, variables: Variables): Promise<void> {
  if (!existsSync(path)) throw new Error(\`There is no weights file \${path}.\`)
  const { tensors } = readSafetensors(new Uint8Array(await readFile(path)), path)
  requireFinite(tensors, path)
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
      return [slot, tf.tidy(() => tf.variable(tf.zerosLike(parameter), false))] as const
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
// The command line. What is wrong ends the program with one line on standard error: exit status 2 where the command
// line itself was wrong, 1 where something could not be done.
import { existsSync, statSync } from 'node:fs'
import { access, constants, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'

export function stop(reason: unknown, status = 1): never {
  console.error(messageOf(reason))
  process.exit(status)
}

/** What was given, else the defaults. */
export function readOptions<const T extends NonNullable<ParseArgsConfig['options']>>(options: T) {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    const [mistake] = messageOf(error).split(/\\.\\s/)
    const names = Object.keys(options).map((name) => \`--\${name}\`)
    return stop(\`\${mistake}; the options are \${names.join(', ')}.\`, 2)
  }
}

export function wholeNumber(option: string, text: string, least = 0): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number
  return stop(\`--\${option} takes a whole number from \${least} on, received "\${text}".\`, 2)
}

export function oneOf<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const chosen = choices.find((choice) => choice === text)
  return chosen ?? stop(\`--\${option} takes \${choices.join(' or ')}, received "\${text}".\`, 2)
}

/** A file to be written. Its folder is made at once, so that nothing is computed in vain. */
export async function outputFile(option: string, path: string): Promise<string> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await access(dirname(path), constants.W_OK)
    if (existsSync(path) && statSync(path).isDirectory()) throw new Error('it is a folder')
  } catch (error) {
    stop(\`--\${option}: \${path} cannot be written: \${messageOf(error)}.\`)
  }
  return path
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
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
