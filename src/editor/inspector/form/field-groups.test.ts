import { expect, test } from 'vitest'
import { real } from '../../../graph/fields.ts'
import { optimiserFieldsOf } from '../../../graph/optimiser.ts'
import { fieldGroups } from './field-groups.ts'

const plain = (title: string) => real({ title, help: '', initial: 0, min: 0, max: 1 })

test('fields of one side stand together, without its name before each', () => {
  const fields = {
    smoothing: plain('Label smoothing'),
    ...optimiserFieldsOf('generator', 'Generator'),
    ...optimiserFieldsOf('critic', 'Critic'),
  }
  const groups = fieldGroups(fields)
  expect(groups.map(({ title }) => title)).toEqual(['', 'Generator', 'Critic'])
  for (const { fields } of groups.slice(1))
    expect(fields.map(({ title }) => title).slice(0, 3)).toEqual(['Optimiser', 'Learning rate', 'β₁'])
  expect(groups.flatMap((group) => group.fields.map(({ name }) => name))).toEqual(Object.keys(fields))
})

test('fields without a side are one group, their titles as they are', () => {
  const [group, ...others] = fieldGroups({ a: plain('α'), b: plain('Prior of z') })
  expect(others).toEqual([])
  expect(group?.title).toBe('')
  expect(group?.fields.map(({ title }) => title)).toEqual(['α', 'Prior of z'])
})
