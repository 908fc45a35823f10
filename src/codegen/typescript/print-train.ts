// Prints train.ts: the training loop with its phases, and the evaluation on the test split at its end.
import { type Phase, phaseName } from '../../compiler/program/program.ts'
import type { LearningRateSchedule, TrainingSettings } from '../../graph/document.ts'
import { printJson, printMembers, printString } from '../plan/literals.ts'
import { Page, type ProjectFile } from '../plan/page.ts'
import type { Plan, PlannedProcedure } from '../plan/plan.ts'
import { printEvaluation } from './print-evaluation.ts'
import { printEngineImport, printImport, printNodeImport } from './print-import.ts'

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
  page.add("import { setImmediate } from 'node:timers/promises'")
  page.add("import * as tf from '@tensorflow/tfjs'")
  page.add("import { type Batch, batchSize, loadData } from './data.ts'")
  page.add(
    printEngineImport([
      'createContext',
      'createMetricsRing',
      'createPhase',
      'createWeights',
      'type Metrics',
      'type Phase',
      ...(schedule ? ['learningRateFactor'] : []),
      ...(hasState ? ['takeOver'] : []),
    ]),
  )
  page.add(
    printNodeImport([
      'backends',
      'findRun',
      'listenForInterruption',
      'oneOf',
      'openRunFile',
      'outputFile',
      'readOptions',
      'recordSteps',
      'seedOf',
      'startBackend',
      'stop',
      'wholeNumber',
      'writeWhole',
    ]),
  )
  page.add(printImport([...functions, 'parameters'], './model.ts'))
  page.add(printStart(program.training, batchesPerStep))
  page.add('')
  page.add('/** What a step does, in order. */')
  page.add('const phases: readonly Phase<Batch>[] = [')
  for (const { phase, planned } of phases) printPhase(page, phase, planned)
  page.add(']')
  page.add(opening)
  page.add(printStep(hasState, batchesPerStep, schedule))
  page.add(printRecording(batchesPerStep, schedule))
  page.add(report(program.training))
  page.add(printEvaluation(program))
  page.add(printLoop(program.training))
  return page.toFile('train.ts')
}

function printStart({ seed, budget }: TrainingSettings, batchesPerStep: number): string {
  const { unit, amount } = budget
  const inSteps = unit === 'seconds' ? 'Number.POSITIVE_INFINITY' : stepsOf(unit, amount, batchesPerStep)
  return `
const options = readOptions({
  steps: { type: 'string' },
  fresh: { type: 'boolean', default: false },
  start: { type: 'string' },
  out: { type: 'string', default: 'weights.safetensors' },
  seed: { type: 'string' },
  backend: { type: 'string', default: 'wasm' },
  data: { type: 'string', default: '.' },
  losses: { type: 'string' },
})

const givenSteps = options.steps === undefined ? undefined : wholeNumber('steps', options.steps)
const backend = oneOf('backend', options.backend, backends)
const out = await outputFile('out', options.out)
const lossesFile = options.losses === undefined ? undefined : await outputFile('losses', options.losses)
/** The run that goes on. */
const saved = await findRun(out, options).catch(stop)
const seed = seedOf(saved, options.seed, ${seed})
await startBackend(backend).catch(stop)
const data = await loadData(options.data, seed).catch(stop)
const { weights, variables } = createWeights(parameters, seed)${batchesPerStep > 1 ? `\n\nconst batchesPerStep = ${batchesPerStep}` : ''}
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

const opening = `
const slots = new Map(phases.flatMap((phase) => [...phase.slots]))
const runFile = await openRunFile({ path: out, saved, variables, slots }).catch(stop)`

const report = ({ budget }: TrainingSettings): string => `
const history = new Map<number, Readonly<Record<string, number | Metrics>>>()

/** Prints the latest losses and keeps all of them. A loss that is no number ends the training. */
async function report(done: number): Promise<void> {
  const points = await (recorded ? recorded.readMetrics() : losses.read())
  if (points.length === 0) return
  for (const { step, phase, metrics } of points) {
    history.set(step, { step, ...history.get(step), [phase]: metrics })
    const { loss = Number.NaN } = metrics
    if (!Number.isFinite(loss)) stop(\`The loss of \${phase} is \${loss} at step \${step}. \${whatIsSaved()}\`)
  }
  const latest = points.slice(-phases.length).map(({ phase, metrics }) => describe(phase, metrics))
  console.log(\`step \${done}${budget.unit === 'seconds' ? '' : ` of \${steps}`}: \${latest.join('; ')}\`)
}

const whatIsSaved = (): string =>
  runFile.saved === undefined ? 'Nothing has been saved.' : \`\${out} holds the weights after step \${runFile.saved}.\`

function describe(phase: string, metrics: Metrics): string {
  const terms = Object.entries(metrics).map(([term, nats]) => \`\${term} \${nats.toFixed(3)}\`)
  return \`\${phase} \${terms.join(', ')}\`
}`

function printLoop({ budget }: TrainingSettings): string {
  const { unit, amount } = budget
  const isTimed = unit === 'seconds'
  const spent = isTimed
    ? `givenSteps === undefined ? present().elapsed >= ${amount} : done >= givenSteps`
    : 'done >= steps'
  const wanted = isTimed
    ? `givenSteps === undefined ? '${amount} seconds' : \`\${steps} steps\``
    : `\`\${steps} steps\``
  return `/** Milliseconds between savings while the training goes on. */
const saveEvery = 60_000

const firstStep = saved?.step ?? 0
let done = firstStep
const begun = Date.now() - 1000 * (saved?.elapsed ?? 0)
const present = () => ({ step: done, elapsed: (Date.now() - begun) / 1000, seed })
const isSpent = () => ${spent}

if (saved && !isSpent()) console.log(\`Going on from step \${done}, where \${saved.path} is.\`)
const interruption = listenForInterruption()
let saveAt = Date.now() + saveEvery
while (!isSpent() && interruption.status === undefined) {
  if (recorded) recorded.advance(done)
  else train(done)
  done++
  if (done % reportEvery === 0) await report(done)
  if (Date.now() >= saveAt) {
    await report(done)
    await runFile.save(present()).catch(stop)
    saveAt = Date.now() + saveEvery
  }
  // Lets Ctrl-C in.
  await setImmediate()
}
await report(done)
if (runFile.saved !== done) await runFile.saveLast(present()).catch(stop)
interruption.forget()
if (lossesFile !== undefined) await writeWhole(lossesFile, JSON.stringify([...history.values()])).catch(stop)
if (interruption.status === undefined) {
  if (saved && done === firstStep) {
    const wanted = ${wanted}
    console.log(\`\${saved.path} has been trained for \${done} steps; asked for were \${wanted}, so nothing is left to do.\`)
    console.log(\`To train further: npm start -- --steps \${2 * done}. To start over: npm start -- --fresh\`)
  }
  console.log(\`test split: \${await evaluate()} (nats)\`)
} else {
  const named = options.out === 'weights.safetensors' ? '' : \` -- --out \${out}\`
  console.log(\`\${out} holds the run after step \${done}. To go on: npm start\${named}\`)
  process.exitCode = interruption.status
}`
}

function stepsOf(unit: 'steps' | 'epochs', amount: number, batchesPerStep: number): string {
  if (unit === 'steps') return String(Math.ceil(amount))
  const steps = `data.stepsForEpochs(${amount})`
  return batchesPerStep > 1 ? `Math.ceil(${steps} / batchesPerStep)` : steps
}
