// The kinds of cases. Each follows from a seed and its number alone, so that failures are reproducible.

import { inferGraph } from '../../src/compiler/inference/infer.ts'
import { compileGraph } from '../../src/compiler/program/compile.ts'
import { messageOf } from '../../src/engine/text/message-of.ts'
import type { Definitions } from '../../src/graph/definition.ts'
import type { GraphDocument } from '../../src/graph/document.ts'
import { documentJson, parseDocument, writeDocument } from '../../src/graph/document-file.ts'
import { DocumentError } from '../../src/graph/migrations.ts'
import { openFile, writeFile } from '../../src/share/file.ts'
import { readLink, writeLink } from '../../src/share/link.ts'
import { writePngGraph } from '../../src/share/png.ts'
import { ShareError } from '../../src/share/share-error.ts'
import { Chance } from './chance.ts'
import { changeSome } from './change-document.ts'
import { exercise } from './exercise.ts'
import { invent } from './grow.ts'
import { Fault, guard } from './guard.ts'
import { mangleBytes } from './mangle-bytes.ts'
import { mangleHarmlessly, mangleLink } from './mangle-link.ts'
import { spoilJson } from './spoil-json.ts'
import { laysOut, walk } from './walk.ts'

export interface Bench {
  readonly definitions: Definitions
  readonly templates: readonly GraphDocument[]
}

export type Ending = 'refused' | 'opened' | 'compiled'

/** @throws {Fault} with the document where it happened, if there is one. */
export type Case = (chance: Chance, bench: Bench, show: (document: GraphDocument) => void) => Promise<Ending>

const documentCase: Case = async (chance, { definitions, templates }, show) => {
  const start = chance.happens(0.5) ? chance.pick(templates) : await guard('invent', () => invent(chance, definitions))
  if (!start) throw new Fault('invent', 'no document')
  const changed = changeSome(start, chance.below(10), chance, definitions)
  show(changed)
  const json = documentJson(changed)
  const text = JSON.stringify(chance.happens(0.2) ? spoilJson(json, chance) : json)
  const opened = await guard(
    'open',
    () => parseDocument(text, definitions),
    (error) => error instanceof DocumentError,
  )
  if (!opened) return 'refused'
  show(opened)
  if (chance.happens(0.1)) await guard('layout', () => laysOut(opened, definitions))
  return (await exercise(opened, chance, definitions)).compiles ? 'compiled' : 'opened'
}

const walkCase: Case = async (chance, { definitions, templates }, show) => {
  const start = chance.pick(templates)
  const end = await guard('walk', () => walk(start, chance.between(1, 12), chance, definitions))
  if (!end) throw new Fault('walk', 'no document')
  show(end)
  return (await exercise(end, chance, definitions)).compiles ? 'compiled' : 'opened'
}

const isRefusal = (error: unknown) => error instanceof ShareError && error.message.length > 20

const linkCase: Case = async (chance, { definitions, templates }, show) => {
  const document = chance.pick(templates)
  const link = await writeLink('https://example.org/genloom/', document, definitions)
  const isHarmless = chance.happens(0.3)
  const mangled = isHarmless ? mangleHarmlessly(link, chance) : mangleLink(link, chance)
  const opened = await guard(
    'link',
    () => readLink(mangled, definitions),
    (error) => isRefusal(error) && !isHarmless,
  )
  if (!opened) return 'refused'
  // The checksum is of the whole, so what opens is what was sent.
  show(opened)
  if (writeDocument(opened) !== writeDocument(await readLink(link, definitions)))
    throw new Fault('link', `another document: ${mangled}`)
  return 'opened'
}

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const fileCase: Case = async (chance, { definitions, templates }, show) => {
  const document = chance.pick(templates)
  const whole = chance.pick([
    () => writeFile({ document }),
    () => writeFile({ document, weights: new Uint8Array(100) }),
    () => writePngGraph(new Uint8Array(onePixel), document),
  ])()
  const bytes = mangleBytes(whole, chance)
  const file = await guard('file', () => openFile(bytes, definitions), isRefusal)
  if (!file) return 'refused'
  show(file.document)
  const compiles = await guard('compile', () => 'program' in compileGraph(inferGraph(file.document, definitions)))
  return compiles ? 'compiled' : 'opened'
}

export const cases = { documents: documentCase, walks: walkCase, links: linkCase, files: fileCase } as const
export type CaseName = keyof typeof cases
export const caseNames = ['documents', 'walks', 'links', 'files'] as const satisfies readonly CaseName[]

export interface Failure {
  readonly name: CaseName
  readonly number: number
  readonly stage: string
  readonly reason: string
  readonly document: GraphDocument | undefined
  readonly cause: unknown
}

/** How the case ended, or how it failed. */
export async function runCase(name: CaseName, seed: number, number: number, bench: Bench): Promise<Ending | Failure> {
  let document: GraphDocument | undefined
  try {
    return await cases[name](new Chance(seed, name, number), bench, (shown) => {
      document = shown
    })
  } catch (error) {
    const stage = error instanceof Fault ? error.stage : 'elsewhere'
    const reason = messageOf(error)
    return { name, number, stage, reason, document, cause: error instanceof Error ? (error.cause ?? error) : error }
  }
}
