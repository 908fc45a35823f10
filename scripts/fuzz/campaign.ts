// Cases in a row; each failure is reported with the smallest document that fails in the same way.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { definitions } from '../../nodes/index.ts'
import type { GraphDocument } from '../../src/graph/document.ts'
import { writeDocument } from '../../src/graph/document-file.ts'
import { readTemplates } from '../../templates/index.ts'
import { type Bench, type CaseName, type Ending, type Failure, runCase } from './cases.ts'
import { Chance } from './chance.ts'
import { exercise } from './exercise.ts'
import { Fault } from './guard.ts'
import { smallest } from './smallest.ts'

const bench: Bench = { definitions, templates: readTemplates(definitions).map(({ document }) => document) }

export interface Tally {
  readonly endings: ReadonlyMap<Ending, number>
  /** One for each new way to fail. */
  readonly failures: readonly string[]
}

/** Where documents that fail are put. */
export const folder = 'node_modules/.cache/genloom/fuzz'

/** @param told the failures that have already been reported. */
export async function runCases(
  name: CaseName,
  seed: number,
  numbers: Iterable<number>,
  told = new Set<string>(),
): Promise<Tally> {
  const endings = new Map<Ending, number>()
  const failures: string[] = []
  for (const number of numbers) {
    const ending = await runCase(name, seed, number, bench)
    if (typeof ending === 'string') endings.set(ending, (endings.get(ending) ?? 0) + 1)
    else if (!told.has(signatureOf(ending))) {
      told.add(signatureOf(ending))
      failures.push(await tell(ending, seed))
    }
  }
  return { endings, failures }
}

/** Names and numbers differ from case to case. */
const signatureOf = ({ stage, reason }: Pick<Failure, 'stage' | 'reason'>): string =>
  `${stage}: ${reason
    .replace(/"[^"]*"/g, '""')
    .replace(/\d+/g, '0')
    .slice(0, 120)}`

/** Tried a few times, for some stages are left to chance. */
async function failsAlike(document: GraphDocument, failure: Failure): Promise<boolean> {
  for (let number = 0; number < 4; number++) {
    try {
      await exercise(document, new Chance(0, 'smaller', number), definitions)
    } catch (error) {
      if (error instanceof Fault && signatureOf({ stage: error.stage, reason: error.message }) === signatureOf(failure))
        return true
    }
  }
  return false
}

async function tell(failure: Failure, seed: number): Promise<string> {
  const { name, number, stage, reason, document, cause } = failure
  const small = document && (await smallest(document, (smaller) => failsAlike(smaller, failure)))
  const again = `npm run fuzz -- --seed ${seed} --only ${name}:${number}`
  const lines = [`${stage}: ${reason}`, `  ${again}`]
  if (small) {
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${name}-${seed}-${number}.json`)
    writeFileSync(path, writeDocument(small))
    lines.push(`  ${path}, of ${small.nodes.length} nodes`)
  }
  const trace = cause instanceof Error ? (cause.stack ?? '') : ''
  return [...lines, ...trace.split('\n').slice(1, 6)].join('\n')
}
