// npm run fuzz: new cases until the minutes are over, or one case again.

import { parseArgs } from 'node:util'
import { folder, runCases } from './campaign.ts'
import { type CaseName, caseNames } from './cases.ts'

const usage = `npm run fuzz -- [--minutes N] [--seed S] [--only KIND[:NUMBER]]
  KIND is one of ${caseNames.join(', ')}. Without a seed there is a new one each time.`

const perRound = 50

/** The exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { minutes: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
  })
  const minutes = Number(values.minutes ?? 1)
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32))
  const [kind, number] = values.only?.split(':') ?? []
  const names: readonly CaseName[] = kind === undefined ? caseNames : caseNames.filter((name) => name === kind)
  if (!(minutes > 0) || !Number.isInteger(seed) || names.length === 0) {
    console.error(usage)
    return 1
  }
  console.log(`Seed ${seed}.`)
  const told = new Set<string>()
  const endings = new Map<string, number>()
  const end = Date.now() + minutes * 60_000
  for (let round = 0; round === 0 || (number === undefined && Date.now() < end); round++) {
    for (const name of names) {
      const numbers =
        number === undefined ? Array.from({ length: perRound }, (_, i) => round * perRound + i) : [Number(number)]
      const tally = await runCases(name, seed, numbers, told)
      for (const failure of tally.failures) console.error(`\n${failure}`)
      for (const [ending, count] of tally.endings) {
        const key = `${name} ${ending}`
        endings.set(key, (endings.get(key) ?? 0) + count)
      }
    }
  }
  console.log([...endings].map(([what, count]) => `${what}: ${count}`).join(', '))
  console.log(
    told.size === 0 ? 'No fault.' : `${told.size} faults with seed ${seed}; their documents are in ${folder}.`,
  )
  return told.size === 0 ? 0 : 1
}
