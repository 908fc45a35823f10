// The datasets that the data nodes request exist and match their description.
import { describe, expect, test } from 'vitest'
import { builtInDatasets } from '../../src/engine/data/built-in-datasets.ts'
import { parseDatasetAddress } from '../../src/engine/data/dataset-address.ts'
import type { DatasetFacts, KnownDatasets } from '../../src/engine/data/dataset-catalogue.ts'
import { toyFacts } from '../../src/engine/data/dataset-facts.ts'
import { toyDensity } from '../../src/engine/data/toy-datasets.ts'
import type { SourceDefinition } from '../../src/graph/definition.ts'
import { type Fields, initialParams, parseParams } from '../../src/graph/fields.ts'
import type { JsonObject } from '../../src/graph/json.ts'
import { digits as digitsOf } from './digits/digits.node.ts'
import { line as lineOf } from './line/line.node.ts'
import { points as pointsOf } from './points/points.node.ts'

const [digits, points, line] = [digitsOf(builtInDatasets), pointsOf(builtInDatasets), lineOf(builtInDatasets)]

function ask(definition: SourceDefinition, raw: JsonObject) {
  const { params, faults } = parseParams(definition.fields, raw)
  expect(faults).toEqual([])
  return { data: definition.data(params), signals: definition.infer({ node: 'n', params, inputs: {} }).outputs }
}

describe('digits', () => {
  test('of a document that knows binarisation only are all of them, as they are', () => {
    const { data, signals } = ask(digits, { binarisation: 'dynamic' })
    expect(data).toEqual({
      dataset: 'digits',
      columns: { x: 'example', label: 'label' },
      options: { binarisation: 'dynamic' },
    })
    expect(signals).toMatchObject({ x: { shape: [28, 28, 1], range: 'binary' }, label: { shape: [10] } })
  })

  test('zeros and ones at 14 by 14 in levels', () => {
    const { data, signals } = ask(digits, { binarisation: 'levels', size: '14', classes: [0, 1] })
    expect(data.dataset).toBe('digits?size=14&classes=0,1')
    expect(signals).toMatchObject({ x: { shape: [14, 14, 1], range: 'levels256' }, label: { shape: [2] } })
    expect(builtInDatasets.facts(data.dataset)).toMatchObject({
      shape: [14, 14, 1],
      classes: 2,
      classNames: ['0', '1'],
    })
  })

  test.each([
    ['none', 'grey256'],
    ['threshold', 'binary'],
  ])('binarised by %s are %s', (binarisation, range) => {
    expect(ask(digits, { binarisation }).signals).toMatchObject({ x: { range } })
  })
})

const choicesOf = ({ distribution }: Fields): string[] =>
  distribution?.form.control === 'choice' ? distribution.form.choices.map(({ value }) => value) : []

test('every toy is offered by one node', () => {
  expect([...choicesOf(points.fields), ...choicesOf(line.fields)].toSorted()).toEqual([...toyFacts.keys()].toSorted())
})

describe.each([
  { definition: points, dimensions: 2 },
  { definition: line, dimensions: 1 },
])('$definition.kind', ({ definition, dimensions }) => {
  test.each(choicesOf(definition.fields))('asks for %s as it is', (distribution) => {
    const { data, signals } = ask(definition, { distribution })
    expect(signals).toEqual({ x: { signal: 'tensor', shape: [dimensions], range: 'real' } })
    const { name, parameters } = parseDatasetAddress(data.dataset)
    expect(name).toBe(distribution)
    // The settings in the form are those of the distribution.
    expect(initialParams(definition.fields)).toMatchObject(parameters)
    expect(toyDensity(name, parameters).dimensions).toBe(dimensions)
    expect(builtInDatasets.facts(data.dataset).shape).toEqual([dimensions])
  })
})

test('settings at either end are ones that the dataset takes', () => {
  for (const definition of [points, line])
    for (const distribution of choicesOf(definition.fields))
      for (const end of ['min', 'max'] as const) {
        const ends = Object.entries(definition.fields).flatMap(([field, { form }]) =>
          form.control === 'number' || form.control === 'integer' ? [[field, form[end]] as const] : [],
        )
        const { data } = ask(definition, { ...Object.fromEntries(ends), distribution })
        expect(() => parseDatasetAddress(data.dataset)).not.toThrow()
      }
})

describe('of other data', () => {
  const facts: DatasetFacts = {
    title: 'Clouds',
    description: 'points for tests',
    shape: [2],
    element: { kind: 'real' },
    classes: 1,
    sizes: { train: 10, validation: 10, test: 10 },
    credit: 'Nobody',
    parameters: { height: { initial: 2, min: 1, max: 4 }, count: { initial: 3, min: 1, max: 9, whole: true } },
  }
  const others: KnownDatasets = {
    ids: ['clouds', 'constructor'],
    facts: (id) => (id === 'clouds' ? facts : { ...facts, title: 'Rain', parameters: {} }),
  }

  test('a node offers those, with the parameters that they have', () => {
    const { fields, data, keywords } = pointsOf(others)
    expect(choicesOf(fields)).toEqual(['clouds', 'constructor'])
    expect(keywords).toContain('rain')
    expect(Object.keys(fields)).toEqual(['distribution', 'height', 'count'])
    expect(fields.count).toMatchObject({
      initial: 3,
      title: 'count',
      form: { control: 'integer', min: 1, max: 9 },
      when: { field: 'distribution', is: 'clouds' },
    })
    const datasetOf = (raw: JsonObject) => data(parseParams(fields, raw).params).dataset
    expect(datasetOf({ count: 5, height: 2 })).toBe('clouds?count=5')
    expect(datasetOf({ distribution: 'constructor', count: 5 })).toBe('constructor')
  })

  test('a node without any is refused, and names what there is', () => {
    expect(() => lineOf(others)).toThrow('No data are drawn of shape 1; known: clouds, constructor')
  })
})
