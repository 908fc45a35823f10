import { dirname } from 'node:path'
import { writeNpy } from '../../data/npy.ts'
import { drawSamples, imageStrip } from '../../runtime/evaluation/generation.ts'
import { defineCommand } from '../command.ts'
import { prepareFolder, writeOutput } from '../files.ts'
import { graphArgument, readGraphFile } from '../graphs/read-graph.ts'
import { positiveNumber, seedOption, text, wholeNumber } from '../options.ts'
import { imageGrid } from '../output/image-grid.ts'
import { openModel } from '../running/open-model.ts'
import { backendOption } from '../running/start-backend.ts'
import { loadWeights, requireWeights, weightsOption } from '../running/weights-file.ts'
import { UsageError } from '../usage-error.ts'

const defaultCount = 64

export const sampleCommand = defineCommand({
  name: 'sample',
  summary: 'Draw from a trained model into a picture or an array.',
  arguments: { graph: graphArgument },
  options: {
    weights: weightsOption,
    count: wholeNumber('N', `How many; without it ${defaultCount}.`, 1, 65_536),
    seed: seedOption("Of the draws; without it the graph's."),
    temperature: positiveNumber('T', 'What the normal draws behind the samples are multiplied by; without it 1.', 10),
    out: text('FILE', 'A .png with the images in rows, or a .npy with all numbers [count, ...shape]; needed.'),
    backend: backendOption,
  },
  async run({ given, options, terminal }) {
    const { out, count = defaultCount } = options
    if (out === undefined || !/\.(png|npy)$/i.test(out))
      throw new UsageError(`sample needs --out FILE.png or FILE.npy${out === undefined ? '' : `, received "${out}"`}`)
    const graph = await readGraphFile(given.graph)
    const weights = await requireWeights(options.weights, graph)
    const { model, program } = await openModel(graph.document, options.backend)
    loadWeights(model, weights)
    await prepareFolder(dirname(out))
    const seed = options.seed ?? program.training.seed
    const { shape, values } = await drawSamples(model, seed, count, options.temperature)
    if (/\.npy$/i.test(out)) await writeOutput(out, writeNpy({ shape, data: values }))
    else {
      const strip = imageStrip({ shape, values }, shape.slice(1), program.data[0]?.range)
      if (!strip)
        throw new Error(`Samples of shape ${shape.slice(1).join(' x ')} are no images; write them to a .npy file.`)
      await writeOutput(out, imageGrid(strip))
    }
    terminal.print(options.json ? JSON.stringify({ file: out, count, seed, shape }) : out)
    return 0
  },
})
