// Templates by the way in which they learn, which follows from how their objectives read the graph.
import type { Definitions } from '../../graph/definition.ts'
import type { GraphDocument } from '../../graph/document.ts'
import type { ObjectiveReading } from '../../graph/reading.ts'
import { galleryWords } from '../../words/gallery.ts'
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
    title: galleryWords.games,
    sentence: galleryWords.gamesSentence,
  },
  {
    readings: ['latentVariable', 'reconstruction'],
    title: galleryWords.latentVariables,
    sentence: galleryWords.latentVariablesSentence,
  },
  {
    readings: ['flow'],
    title: galleryWords.flows,
    sentence: galleryWords.flowsSentence,
  },
  {
    readings: ['autoregressive'],
    title: galleryWords.autoregressive,
    sentence: galleryWords.autoregressiveSentence,
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
    const { title, sentence } = families[family] ?? { title: galleryWords.others, sentence: '' }
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
