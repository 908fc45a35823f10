// Templates by the way in which they learn, which follows from how their objectives read the graph.
import type { Definitions } from '../../graph/definition.ts'
import type { GraphDocument } from '../../graph/document.ts'
import type { ObjectiveReading } from '../../graph/reading.ts'
import type { Template } from '../library.ts'

type Reading = ObjectiveReading['reading']

export interface TemplateFamily {
  readonly title: string
  /** What the models of this family have in common. */
  readonly sentence: string
  readonly templates: readonly Template[]
}

/** A reconstruction may stand beside a game, which then decides. */
const families: readonly {
  readonly readings: readonly Reading[]
  readonly title: string
  readonly sentence: string
}[] = [
  {
    readings: ['adversarial'],
    title: 'Games',
    sentence: 'Two networks trained against each other. Samples, but no likelihood.',
  },
  {
    readings: ['latentVariable', 'reconstruction'],
    title: 'Latent variables',
    sentence: 'A short code explains each example. The likelihood has a lower bound.',
  },
  {
    readings: ['flow'],
    title: 'Flows',
    sentence: 'Invertible steps lead from data to noise. The likelihood is exact.',
  },
  {
    readings: ['autoregressive'],
    title: 'Autoregressive',
    sentence: 'One element after another, each given the previous ones. The likelihood is exact.',
  },
]

/** In the order of their first templates; what belongs to none of them comes last. */
export function familiesOf(templates: readonly Template[], definitions: Definitions): readonly TemplateFamily[] {
  const members = new Map<number, Template[]>()
  for (const template of templates) {
    const readings = readingsOf(template.document, definitions)
    const family = families.findIndex((one) => one.readings.some((reading) => readings.has(reading)))
    members.set(family, [...(members.get(family) ?? []), template])
  }
  return [...members].map(([family, own]) => {
    const { title, sentence } = families[family] ?? { title: 'Others', sentence: '' }
    return { title, sentence, templates: own }
  })
}

function readingsOf({ nodes }: GraphDocument, definitions: Definitions): ReadonlySet<Reading> {
  const readings = nodes.map(({ kind }) => {
    const definition = definitions.get(kind)
    return definition?.role === 'objective' ? definition.reading?.reading : undefined
  })
  return new Set(readings.filter((reading) => reading !== undefined))
}
