import { expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import { readDocument } from '../../graph/document-file.ts'
import { labelAlone } from '../../runtime/fixtures/conditional-graphs.ts'
import { chosenLabels, fittingLabels, labelChoices, sampleLabels } from './sample-labels.ts'

test('labels are chosen by their names, all of them, or not at all', () => {
  const choices = labelChoices(['3', '7']).map(({ value }) => chosenLabels(value))
  expect(choices).toEqual([undefined, 'all', ['3'], ['7']])
})

test('of a model that is given labels there are as many as the catalogue says, by their names', () => {
  const compilation = compileDocument(readDocument(labelAlone([3, 7]), definitions), definitions)
  if ('problems' in compilation) throw new Error('The graph has problems.')
  const facts = { ...builtInDatasets.facts('digits'), classes: 2, classNames: ['cats', 'dogs'] }
  const datasets = { ids: ['digits'], facts: () => facts }
  expect(sampleLabels(compilation.program, datasets)).toEqual(['cats', 'dogs'])
  expect(fittingLabels(compilation.program, ['dogs'], datasets)).toEqual(['dogs'])
  expect(fittingLabels(compilation.program, ['7'], datasets)).toBeUndefined()
})

test('without a run there is no label to choose', () => {
  expect(sampleLabels(null, builtInDatasets)).toEqual([])
})
