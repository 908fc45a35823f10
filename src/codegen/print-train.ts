// Prints train.ts: the training loop with its phases, and the evaluation on the test split at its end.
import type { Phase } from '../compiler/program.ts'
import type { TrainingSettings } from '../graph/document.ts'
import { printJson, printString } from './literals.ts'
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
  const functions = [...new Set(phases.map(({ planned }) => planned.name))].sort()
  const page = new Page()
  page.add('// Trains the model and says what it is worth on the test split. README.md lists the options.')
  page.add("import { writeFile } from 'node:fs/promises'")
  page.add("import { parseArgs } from 'node:util'")
  page.add("import * as tf from '@tensorflow/tfjs'")
  page.add("import { startBackend } from './backend.ts'")
  page.add("import { type Batch, loadData } from './data.ts'")
  page.add("import { createContext, type StepContext } from './math/context.ts'")
  page.add(`import type { ObjectiveValue } from './math/op.ts'`)
  page.add(`import { ${[...functions, ...(hasState ? ['type StateUpdates'] : [])].join(', ')} } from './model.ts'`)
  page.add("import { createOptimiser, type Optimiser } from './optimiser.ts'")
  page.add("import { wholeNumber } from './options.ts'")
  page.add("import { createWeights, loadWeights, saveWeights } from './weights.ts'")
  page.add(printStart(program.training))
  page.add('')
  page.add(hasState ? phaseWithState : phaseWithoutState)
  page.add('')
  page.add('/** What a step does, in order. */')
  page.add('const phases: readonly Phase[] = [')
  for (const { phase, planned } of phases) printPhase(page, phase, planned)
  page.add(']')
  page.add(hasState ? `${readLosses}\n${stepWithState}` : `${readLosses}\n${stepWithoutState}`)
  page.add(evaluation)
  page.add(printLoop(program.training))
  return page.toFile('train.ts')
}

function printStart({ seed }: TrainingSettings): string {
  return `
const { values: options } = parseArgs({
  options: {
    steps: { type: 'string' },
    seed: { type: 'string', default: '${seed}' },
    backend: { type: 'string', default: 'wasm' },
    data: { type: 'string', default: '.' },
    start: { type: 'string' },
    out: { type: 'string', default: 'weights.safetensors' },
    losses: { type: 'string' },
  },
})

const seed = wholeNumber('seed', options.seed)
await startBackend(options.backend)
const data = await loadData(options.data, seed)
const { weights, variables } = createWeights(seed)
if (options.start !== undefined) await loadWeights(options.start, variables)

/** The loss and its terms in nats, averaged over a batch. */
type Losses = Readonly<Record<string, number>>`
}

const phaseFields = `
interface Phase {
  readonly name: string
  readonly optimiser: Optimiser`

const phaseWithoutState = `${phaseFields}
  objective(batch: Batch, context: StepContext): { objective: ObjectiveValue }
}`

const phaseWithState = `${phaseFields}
  objective(batch: Batch, context: StepContext): { objective: ObjectiveValue; state?: StateUpdates }
}`

function printPhase(page: Page, { node, optimiser, trains }: Phase, planned: PlannedProcedure): void {
  const { name, inputs, usesWeights, usesContext } = planned
  const given = [
    ...(inputs.length ? ['batch'] : []),
    ...(usesWeights ? ['weights'] : []),
    ...(usesContext ? ['context'] : []),
  ]
  const taken = usesContext ? ['batch', 'context'] : given.filter((name) => name === 'batch')
  page.add('  {', node)
  page.add(`    name: ${printString(node)},`, node)
  page.add(`    optimiser: createOptimiser(${printJson({ ...optimiser }, '    ')}, variables, [`, node)
  for (const parameter of trains) page.add(`      ${printString(parameter)},`, node)
  page.add('    ]),', node)
  page.add(`    objective: (${taken.join(', ')}) => ${name}(${given.join(', ')}),`, node)
  page.add('  },', node)
}

const readLosses = `
const read = ({ loss, terms }: ObjectiveValue): Losses =>
  Object.fromEntries(Object.entries({ loss, ...terms }).map(([name, value]) => [name, value.dataSync()[0] ?? Number.NaN]))`

const stepHead = `
/** Does one step, counted from 0, and gives the losses of each phase before its update. */
function train(step: number): Readonly<Record<string, Losses>> {
  return tf.tidy(() => {
    const batch = data.trainingBatch(step)
    const context = createContext({ seed, step, training: true })
    const losses: Record<string, Losses> = {}`

const stepWithoutState = `${stepHead}
    for (const phase of phases) {
      const minimised = () => {
        const { objective } = phase.objective(batch, context)
        losses[phase.name] = read(objective)
        return objective.loss
      }
      phase.optimiser.minimise(minimised, step + 1)
    }
    return losses
  })
}`

const stepWithState = `${stepHead}
    const updates: StateUpdates[] = []
    for (const phase of phases) {
      const minimised = () => {
        const { objective, state = {} } = phase.objective(batch, context)
        losses[phase.name] = read(objective)
        for (const update of Object.values(state)) for (const tensor of Object.values(update ?? {})) tf.keep(tensor)
        updates.push(state)
        return objective.loss
      }
      phase.optimiser.minimise(minimised, step + 1)
    }
    for (const update of updates) moveState(update)
    return losses
  })
}

/** Running means and the like take over their new values. */
function moveState(updates: StateUpdates): void {
  for (const [call, update] of Object.entries(updates)) {
    for (const [key, tensor] of Object.entries(update ?? {})) {
      variables.get(\`\${call}/\${key}\`)?.assign(tensor)
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
  for (const { batch, size } of data.testBatches()) {
    const context = createContext({ seed: 0, step: step++, training: false })
    for (const { name, objective } of phases) {
      const sum = (sums[name] ??= {})
      const losses = tf.tidy(() => read(objective(batch, context).objective))
      for (const [term, value] of Object.entries(losses)) sum[term] = (sum[term] ?? 0) + size * value
    }
    count += size
    tf.dispose(batch)
  }
  for (const sum of Object.values(sums)) for (const term of Object.keys(sum)) sum[term] = (sum[term] ?? 0) / count
  return sums
}

const describe = (phases: Readonly<Record<string, Losses>>): string =>
  Object.entries(phases)
    .map(([name, losses]) => \`\${name} \${Object.entries(losses).map(([term, nats]) => \`\${term} \${nats.toFixed(3)}\`).join(', ')}\`)
    .join('; ')
`

function printLoop({ budget }: TrainingSettings): string {
  const { unit, amount } = budget
  const inSteps = unit === 'seconds' ? 'Number.POSITIVE_INFINITY' : stepsOf(unit, amount)
  const limit = unit === 'seconds' ? ' && (options.steps !== undefined || Date.now() < end)' : ''
  return `${unit === 'seconds' ? `const end = Date.now() + ${amount * 1000}\n` : ''}const steps = options.steps === undefined ? ${inSteps} : wholeNumber('steps', options.steps)
const history: object[] = []
for (let step = 0; step < steps${limit}; step++) {
  const losses = train(step)
  history.push({ step: step + 1, ...losses })
  if (step % 50 === 49 || step + 1 === steps) console.log(\`step \${step + 1} of \${steps}: \${describe(losses)}\`)
  for (const [name, { loss }] of Object.entries(losses))
    if (!Number.isFinite(loss)) throw new Error(\`The loss of \${name} is \${loss} at step \${step + 1}.\`)
}
await saveWeights(options.out, variables)
if (options.losses !== undefined) await writeFile(options.losses, JSON.stringify(history))
console.log(\`test split: \${describe(evaluate())} (nats)\`)`
}

const stepsOf = (unit: 'steps' | 'epochs', amount: number): string =>
  unit === 'steps' ? String(Math.ceil(amount)) : `data.stepsForEpochs(${amount})`
