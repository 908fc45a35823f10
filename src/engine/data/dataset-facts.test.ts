import { describe, expect, it, test } from 'vitest'
import { datasetAddress } from './address-of.ts'
import { builtInFacts, parseDatasetAddress } from './dataset-address.ts'
import { fileFacts, toyFacts } from './dataset-facts.ts'

describe('an address', () => {
  it.each([
    ['digits', {}, 'digits'],
    ['digits', { size: 28, classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }, 'digits'],
    ['digits', { classes: [0, 1], size: 14 }, 'digits?size=14&classes=0,1'],
    ['two-moons', { noise: 0.1 }, 'two-moons'],
    ['two-moons', { noise: 0.05 }, 'two-moons?noise=0.05'],
    ['gaussian-mixture', { components: 5, mean: -2.5 }, 'gaussian-mixture?mean=-2.5&components=5'],
  ] as const)('of %s with %j is %s, and back', (name, given, address) => {
    expect(datasetAddress(name, builtInFacts(name).parameters, given)).toBe(address)
    const read = parseDatasetAddress(address)
    expect(read).toMatchObject({ name, parameters: given })
    expect(datasetAddress(name, builtInFacts(name).parameters, read.parameters)).toBe(address)
  })

  it('left without parameters has their first values', () => {
    expect(parseDatasetAddress('eight-gaussians?radius=1').parameters).toEqual({ radius: 1, deviation: 0.35355 })
  })

  it.each([
    ['toString', /No dataset is named "toString"; known: digits, two-moons, .*gaussian-mixture/],
    ['', /No dataset is named ""/],
    ['digits?size=14?size=28', /No dataset is named/],
    ['digits?colour=red', /The dataset digits has no parameter "colour"; known: size, classes/],
    ['digits?constructor=1', /no parameter "constructor"/],
    ['checkerboard?', /The dataset checkerboard has no parameter ""; known: none/],
    ['digits?size=15', /The parameter size of the dataset digits must be one of 28, 14, 32, received "15"/],
    ['digits?size=', /must be one of 28, 14, 32, received ""/],
    ['digits?classes=1,0', /classes .* must be some of 0,1,.*,9 in rising order, received "1,0"/],
    ['digits?classes=3,3', /rising order/],
    ['digits?classes=', /rising order/],
    ['digits?classes=10', /some of/],
    ['two-moons?noise=0', /noise of the dataset two-moons must be a number from 0.05 to 1, received "0"/],
    ['two-moons?noise=NaN', /number from/],
    ['gaussian-mixture?components=2.5', /must be an integer from 2 to 20, received "2.5"/],
  ])('"%s" is refused', (address, message) => {
    expect(() => parseDatasetAddress(address)).toThrow(message)
  })
})

test('no toy has the name of a dataset with a file', () => {
  expect([...toyFacts.keys()].filter((name) => fileFacts.has(name))).toEqual([])
})
