import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ByteDataset } from './dataset.ts'
import { builtInFacts } from './dataset-address.ts'
import { digitsFileBytes, parseDigits } from './digits.ts'

const folder = join(import.meta.dirname, '../../../public/data')
const classCounts = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]
const splitNames = ['train', 'validation', 'test'] as const

describe('the digits', () => {
  let raw: Uint8Array
  let digits: ByteDataset

  beforeAll(() => {
    execFileSync(process.execPath, [join(import.meta.dirname, '../../../scripts/build-data.mjs')])
    raw = new Uint8Array(inflateRawSync(readFileSync(join(folder, 'digits.bin'))))
    digits = parseDigits(raw, 'data/digits.bin')
  })

  it('split into 8,004 for training, 999 for validation and 997 for testing', () => {
    expect([digits.train.count, digits.validation.count, digits.test.count]).toEqual([8004, 999, 997])
    for (const name of splitNames) {
      expect(digits[name].images.length).toBe(digits[name].count * 784)
      expect(digits[name].labels.length).toBe(digits[name].count)
    }
    expect(raw.length).toBe(digitsFileBytes)
  })

  it.each(classCounts.map((count, label) => ({ count, label })))(
    'are the $count images of class $label in the package, in its order, to its three decimals',
    ({ count, label }) => {
      const source = dirname(createRequire(import.meta.url).resolve('mnist/package.json'))
      const values: number[] = JSON.parse(readFileSync(join(source, `src/digits/${label}.json`), 'utf8')).data
      const images = splitNames.flatMap((name) => {
        const { labels, images } = digits[name]
        const own = [...labels.keys()].filter((index) => labels[index] === label)
        return own.map((index) => images.subarray(index * 784, (index + 1) * 784))
      })
      expect(images.length).toBe(count)
      expect(values.length).toBe(count * 784)
      // Half of the third decimal, and the error of the subtraction.
      const differs = images.findIndex((image, k) =>
        image.some((byte, j) => Math.abs(byte / 255 - values[k * 784 + j]!) > 0.0005 + 1e-12),
      )
      expect(differs).toBe(-1)
    },
  )

  it('have their facts and their digest in the manifest', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'digits.json'), 'utf8'))
    const facts = builtInFacts('digits')
    expect(manifest).toMatchObject({
      title: facts.title,
      credit: facts.credit,
      count: facts.sizes.train + facts.sizes.validation + facts.sizes.test,
      shape: facts.shape,
      classes: facts.classes,
      classCounts,
      rawBytes: raw.length,
      sha256: createHash('sha256').update(raw).digest('hex'),
    })
  })

  it('are refused when the file holds others', () => {
    const wider = raw.slice()
    new DataView(wider.buffer).setUint32(8, 14, true)
    new DataView(wider.buffer).setUint32(12, 56, true)
    expect(() => parseDigits(wider, 'data/digits.bin')).toThrow(
      /data\/digits\.bin holds images of shape 14 x 56 x 1 in 10 classes, expected 28 x 28 x 1 in 10/,
    )
    const relabelled = raw.slice().fill(0, 24 + 10_000 * 784)
    expect(() => parseDigits(relabelled, 'data/digits.bin')).toThrow(/gives 8000 train images, expected 8004/)
  })
})
