// Files that are the same in every project.
import { packageVersions } from './package-versions.ts'
import { Page, type ProjectFile } from './page.ts'
import { interruption, options } from './static-command.ts'
import { run, weights } from './static-weights.ts'

function file(path: string, text: string): ProjectFile {
  const page = new Page()
  page.add(text.trim())
  return page.toFile(path)
}

const backend = `
// Where tensors live and are computed.
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { nodeEnvironment } from './backends/node-environment.ts'
import { startWebGpu } from './backends/start-webgpu.ts'
import { registerWasmKernels } from './backends/wasm-kernels/register.ts'
import { stop } from './options.ts'

/** "webgpu" computes on a graphics card, "wasm" without one; "cpu" is plain JavaScript and slow. */
export const backends = ['wasm', 'webgpu', 'cpu'] as const

/** @throws Error saying why it does not start. */
export async function startBackend(name: (typeof backends)[number]): Promise<void> {
  // Without advice to install TensorFlow.js's native package, which would compute something else.
  tf.enableProdMode()
  if (name === 'webgpu') {
    const environment = await nodeEnvironment()
    if (!environment.gpu)
      throw new Error('WebGPU comes from an npm package: npm install --no-save webgpu@${packageVersions.webgpu}')
    const { description, onLost } = await startWebGpu(environment)
    onLost(stop)
    console.log(\`WebGPU: \${description}\`)
    return
  }
  if (name === 'wasm') registerWasmKernels()
  if (!(await tf.setBackend(name))) throw new Error(\`The backend "\${name}" did not start.\`)
  await tf.ready()
}
`

const phase = `
// A phase of a training step: what it minimises, what it trains, and how.
import type { RecordedPhase } from './backends/webgpu-plan/recorded-training.ts'
import type { Batch } from './data.ts'
import type { StepContext } from './math/context.ts'
import type { ObjectiveValue, StateUpdate } from './math/op.ts'
import type { OptimiserSettings } from './math/optimisers.ts'
import { differentiate } from './training/differentiate.ts'
import { createOptimiser, type Optimiser } from './training/optimisers.ts'
import type { Variables } from './training/tensor-store.ts'

interface PhaseSettings {
  readonly name: string
  /** How often it runs in a step, each time on a batch of its own; once unless given. */
  readonly repeats?: number
  readonly optimiser: OptimiserSettings
  /** Names of weights. */
  readonly trains: readonly string[]
  /** With new values of state, by call and name. */
  objective(batch: Batch, context: StepContext): { objective: ObjectiveValue; state?: CallState }
}

type CallState = Readonly<Record<string, StateUpdate | undefined>>

export interface Phase extends RecordedPhase<Batch>, Pick<PhaseSettings, 'objective'> {
  /** Moves what is trained against its gradients. */
  readonly update: Optimiser['update']
}

/** @throws Error naming a weight that there is not. */
export function createPhase(settings: PhaseSettings, variables: Variables): Phase {
  const { name, repeats = 1, optimiser: rule, trains, objective } = settings
  const trained = new Map(
    trains.map((weight) => {
      const variable = variables.get(weight)
      if (!variable) throw new Error(\`There is no weight \${weight}.\`)
      return [weight, variable]
    }),
  )
  const { slots, update } = createOptimiser(rule, name, trained)
  return {
    name,
    repeats,
    trained,
    optimiser: rule,
    slots,
    objective,
    update,
    differentiate: (batch, context) =>
      differentiate(() => {
        const { objective: value, state = {} } = objective(batch, context)
        return { objective: value, state: byFullName(state) }
      }, trained),
  }
}

const byFullName = (state: CallState): StateUpdate =>
  Object.fromEntries(
    Object.entries(state).flatMap(([call, update = {}]) =>
      Object.entries(update).map(([key, value]) => [\`\${call}/\${key}\`, value]),
    ),
  )
`

const recording = `
// On WebGPU a step is recorded once and then sent off again and again, so that JavaScript has next to nothing to do.
import * as tf from '@tensorflow/tfjs'
import type { RecordedTraining } from './backends/webgpu-plan/recorded-training.ts'
import { createReplay, type Replay } from './backends/webgpu-plan/replay.ts'
import { isWebGpuBackend } from './backends/webgpu-plan/tfjs-internals.ts'

/** \`undefined\` where a step cannot be recorded, and so is done as it is written; on WebGPU the reason is printed. */
export async function recordSteps<Batch>(training: RecordedTraining<Batch>): Promise<Replay | undefined> {
  const backend = tf.backend()
  if (!isWebGpuBackend(backend)) return undefined
  try {
    const replay = await createReplay(backend, training, () => undefined)
    console.log(\`A step is recorded: \${replay.dispatches} dispatches.\`)
    return replay
  } catch (error) {
    console.log(\`Steps are not recorded: \${error instanceof Error ? error.message : error}\`)
    return undefined
  }
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
  file('interruption.ts', interruption),
  file('options.ts', options),
  file('phase.ts', phase),
  file('recording.ts', recording),
  file('run.ts', run),
  file('weights.ts', weights),
  file('tsconfig.json', tsconfig),
  file('.gitignore', 'node_modules\ndist'),
]

/** What the files above carry from the sources. */
export const staticRoots: readonly string[] = [
  'src/files/folder.ts',
  'src/files/whole-file.ts',
  'src/math/context.ts',
  'src/math/initialise.ts',
  'src/math/op.ts',
  'src/math/optimisers.ts',
  'src/runtime/backends/node-environment.ts',
  'src/runtime/backends/start-webgpu.ts',
  'src/runtime/backends/wasm-kernels/register.ts',
  'src/runtime/backends/webgpu-plan/recorded-training.ts',
  'src/runtime/backends/webgpu-plan/replay.ts',
  'src/runtime/backends/webgpu-plan/tfjs-internals.ts',
  'src/runtime/checkpoints/safetensors.ts',
  'src/runtime/program/tensor-store.ts',
  'src/runtime/training/differentiate.ts',
  'src/runtime/training/optimisers.ts',
]
