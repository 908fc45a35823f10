// The benchmark: npm run bench. Measures model after model, prints the report and writes it to docs/benchmarks.md.

import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { root } from '../src/cli/package-root.ts'
import { messageOf } from '../src/engine/text/message-of.ts'
import { startContestant } from './contestant-process.ts'
import type { Sampling } from './contestants/messages.ts'
import { bundleSizes } from './measure/bundle-sizes.ts'
import { countDeviceCalls, type DeviceCalls } from './measure/device-calls.ts'
import { type StepTimings, timeTrainingSteps } from './measure/training-steps.ts'
import { type ModelName, models } from './models.ts'
import { type Plan, planOf } from './plan.ts'
import { introduction } from './report/introduction.ts'
import { reportOf } from './report/report.ts'
import type { BenchmarkResults, ModelResults } from './results.ts'

export async function main(argv: readonly string[]): Promise<number> {
  const plan = planOf(argv)
  const begin = loadavg()[0] ?? 0
  const measured: ModelResults[] = []
  for (const model of plan.models) measured.push(await measure(model, plan))
  const sampling = plan.models.includes('pixelcnn') ? await timeSampling(plan.samplingPasses) : undefined
  if (plan.measuresSizes) note('sizes')
  const sizes = plan.measuresSizes ? await bundleSizes() : undefined
  const results: BenchmarkResults = {
    machine: machineOf(measured, begin),
    models: measured,
    ...(sampling && { sampling }),
    ...(sizes && { sizes }),
  }
  const report = reportOf(results)
  process.stdout.write(`${plan.json ? JSON.stringify(results) : report}\n`)
  if (plan.writes) writeFileSync(join(root, 'docs/benchmarks.md'), `${introduction}\n\n${report}\n`)
  return 0
}

async function measure(model: ModelName, plan: Plan): Promise<ModelResults> {
  note(`${model}: wasm`)
  const wasm = await timeTrainingSteps(model, 'wasm', ['genloom', 'baseline', 'torch'], plan.wasm)
  const onCpu = plan.cpuModels.includes(model) ? plan.cpu : undefined
  if (onCpu) note(`${model}: cpu`)
  const cpu = onCpu && (await timeTrainingSteps(model, 'cpu', ['genloom', 'baseline'], onCpu))
  note(`${model}: webgpu`)
  const webgpu = await countDeviceCalls(model, plan.deviceRounds, plan.deviceSteps).catch(messageOf)
  return {
    model,
    parameters: parametersOf(model, wasm),
    batchSize: models[model].batchSize,
    wasm,
    ...(cpu && { cpu }),
    ...callsOrReason(webgpu),
  }
}

const callsOrReason = (calls: DeviceCalls | string) =>
  typeof calls === 'string' ? { noWebGpu: calls } : { webgpu: calls }

/** @throws Error when the contestants do not train the same model. */
function parametersOf(model: string, { timed }: StepTimings): number {
  const ready = Object.values(timed).flatMap((one) => ('ready' in one ? [one.ready] : []))
  const [first] = ready
  if (!first) throw new Error(`Nobody can train ${model}.`)
  for (const { parameters, losses } of ready) {
    if (parameters !== first.parameters)
      throw new Error(`${model} has ${first.parameters} parameters for one contestant and ${parameters} for another.`)
    if (losses.length !== first.losses.length || losses.some((loss, i) => !isAlike(loss, first.losses[i]!)))
      throw new Error(`${model} begins with the losses ${first.losses} for one contestant and ${losses} for another.`)
  }
  return first.parameters
}

/** Before anything is learned only the initial weights and the batch differ. */
const isAlike = (a: number, b: number): boolean => a / b > 0.75 && a / b < 1.33

async function timeSampling(mostPasses: number): Promise<Sampling> {
  note('pixelcnn: sampling')
  const process = await startContestant('genloom', 'pixelcnn', 'wasm')
  try {
    return await process.ask({ ask: 'sampling', count: 16, mostPasses: Math.min(mostPasses, 1_000_000) })
  } finally {
    process.end()
  }
}

function machineOf(measured: readonly ModelResults[], begin: number): BenchmarkResults['machine'] {
  const versionOf = (name: 'baseline' | 'torch') => {
    const timed = measured.map(({ wasm }) => wasm.timed[name])
    return timed.flatMap((one) => (one && 'ready' in one ? [one.ready.version] : []))[0]
  }
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    load: [begin, loadavg()[0] ?? 0],
    node: process.versions.node,
    tfjs: versionOf('baseline') ?? 'not run',
    torch: versionOf('torch') ?? 'not here (python3 -c "import torch")',
  }
}

/** Progress: what is being measured. */
const note = (text: string): void => void process.stderr.write(`${text} ...\n`)
