import { expect, it } from 'vitest'
import type { NodeDefinition } from '../../graph/definition.ts'
import { searchKinds } from './kind-search.ts'

const kind = (title: string, summary: string, keywords: string[] = []): { definition: NodeDefinition } => ({
  definition: {
    kind: `layers/${title}`,
    role: 'network',
    family: 'layers',
    title,
    version: 1,
    summary,
    keywords,
    fields: {},
    inputs: {},
    outputs: {},
    expand: () => ({ problems: [] }),
  },
})

const kinds = [
  kind('Decoder', 'From the latent to data.'),
  kind('Dense', 'A learned matrix.', ['linear']),
  kind('Gaussian sampler', 'Draws with a dense Jacobian.'),
]
const titles = (query: string) => searchKinds(kinds, query).map(({ definition }) => definition.title)

it('finds by title first, then by other words, then in the summary', () => {
  expect(titles('de')).toEqual(['Decoder', 'Dense', 'Gaussian sampler'])
  expect(titles('dense')).toEqual(['Dense', 'Gaussian sampler'])
  expect(titles('linear')).toEqual(['Dense'])
})

it('wants every word and shows all for none', () => {
  expect(titles('gaussian draws')).toEqual(['Gaussian sampler'])
  expect(titles('gaussian matrix')).toEqual([])
  expect(titles('  ')).toEqual(['Decoder', 'Dense', 'Gaussian sampler'])
})
