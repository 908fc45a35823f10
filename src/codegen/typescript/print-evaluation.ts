// Prints the evaluation at the end of train.ts: what each phase is worth on the test split.
import { columnsRead, findProcedure, mainData, type Program, phaseName } from '../../compiler/program/program.ts'
import { printString } from '../plan/literals.ts'

export function printEvaluation(program: Program): string {
  const others = otherData(program)
  const entries = [...others].map(([phase, node]) => `  [${printString(phase)}, ${printString(node)}],\n`)
  const over = others.size
    ? `\n/** Data of phases that do not read the main ones. */\nconst evaluatedOver = new Map([\n${entries.join('')}])\n`
    : ''
  return `${over}
/** Averages over the test split, always with the same noise, so that results compare. Read when all is computed. */
async function evaluate(): Promise<string> {
  const results: string[] = []
  for (const { name, objective } of phases) {
    const waiting = createMetricsRing(Number.POSITIVE_INFINITY)
    const sizes: number[] = []
    for (const batch of data.testBatches(${others.size ? 'evaluatedOver.get(name)' : ''})) {
      const step = sizes.length
      const context = createContext({ seed: 0, step, training: false })
      const metrics = tf.tidy(() => {
        const { loss, terms } = objective(batch, context).objective
        return { loss, ...terms }
      })
      waiting.push(step, name, metrics)
      sizes.push(batch.size)
      tf.dispose(batch)
    }
    const count = sizes.reduce((sum, size) => sum + size, 0)
    const mean: Record<string, number> = {}
    for (const { step, metrics } of await waiting.read())
      for (const [term, nats] of Object.entries(metrics))
        mean[term] = (mean[term] ?? 0) + (nats * (sizes[step] ?? 0)) / count
    results.push(describe(name, mean))
  }
  return results.join('; ')
}
`
}

/** As the runtime: over the main data, or over the first that a phase reads if it does not read those. */
function otherData(program: Program): ReadonlyMap<string, string> {
  const main = mainData(program)?.node
  return new Map(
    program.phases.flatMap((phase) => {
      const procedure = findProcedure(program, phase.procedure)
      const read = procedure ? columnsRead(procedure).map(({ node }) => node) : []
      const [first] = read
      return first === undefined || read.some((node) => node === main) ? [] : [[phaseName(phase), first] as const]
    }),
  )
}
