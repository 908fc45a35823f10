import { join } from 'node:path'
import { evaluationBatches } from '../../engine/data/batches.ts'
import type { Binarisation } from '../../engine/data/binarise.ts'
import type { Dataset, Split, SplitName } from '../../engine/data/dataset.ts'
import type { DatasetFacts } from '../../engine/data/dataset-catalogue.ts'
import { prepareFolder } from '../../engine/files/folder.ts'
import { writeTogether } from '../../engine/files/together.ts'
import { type NpyArray, writeNpy } from '../../engine/formats/npy.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import { defineCommand } from '../command.ts'
import { datasets } from '../datasets.ts'
import { choice, text } from '../options.ts'
import { suggestion } from '../text/nearest.ts'
import { table } from '../text/table.ts'
import { UsageError } from '../usage-error.ts'

const names = datasets.ids
const splits: readonly SplitName[] = ['train', 'validation', 'test']

export const dataCommand = defineCommand({
  name: 'data',
  summary: 'Write every split of a dataset as .npy, for comparisons on the same data.',
  arguments: { name: `the dataset: ${names.join(', ')}` },
  options: {
    out: text('DIR', 'Folder for SPLIT-x.npy and SPLIT-labels.npy; required.'),
    binarisation: choice(
      ['none', 'threshold', 'dynamic'],
      'Write x as bytes 0 and 1 instead: thresholded at half intensity, or the random binarisation that evaluation uses.',
    ),
  },
  details: [
    'Parameters follow the name: digits?size=14&classes=0,1 or two-moons?noise=0.05.',
    'x has shape [examples, ...shape of one] and holds the bytes as they are stored (for digits 0 to 255, row by row from',
    'the top left); labels are bytes. Splits are fixed: the first 80 % of each class train, 10 % validation, 10 % test.',
    'Toy datasets are floats with fixed splits; training itself draws fresh examples in every step.',
    'With --binarisation dynamic every example is binarised once, the same way as train and evaluate do for evaluation.',
  ].join('\n'),
  async run({ given, options, terminal }) {
    const { out, binarisation = 'none' } = options
    const [name = ''] = given.name.split('?')
    if (!names.includes(name))
      throw new UsageError(`there is no dataset "${name}"${suggestion(name, names) || `; known: ${names.join(', ')}`}`)
    const { element } = requireFacts(given.name)
    if (binarisation !== 'none' && element.kind === 'real')
      throw new UsageError(`--binarisation applies to grey values, but ${name} holds points`)
    if (out === undefined) throw new UsageError('data needs --out DIR')
    const dataset = await datasets.load(given.name)
    const files = splits.flatMap((name) => {
      const split = dataset[name]
      const labels: NpyArray = { shape: [split.count], data: split.labels }
      return [
        { path: `${name}-x.npy`, array: examplesOf(dataset, split, binarisation) },
        { path: `${name}-labels.npy`, array: labels },
      ]
    })
    const contents = files.map(({ path, array }) => ({ path, content: writeNpy(array) }))
    await prepareFolder(
      out,
      contents.reduce((sum, { content }) => sum + content.length, 0),
    )
    await writeTogether(out, contents)
    const rows = files.map(({ path, array: { shape, data } }) => ({ file: join(out, path), shape, type: typeOf(data) }))
    terminal.print(
      options.json
        ? JSON.stringify({ name: given.name, binarisation, files: rows })
        : table(rows.map(({ file, shape, type }) => [file, shape.join(' x '), type])),
    )
    return 0
  },
})

/** @throws UsageError for an unknown parameter of the dataset, or an invalid value. */
function requireFacts(id: string): DatasetFacts {
  try {
    return datasets.facts(id)
  } catch (cause) {
    throw new UsageError(messageOf(cause))
  }
}

function examplesOf(dataset: Dataset, split: Split, binarisation: Binarisation): NpyArray {
  const shape = [split.count, ...dataset.shape]
  if (binarisation === 'none') return { shape, data: split.element === 'byte' ? split.images : split.values }
  const [whole] = evaluationBatches(split, split.count, binarisation)
  return { shape, data: Uint8Array.from(whole?.x ?? []) }
}

const typeOf = (data: NpyArray['data']): string => (data instanceof Float32Array ? 'float32' : 'uint8')
