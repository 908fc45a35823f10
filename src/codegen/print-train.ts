// Prints train.ts: the training loop with its phases, and the evaluation on the test split at its end.
import { type Phase, phaseName } from '../compiler/program.ts'
import type { LearningRateSchedule, TrainingSettings } from '../graph/document.ts'
import { printJson, printMembers, printString } from './literals.ts'
import { Page, type ProjectFile } from './page.ts'
import type { Plan, PlannedProcedure } from './plan.ts'

/** What the printed file carries from the sources. */
export const trainRoots: readonly string[] = [
  'src/math/context.ts',
  'src/math/learning-rate.ts',
  'src/runtime/program/tensor-store.ts',
  'src/runtime/protocol/curve-point.ts',
  'src/runtime/training/metrics-ring.ts',
]

export function printTrain(plan: Plan): ProjectFile {
  const { program, hasState } = plan
  const phases = program.phases.map((phase) => {
    const planned = plan.procedures.get(phase.procedure)
    if (!planned) throw new Error(`The phase of "${phase.node}" has no procedure ${phase.procedure}.`)
    return { phase, planned }
  })
  const batchesPerStep = Math.max(1, ...program.phases.map(({ repeats }) => repeats))
  const functions = [...new Set(phases.map(({ planned }) => planned.name))].sort()
  const schedule = scheduleOf(program.training)
  const page = new Page()
  page.add('// Trains the model and says what it is worth on the test split. README.md lists the options.')
  page.add("import { writeFile } from 'node:fs/promises'")
  page.add("import * as tf from '@tensorflow/tfjs'")
  page.add("import { backends, startBackend } from './backend.ts'")
  page.add("import { batchSize, loadData } from './data.ts'")
  page.add("import { createContext } from './math/context.ts'")
  if (schedule) page.add("import { learningRateFactor } from './math/learning-rate.ts'")
  page.add(`import { ${functions.join(', ')} } from './model.ts'`)
  page.add("import { oneOf, outputFile, readOptions, stop, wholeNumber } from './options.ts'")
  page.add("import { createPhase, type Phase } from './phase.ts'")
  page.add("import { recordSteps } from './recording.ts'")
  page.add("import type { Metrics } from './training/curve-point.ts'")
  page.add("import { createMetricsRing } from './training/metrics-ring.ts'")
  if (hasState) page.add("import { takeOver } from './training/tensor-store.ts'")
  page.add("import { createWeights, loadWeights, saveWeights } from './weights.ts'")
  page.add(printStart(program.training, batchesPerStep))
  page.add('')
  page.add('/** What a step does, in order. */')
  page.add('const phases: readonly Phase[] = [')
  for (const { phase, planned } of phases) printPhase(page, phase, planned)
  page.add(']')
  page.add(printStep(hasState, batchesPerStep, schedule))
  page.add(printRecording(batchesPerStep, schedule))
  page.add(report(program.training))
  page.add(evaluation)
  page.add(printLoop(program.training))
  return page.toFile('train.ts')
}

function printStart({ seed, budget }: TrainingSettings, batchesPerStep: number): string {
  const { unit, amount } = budget
  const inSteps = unit === 'seconds' ? 'Number.POSITIVE_INFINITY' : stepsOf(unit, amount, batchesPerStep)
  return `
const options = readOptions({
  steps: { type: 'string' },
  seed: { type: 'string', default: '${seed}' },
  backend: { type: 'string', default: 'wasm' },
  data: { type: 'string', default: '.' },
  start: { type: 'string' },
  out: { type: 'string', default: 'weights.safetensors' },
  losses: { type: 'string' },
})

const seed = wholeNumber('seed', options.seed)
const givenSteps = options.steps === undefined ? undefined : wholeNumber('steps', options.steps)
const backend = oneOf('backend', options.backend, backends)
const out = await outputFile('out', options.out)
const lossesFile = options.losses === undefined ? undefined : await outputFile('losses', options.losses)
await startBackend(backend).catch(stop)
const data = await loadData(options.data, seed).catch(stop)
const { weights, variables } = createWeights(seed)
if (options.start !== undefined) await loadWeights(options.start, variables).catch(stop)${batchesPerStep > 1 ? `\n\nconst batchesPerStep = ${batchesPerStep}` : ''}
const steps = givenSteps ?? ${inSteps}`
}

function printPhase(page: Page, phase: Phase, planned: PlannedProcedure): void {
  const { node, optimiser, trains, repeats } = phase
  const { name, usesWeights, usesContext } = planned
  const inputs = printInputs(planned)
  const given = [inputs ?? [], usesWeights ? 'weights' : [], usesContext ? 'context' : []].flat()
  const taken = [inputs || usesContext ? 'batch' : [], usesContext ? 'context' : []].flat()
  page.add('  createPhase(', node)
  page.add('    {', node)
  page.add(`      name: ${printString(phaseName(phase))},`, node)
  if (repeats > 1) page.add(`      repeats: ${repeats},`, node)
  page.add(`      optimiser: ${printJson({ ...optimiser }, '      ')},`, node)
  page.add('      trains: [', node)
  for (const parameter of trains) page.add(`        ${printString(parameter)},`, node)
  page.add('      ],', node)
  page.add(`      objective: (${taken.join(', ')}) => ${name}(${given.join(', ')}),`, node)
  page.add('    },', node)
  page.add('    variables,', node)
  page.add('  ),', node)
}

/** The columns of the batch; a count is the size of the batch. `undefined` for an objective that takes neither. */
function printInputs({ inputs }: PlannedProcedure): string | undefined {
  const counts = inputs.filter(({ value }) => value.signal.signal === 'count')
  if (counts.length === 0) return inputs.length ? 'batch' : undefined
  const columns = inputs.length > counts.length ? ['...batch'] : []
  return printMembers([...columns, ...counts.map(({ property }) => `${property}: batch.size`)])
}

/** None where the number of steps is not known. */
const scheduleOf = ({ schedule, budget }: TrainingSettings): LearningRateSchedule | undefined =>
  budget.unit === 'seconds' ? undefined : schedule

function printStep(hasState: boolean, batchesPerStep: number, schedule: LearningRateSchedule | undefined): string {
  const hasRepeats = batchesPerStep > 1
  const indent = hasRepeats ? '        ' : '      '
  const update = hasRepeats ? 'step * phase.repeats + repeat + 1' : 'step + 1'
  const draws = `    const batch = data.trainingBatch(step)
    const context = createContext({ seed, step, training: true })
    for (const phase of phases) {`
  const manyDraws = `    const draws = Array.from({ length: batchesPerStep }, (_, repeat) => {
      const index = step * batchesPerStep + repeat
      return { batch: data.trainingBatch(index), context: createContext({ seed, step: index, training: true }) }
    })
    for (const phase of phases) {
      for (const [repeat, { batch, context }] of draws.slice(0, phase.repeats).entries()) {`
  const body = [
    `const { metrics, gradients${hasState ? ', state' : ''} } = phase.differentiate(batch, context)`,
    ...(hasRepeats
      ? ['if (repeat === phase.repeats - 1) losses.push(step + 1, phase.name, metrics)', 'else tf.dispose(metrics)']
      : ['losses.push(step + 1, phase.name, metrics)']),
    `phase.update(gradients, ${update}, ${schedule ? 'rateFactorAt(step)' : '1'})`,
    ...(hasState ? ['takeOver(variables, state)'] : []),
  ]
  const rate = `/** What the learning rates are multiplied by. */
const rateFactorAt = (step: number): number => learningRateFactor('${schedule}', Math.min(1, step / steps))

`
  return `
/** How often losses are read. */
const reportEvery = 50
const losses = createMetricsRing(reportEvery * phases.length)

${schedule ? rate : ''}/** Does one step, counted from 0. The losses of each phase before its update wait to be read. */
function train(step: number): void {
  tf.tidy(() => {
${hasRepeats ? manyDraws : draws}
${body.map((line) => indent + line).join('\n')}
${hasRepeats ? '      }\n' : ''}    }
  })
}`
}

const printRecording = (batchesPerStep: number, schedule: LearningRateSchedule | undefined): string => `
const recorded = await recordSteps({
  seed,
  batchSize,
  batchesPerStep${batchesPerStep > 1 ? '' : ': 1'},
  variables,
  phases,
  batchOf: data.deviceBatch,
  rateFactorAt${schedule ? '' : ': () => 1'},
})`

const report = ({ budget }: TrainingSettings): string => `
const history: Readonly<Record<string, number | Metrics>>[] = []

/** Prints the latest losses and keeps all of them. A loss that is no number ends the training. */
async function report(done: number): Promise<void> {
  const points = await (recorded ? recorded.readMetrics() : losses.read())
  for (const { step, phase, metrics } of points) {
    history[step - 1] = { step, ...history[step - 1], [phase]: metrics }
    const { loss = Number.NaN } = metrics
    if (!Number.isFinite(loss)) stop(\`The loss of \${phase} is \${loss} at step \${step}.\`)
  }
  const latest = points.slice(-phases.length).map(({ phase, metrics }) => describe(phase, metrics))
  console.log(\`step \${done}${budget.unit === 'seconds' ? '' : ` of \${steps}`}: \${latest.join('; ')}\`)
}

function describe(phase: string, metrics: Metrics): string {
  const terms = Object.entries(metrics).map(([term, nats]) => \`\${term} \${nats.toFixed(3)}\`)
  return \`\${phase} \${terms.join(', ')}\`
}`

const evaluation = `
/** Averages over the test split, always with the same noise, so that results compare. Read when all is computed. */
async function evaluate(): Promise<string> {
  const results = createMetricsRing(Number.POSITIVE_INFINITY)
  const sizes: number[] = []
  for (const batch of data.testBatches()) {
    const step = sizes.length
    const context = createContext({ seed: 0, step, training: false })
    for (const { name, objective } of phases) {
      const metrics = tf.tidy(() => {
        const { loss, terms } = objective(batch, context).objective
        return { loss, ...terms }
      })
      results.push(step, name, metrics)
    }
    sizes.push(batch.size)
    tf.dispose(batch)
  }
  const count = sizes.reduce((sum, size) => sum + size, 0)
  const means = new Map<string, Record<string, number>>()
  for (const { step, phase, metrics } of await results.read()) {
    const mean = means.get(phase) ?? {}
    for (const [term, nats] of Object.entries(metrics))
      mean[term] = (mean[term] ?? 0) + (nats * (sizes[step] ?? 0)) / count
    means.set(phase, mean)
  }
  return [...means].map(([phase, mean]) => describe(phase, mean)).join('; ')
}
`

function printLoop({ budget }: TrainingSettings): string {
  const { unit, amount } = budget
  const isTimed = unit === 'seconds'
  const limit = isTimed ? ' && (givenSteps !== undefined || Date.now() < end)' : ''
  return `${isTimed ? `const end = Date.now() + ${amount * 1000}\n` : ''}let done = 0
while (done < steps${limit}) {
  if (recorded) recorded.advance(done)
  else train(done)
  done++
  if (done % reportEvery === 0) await report(done)
}
if (done % reportEvery !== 0) await report(done)
await saveWeights(out, variables)
if (lossesFile !== undefined) await writeFile(lossesFile, JSON.stringify(history))
console.log(\`test split: \${await evaluate()} (nats)\`)`
}

function stepsOf(unit: 'steps' | 'epochs', amount: number, batchesPerStep: number): string {
  if (unit === 'steps') return String(Math.ceil(amount))
  const steps = `data.stepsForEpochs(${amount})`
  return batchesPerStep > 1 ? `Math.ceil(${steps} / batchesPerStep)` : steps
}
