import { basename, dirname } from 'node:path'
import { conditionsOf, findProcedure, mainData } from '../../compiler/program/program.ts'
import { type GivenLabels, samplesPerClass } from '../../engine/data/condition-rows.ts'
import { prepareFolder } from '../../engine/files/folder.ts'
import { writeTogether } from '../../engine/files/together.ts'
import { writeNpy } from '../../engine/formats/npy.ts'
import type { NamedTensor } from '../../engine/formats/safetensors.ts'
import { drawSamples, imageStrip } from '../../runtime/evaluation/generation.ts'
import { defineCommand } from '../command.ts'
import { givenLabels } from '../given-labels.ts'
import { graphArgument, readGraphFile } from '../graphs/read-graph.ts'
import { positiveNumber, seedOption, text, wholeNumber } from '../options.ts'
import { imageGrid } from '../output/image-grid.ts'
import { type OpenModel, openModel } from '../running/open-model.ts'
import { backendOption } from '../running/start-backend.ts'
import { loadWeights, requireWeights, weightsOption } from '../running/weights-file.ts'
import { UsageError } from '../usage-error.ts'

const defaultCount = 64

export const sampleCommand = defineCommand({
  name: 'sample',
  summary: 'Draw samples from a trained model into an image or an array.',
  arguments: { graph: graphArgument },
  options: {
    weights: weightsOption,
    count: wholeNumber('N', `Number of samples; default: ${defaultCount}.`, 1, 65_536),
    seed: seedOption("Random seed of the samples; default: the graph's."),
    temperature: positiveNumber('T', 'Factor on the normal draws that samples start from; default: 1.', 10),
    given: givenLabels(
      'label=A[,B...]|all',
      'Labels for conditional models: classes in turn, or all for one row per class; by default labels are drawn from the data.',
    ),
    out: text('FILE', 'A .png with the images in rows, or a .npy with all numbers [count, ...shape]; required.'),
    backend: backendOption,
  },
  async run({ given, options, terminal }) {
    const { out, count = defaultCount } = options
    if (out === undefined || !/\.(png|npy)$/i.test(out))
      throw new UsageError(`sample needs --out FILE.png or FILE.npy${out === undefined ? '' : `, received "${out}"`}`)
    const graph = await readGraphFile(given.graph)
    const weights = await requireWeights(options.weights, graph)
    const open = await openModel(graph.document, options.backend)
    const { model, program, feed } = open
    loadWeights(model, weights)
    await prepareFolder(dirname(out))
    const seed = options.seed ?? program.training.seed
    const { shape, values } = await drawSamples(model, feed, {
      seed,
      count,
      temperature: options.temperature,
      labels: options.given,
    })
    const content = /\.npy$/i.test(out)
      ? writeNpy({ shape, data: values })
      : pictureOf({ shape, values }, open, count, options.given)
    await writeTogether(dirname(out), [{ path: basename(out), content }])
    terminal.print(options.json ? JSON.stringify({ file: out, count, seed, shape }) : out)
    return 0
  },
})

/** @throws Error when the samples are not images. */
function pictureOf(samples: NamedTensor, open: OpenModel, count: number, given: GivenLabels | undefined): Uint8Array {
  const shape = samples.shape.slice(1)
  const strip = imageStrip(samples, shape, mainData(open.program)?.range)
  if (strip) return imageGrid(strip, rowLength(open, count, given))
  throw new Error(`Samples of shape ${shape.join(' x ')} are not images; write them to a .npy file.`)
}

/** One row per class if all classes are requested. */
function rowLength({ program, feed }: OpenModel, count: number, labels: GivenLabels | undefined): number | undefined {
  const sample = findProcedure(program, 'sample')
  const label = sample && conditionsOf(sample).find(({ column }) => column === 'label')
  const classes = feed.sources.find(({ node }) => node === label?.node)?.dataset.classes
  return labels === 'all' && classes !== undefined ? samplesPerClass(classes, count) : undefined
}
