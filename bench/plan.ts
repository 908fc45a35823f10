// What a run does: the whole benchmark, or what fits into two minutes.
import { parseArgs } from 'node:util'
import type { Rounds } from './measure/training-steps.ts'
import { isModelName, type ModelName, modelNames } from './models.ts'

export interface Plan {
  readonly models: readonly ModelName[]
  readonly wasm: Rounds
  /** Not at all where absent. */
  readonly cpu?: Rounds
  readonly cpuModels: readonly ModelName[]
  readonly deviceRounds: number
  readonly deviceSteps: number
  readonly samplingPasses: number
  readonly measuresSizes: boolean
  /** Writes docs/benchmarks.md. */
  readonly writes: boolean
  readonly json: boolean
}

const whole = {
  wasm: { rounds: 11, milliseconds: 500, limit: 30_000, warmUp: 2, memorySteps: 50, kernelSteps: 20 },
  cpu: { rounds: 3, milliseconds: 500, limit: 10_000, warmUp: 0, memorySteps: 0, kernelSteps: 0 },
  deviceRounds: 3,
  deviceSteps: 20,
  samplingPasses: Number.POSITIVE_INFINITY,
  measuresSizes: true,
} as const

const quick = {
  wasm: { rounds: 5, milliseconds: 200, limit: 10_000, warmUp: 1, memorySteps: 5, kernelSteps: 5 },
  deviceRounds: 1,
  deviceSteps: 10,
  samplingPasses: 16,
  measuresSizes: false,
} as const

/** @throws Error at an unknown word. */
export function planOf(argv: readonly string[]): Plan {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean' },
      json: { type: 'boolean' },
      only: { type: 'string' },
      cpu: { type: 'string' },
    },
  })
  const models = namedModels(values.only)
  const isWhole = models.length === modelNames.length && !values.quick
  return {
    ...(values.quick ? quick : whole),
    models,
    cpuModels: namedModels(values.cpu),
    writes: isWhole,
    json: values.json === true,
  }
}

/** Names with commas between them; all models where nothing is said, none where the text is empty. */
function namedModels(text: string | undefined): readonly ModelName[] {
  const names = text?.split(',').filter((name) => name !== '') ?? modelNames
  const unknown = names.find((name) => !isModelName(name))
  if (unknown !== undefined) throw new Error(`There is no model "${unknown}"; there are ${modelNames.join(', ')}.`)
  return names.filter(isModelName)
}
