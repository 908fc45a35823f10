import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createBuiltInCatalogue } from './built-in-catalogue.ts'
import { builtInDatasets } from './built-in-datasets.ts'
import { classNames } from './class-names.ts'
import { exampleSize } from './dataset.ts'

const fromDisk = async (path: string) => new Uint8Array(await readFile(`public/${path}`))
const catalogue = createBuiltInCatalogue(fromDisk)

test.each([...builtInDatasets.ids, 'digits?size=14', 'digits?size=32&classes=3,7'])(
  'of %s is known what its data are',
  async (id) => {
    const { title, shape, element, classes, sizes } = catalogue.facts(id)
    const dataset = await catalogue.load(id)
    expect(dataset).toMatchObject({ name: id, title, shape, classes })
    expect(classNames(dataset)).toEqual(classNames(catalogue.facts(id)))
    const { train } = dataset
    expect(train.element).toBe(element.kind)
    expect('levels' in dataset ? dataset.levels : undefined).toBe('levels' in element ? element.levels : undefined)
    expect(exampleSize(train)).toBe(shape.reduce((product, side) => product * side, 1))
    if (!id.includes('classes')) expect(train.count).toBe(sizes.train)
  },
)

test('classes that are left out keep the names of the others', () => {
  expect(classNames(catalogue.facts('digits?classes=3,7'))).toEqual(['3', '7'])
  expect(classNames(catalogue.facts('two-moons'))).toEqual(['0'])
})

test('data with a file name it, data that are drawn do not', () => {
  expect(catalogue.facts('digits?size=14').file).toBe('data/digits.bin')
  expect(catalogue.facts('two-moons?noise=0.2').file).toBeUndefined()
})

test('an unknown id is named, with the known ids', async () => {
  const message = /No dataset is named "letters"; known: digits, two-moons, /
  expect(() => catalogue.facts('letters')).toThrow(message)
  await expect(catalogue.load('letters')).rejects.toThrow(message)
})
