import { expect, test } from 'vitest'
import { chosenLabels, labelChoices, sampleLabels } from './sample-labels.ts'

test('labels are chosen by their names, all of them, or not at all', () => {
  const choices = labelChoices(['3', '7']).map(({ value }) => chosenLabels(value))
  expect(choices).toEqual([undefined, 'all', ['3'], ['7']])
})

test('without a run there is no label to choose', () => {
  expect(sampleLabels(null)).toEqual([])
})
