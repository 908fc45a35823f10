// Prints train.ts: the training loop with its phases, and the evaluation on the test split at its end.
import { type Phase, phaseName } from '../compiler/program.ts'
import type { LearningRateSchedule, TrainingSettings } from '../graph/document.ts'
import { printJson, printMembers, printString } from './literals.ts'
import { Page, type ProjectFile } from './page.ts'
import type { Plan, PlannedProcedure } from './plan.ts'

/** What the printed file carries from the sources. */
export const trainRoots: readonly string[] = ['src/math/context.ts']

export function printTrain(plan: Plan): ProjectFile {
  const { program, hasState } = plan
  const phases = program.phases.map((phase) => {
    const planned = plan.procedures.get(phase.procedure)
    if (!planned) throw new Error(`The phase of "${phase.node}" has no procedure ${phase.procedure}.`)
    return { phase, planned }
  })
  const batchesPerStep = Math.max(1, ...program.phases.map(({ repeats }) => repeats))
  const functions = [...new Set(phases.map(({ planned }) => planned.name))].sort()
  const page = new Page()
  page.add('// Trains the model and says what it is worth on the test split. README.md lists the options.')
  page.add("import { writeFile } from 'node:fs/promises'")
  page.add("import * as tf from '@tensorflow/tfjs'")
  page.add("import { backends, startBackend } from './backend.ts'")
  page.add("import { type Batch, loadData } from './data.ts'")
  page.add("import { createContext, type StepContext } from './math/context.ts'")
  if (scheduleOf(program.training)) page.add("import { learningRateFactor } from './math/learning-rate.ts'")
  page.add(`import type { ObjectiveValue } from './math/op.ts'`)
  page.add(`import { ${[...functions, ...(hasState ? ['type StateUpdates'] : [])].join(', ')} } from './model.ts'`)
  page.add("import { createOptimiser, type Optimiser } from './optimiser.ts'")
  page.add("import { oneOf, outputFile, readOptions, stop, wholeNumber } from './options.ts'")
  page.add("import { createWeights, loadWeights, saveWeights } from './weights.ts'")
  page.add(printStart(program.training))
  page.add(printPhaseType(hasState, batchesPerStep > 1))
  page.add('')
  page.add('/** What a step does, in order. */')
  page.add('const phases: readonly Phase[] = [')
  for (const { phase, planned } of phases) printPhase(page, phase, planned, batchesPerStep > 1)
  page.add(']')
  page.add(printStep(hasState, batchesPerStep, scheduleOf(program.training)))
  page.add(evaluation)
  page.add(printLoop(program.training, batchesPerStep))
  return page.toFile('train.ts')
}

function printStart({ seed }: TrainingSettings): string {
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
await startBackend(backend)
const data = await loadData(options.data, seed).catch(stop)
const { weights, variables } = createWeights(seed)
if (options.start !== undefined) await loadWeights(options.start, variables).catch(stop)

/** The loss and its terms in nats, averaged over a batch. */
type Losses = Readonly<Record<string, number>>`
}

function printPhaseType(hasState: boolean, hasRepeats: boolean): string {
  const gives = `{ objective: ObjectiveValue${hasState ? '; state?: StateUpdates' : ''} }`
  const repeats = `
  /** How often it runs in a step, each time on a batch of its own. */
  readonly repeats: number`
  return `
interface Phase {
  readonly name: string
  readonly optimiser: Optimiser${hasRepeats ? repeats : ''}
  objective(batch: Batch, context: StepContext): ${gives}
}`
}

function printPhase(page: Page, phase: Phase, planned: PlannedProcedure, hasRepeats: boolean): void {
  const { node, optimiser, trains, repeats } = phase
  const { name, usesWeights, usesContext } = planned
  const inputs = printInputs(planned)
  const given = [inputs ?? [], usesWeights ? 'weights' : [], usesContext ? 'context' : []].flat()
  const taken = [inputs || usesContext ? 'batch' : [], usesContext ? 'context' : []].flat()
  page.add('  {', node)
  page.add(`    name: ${printString(phaseName(phase))},`, node)
  page.add('    optimiser: createOptimiser(', node)
  page.add(`      ${printJson({ ...optimiser }, '      ')},`, node)
  page.add('      variables,', node)
  page.add('      [', node)
  for (const parameter of trains) page.add(`        ${printString(parameter)},`, node)
  page.add('      ],', node)
  page.add('    ),', node)
  if (hasRepeats) page.add(`    repeats: ${repeats},`, node)
  page.add(`    objective: (${taken.join(', ')}) => ${name}(${given.join(', ')}),`, node)
  page.add('  },', node)
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
    ...(hasState ? ['let updates: StateUpdates = {}'] : []),
    'const minimised = () => {',
    `  const { objective${hasState ? ', state = {}' : ''} } = phase.objective(batch, context)`,
    '  losses[phase.name] = read(objective)',
    ...(hasState ? ['  updates = keepState(state)'] : []),
    '  return objective.loss',
    '}',
    ...(schedule ? [`const rateFactor = learningRateFactor('${schedule}', step / steps)`] : []),
    `phase.optimiser.minimise(minimised, ${update}${schedule ? ', rateFactor' : ''})`,
    ...(hasState ? ['moveState(updates)'] : []),
  ]
  return `
function read({ loss, terms }: ObjectiveValue): Losses {
  const entries = Object.entries({ loss, ...terms })
  return Object.fromEntries(entries.map(([name, value]) => [name, value.dataSync()[0] ?? Number.NaN]))
}
${hasRepeats ? `\nconst batchesPerStep = ${batchesPerStep}\n` : ''}
/** Does one step, counted from 0, and gives the losses of each phase before its update. */
function train(step: number): Readonly<Record<string, Losses>> {
  return tf.tidy(() => {
    const losses: Record<string, Losses> = {}
${hasRepeats ? manyDraws : draws}
${body.map((line) => indent + line).join('\n')}
${hasRepeats ? '      }\n' : ''}    }
    return losses
  })
}${hasState ? stateFunctions : ''}`
}

const stateFunctions = `

/** Keeps new values of state beyond the gradient's own tidy. */
function keepState(updates: StateUpdates): StateUpdates {
  for (const update of Object.values(updates)) for (const tensor of Object.values(update ?? {})) tf.keep(tensor)
  return updates
}

/** Running means and the like take over their new values. */
function moveState(updates: StateUpdates): void {
  for (const [call, update] of Object.entries(updates)) {
    for (const [key, tensor] of Object.entries(update ?? {})) {
      const variable = variables.get(\`\${call}/\${key}\`)
      if (!variable || tensor === variable) continue
      variable.assign(tensor)
      tensor.dispose()
    }
  }
}`

const evaluation = `
/** Averages over the test split, always with the same noise, so that results compare. */
function evaluate(): Readonly<Record<string, Losses>> {
  const sums: Record<string, Record<string, number>> = {}
  let count = 0
  let step = 0
  for (const batch of data.testBatches()) {
    const context = createContext({ seed: 0, step: step++, training: false })
    for (const { name, objective } of phases) {
      const sum = (sums[name] ??= {})
      const losses = tf.tidy(() => read(objective(batch, context).objective))
      for (const [term, value] of Object.entries(losses)) sum[term] = (sum[term] ?? 0) + batch.size * value
    }
    count += batch.size
    tf.dispose(batch)
  }
  for (const sum of Object.values(sums)) for (const term of Object.keys(sum)) sum[term] = (sum[term] ?? 0) / count
  return sums
}

const describe = (phases: Readonly<Record<string, Losses>>): string =>
  Object.entries(phases)
    .map(([name, losses]) => {
      const terms = Object.entries(losses).map(([term, nats]) => \`\${term} \${nats.toFixed(3)}\`)
      return \`\${name} \${terms.join(', ')}\`
    })
    .join('; ')
`

function printLoop({ budget }: TrainingSettings, batchesPerStep: number): string {
  const { unit, amount } = budget
  const inSteps = unit === 'seconds' ? 'Number.POSITIVE_INFINITY' : stepsOf(unit, amount, batchesPerStep)
  const limit = unit === 'seconds' ? ' && (givenSteps !== undefined || Date.now() < end)' : ''
  return `${unit === 'seconds' ? `const end = Date.now() + ${amount * 1000}\n` : ''}const steps = givenSteps ?? ${inSteps}
const history: object[] = []
for (let step = 0; step < steps${limit}; step++) {
  const losses = train(step)
  history.push({ step: step + 1, ...losses })
  if (step % 50 === 49 || step + 1 === steps) console.log(\`step \${step + 1} of \${steps}: \${describe(losses)}\`)
  for (const [name, { loss }] of Object.entries(losses))
    if (!Number.isFinite(loss)) stop(\`The loss of \${name} is \${loss} at step \${step + 1}.\`)
}
await saveWeights(out, variables)
if (lossesFile !== undefined) await writeFile(lossesFile, JSON.stringify(history))
console.log(\`test split: \${describe(evaluate())} (nats)\`)`
}

function stepsOf(unit: 'steps' | 'epochs', amount: number, batchesPerStep: number): string {
  if (unit === 'steps') return String(Math.ceil(amount))
  const steps = `data.stepsForEpochs(${amount})`
  return batchesPerStep > 1 ? `Math.ceil(${steps} / batchesPerStep)` : steps
}
