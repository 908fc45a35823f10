// The sampling line of a model: the Program's, with the ops that the model runs.
import { type ProgramLine, samplingLine } from '../../compiler/readings/sampling-line.ts'
import { drawIncrementally, type NamedTensors, readVariables, type SamplingLine } from '../../engine/index.ts'
import { breathe } from '../breathe.ts'
import type { Model } from '../program/model.ts'

/**
 * Draws of an autoregressive model, `[count, ...shape]`.
 * @returns nothing where an op does not say how it works on a few elements.
 */
export async function drawFromLine(
  model: Model,
  seed: number,
  count: number,
): Promise<{ readonly shape: readonly number[]; readonly values: Float32Array } | undefined> {
  const { procedure } = model.procedure('sample')
  const planned = samplingLine(model.program, procedure)
  const line = planned && withOps(planned, model)
  if (!line) return undefined
  const values = await drawIncrementally(line, await parametersOf(line, model), { seed, count, pause: breathe })
  return values && { shape: [count, ...line.shape], values }
}

function withOps(line: ProgramLine, { ops }: Model): SamplingLine | undefined {
  const steps = line.steps.flatMap(({ kind, ...step }) => {
    const op = ops.get(kind)
    return op?.incremental ? [{ ...step, op }] : []
  })
  return steps.length === line.steps.length ? { ...line, steps } : undefined
}

function parametersOf({ steps }: SamplingLine, { parameters }: Model): Promise<NamedTensors> {
  const names = new Set(steps.flatMap(({ weights }) => Object.values(weights)))
  return readVariables(new Map([...names].map((name) => [name, parameters.get(name)])))
}
