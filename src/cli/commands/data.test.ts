import { expect, test } from 'vitest'
import { readNpy } from '../../engine/formats/npy.ts'
import { datasets, datasetsIn } from '../datasets.ts'
import { readBytes } from '../files.ts'
import { runMain } from '../fixtures/run-main.ts'
import { testFolder } from '../fixtures/test-folder.ts'

const at = testFolder()
const read = async (file: string) => readNpy(await readBytes(at(file)), file)

test('data writes images and labels of every split, bytes as stored', async () => {
  const { status, out, err } = await runMain('data', 'digits', '--out', at('data'), '--json')
  expect([status, err]).toEqual([0, ''])
  const { files } = JSON.parse(out)
  const sizes = { train: 8004, validation: 999, test: 997 }
  const dataset = await datasets.load('digits')
  for (const [split, count] of Object.entries(sizes)) {
    expect(files).toContainEqual({ file: at(`data/${split}-x.npy`), shape: [count, 28, 28, 1], type: 'uint8' })
    expect((await read(`data/${split}-x.npy`)).shape).toEqual([count, 28, 28, 1])
    expect((await read(`data/${split}-labels.npy`)).shape).toEqual([count])
  }
  const { data } = await read('data/test-x.npy')
  expect(Uint8Array.from(data).reduce((most, value) => Math.max(most, value), 0)).toBe(255)
  expect(dataset.test.element === 'byte' && Buffer.compare(dataset.test.images, Uint8Array.from(data))).toBe(0)
  // Stratified: each split holds every digit.
  expect(new Set((await read('data/validation-labels.npy')).data).size).toBe(10)
})

test('binarised data are zeros and ones, the likelier the brighter', async () => {
  await runMain('data', 'digits', '--out', at('binary'), '--binarisation', 'dynamic')
  const { data } = await read('binary/test-x.npy')
  const dataset = await datasets.load('digits')
  const stored = dataset.test.element === 'byte' ? dataset.test.images : new Uint8Array()
  expect(new Set(data)).toEqual(new Set([0, 1]))
  expect(stored.every((byte, i) => (byte !== 0 || data[i] === 0) && (byte !== 255 || data[i] === 1))).toBe(true)
  // Of pixels that are half as bright as can be, half are ones: 4 deviations of a fair coin.
  const halves = [...stored.entries()].filter(([, byte]) => byte >= 118 && byte <= 137).map(([i]) => data[i]!)
  const share = halves.reduce((sum, one) => sum + one, 0) / halves.length
  expect(Math.abs(share - 0.5)).toBeLessThan(4 / (2 * Math.sqrt(halves.length)))
})

test('a data file that was not built is named, with what builds it', async () => {
  await expect(datasetsIn(at('nowhere')).load('digits')).rejects.toThrow(
    /There is no data file .*nowhere.data.digits\.bin\. Build it with: node .*build-data\.mjs/,
  )
})
