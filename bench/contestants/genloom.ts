// Genloom as a contestant: the process trains one template on one backend. Arguments: template, backend.
import { definitions } from '../../nodes/index.ts'
import { ops } from '../../nodes/ops.ts'
import { readDatasets } from '../../src/cli/datasets.ts'
import { requireProgram } from '../../src/cli/graphs/describe-graph.ts'
import { version } from '../../src/cli/package-root.ts'
import '../../src/engine/backends/register-gradients.ts'
import type { BackendName } from '../../src/engine/backends/backend-name.ts'
import { startBackend } from '../../src/engine/backends/choose.ts'
import { usualStartLimit } from '../../src/engine/backends/environment.ts'
import { intrinsics } from '../../src/engine/math/intrinsics.ts'
import { opsOf } from '../../src/runtime/op-of.ts'
import { createDataFeed } from '../../src/runtime/program/data-feed.ts'
import { createModel } from '../../src/runtime/program/model.ts'
import { createTrainer, type Trainer } from '../../src/runtime/training/trainer.ts'
import { readTemplate } from '../../templates/index.ts'
import { nullDevice } from '../webgpu/null-device.ts'
import { type Contestant, serve } from './contestant.ts'
import { deviceCalls } from './device-calls.ts'
import { interpreterClock } from './interpreter-time.ts'
import { kernelTimes } from './kernel-times.ts'
import { laps } from './laps.ts'
import { sampling } from './sampling.ts'

const backends: readonly BackendName[] = ['cpu', 'wasm', 'webgpu']
const [name = '', wanted = ''] = process.argv.slice(2)
const backend = backends.find((one) => one === wanted)
if (!backend) throw new Error(`There is no backend "${wanted}".`)

const lap = laps()
const device = backend === 'webgpu' ? await nullDevice() : undefined
const started = await startBackend(backend, {
  gpu: device?.gpu ?? null,
  wasmFiles: null,
  isCrossOriginIsolated: false,
  logicalCores: 1,
  startLimit: usualStartLimit,
})
if (started.backend !== backend) throw new Error(started.skipped.map(({ reason }) => reason).join(' '))
lap('backend')
const program = requireProgram(readTemplate(name, definitions).document)
lap('compile')
const datasets = await readDatasets(program.data.map(({ dataset }) => dataset))
lap('data')
const runnable = opsOf(ops, intrinsics)
const feed = createDataFeed(program, datasets)
const trainer = createTrainer(createModel(program, runnable), feed)
lap('model')
await trainer.prepare(() => undefined)
lap('kernels')
trainer.advance()
const losses = await lossesOf(trainer)
lap('first step')

const contestant: Contestant = {
  step: () => trainer.advance(),
  losses: () => lossesOf(trainer),
  sampling: (count, mostPasses) => sampling(trainer.model, count, mostPasses),
  more: {
    kernels: (steps) => kernelTimes(() => trainer.advance(), steps),
    interpreter: (steps) => interpreterTime(steps),
    ...(device && { calls: deviceCalls(device.counters, () => trainer.advance()) }),
  },
}
const trainable = program.parameters.filter((parameter) => parameter.trainable)
const parameters = trainable.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
const { stepMode } = trainer
const remark = stepMode.mode === 'plain' && stepMode.reason !== undefined ? { remark: stepMode.reason } : {}
await serve(contestant, { parameters, version, startUp: lap.all, losses, ...remark })

async function lossesOf({ readMetrics }: Trainer): Promise<readonly number[]> {
  const points = await readMetrics()
  const last = Math.max(...points.map(({ step }) => step))
  return points.flatMap(({ step, metrics }) => (step === last && metrics.loss !== undefined ? [metrics.loss] : []))
}

async function interpreterTime(steps: number): Promise<object> {
  const clock = interpreterClock(runnable)
  const watched = createTrainer(clock.timed(createModel(program, clock.ops)), feed)
  const warmUp = Math.max(3, Math.ceil(steps / 4))
  for (let step = 0; step < warmUp; step++) watched.advance()
  clock.read()
  const start = performance.now()
  for (let step = 0; step < steps; step++) watched.advance()
  const whole = performance.now() - start
  const interpreter = clock.read()
  watched.dispose()
  return { step: whole / steps, interpreter: interpreter / steps }
}
