import { loadSources } from '../../codegen/carried/load-sources.ts'
import { leftOutOf, printProject, projectEntries } from '../../codegen/typescript/project.ts'
import { prepareFolder } from '../../engine/files/folder.ts'
import { writeTogether } from '../../engine/files/together.ts'
import { defineCommand } from '../command.ts'
import { datasets, readDatasetFiles } from '../datasets.ts'
import { requireProgram } from '../graphs/describe-graph.ts'
import { graphArgument, readGraphFile } from '../graphs/read-graph.ts'
import { text } from '../options.ts'
import { openModel } from '../running/open-model.ts'
import { loadWeights, readWeights, weightsOption } from '../running/weights-file.ts'
import { UsageError } from '../usage-error.ts'

export const exportCommand = defineCommand({
  name: 'export',
  summary: 'Write the graph as a TypeScript project that trains with npm install && npm start.',
  arguments: { graph: graphArgument },
  options: { out: text('DIR', 'Folder of the project; required.'), weights: weightsOption },
  async run({ given, options, terminal }) {
    const { out } = options
    if (out === undefined) throw new UsageError('export needs --out DIR')
    const graph = await readGraphFile(given.graph)
    // Includes the optimiser state if the file has it, so that training can continue in the project.
    const trained = graph.checkpoint ? { ...graph, weights: graph.checkpoint } : graph
    const weights = await readWeights(options.weights, trained)
    const program = requireProgram(graph.document)
    // Read once, so that a file of another model is rejected instead of exported.
    if (weights) loadWeights((await openModel(graph.document, 'cpu')).model, weights)
    const files = printProject(program, await loadSources(), datasets, { hasWeights: weights !== undefined })
    const dataFiles = await readDatasetFiles(program.data.map(({ dataset }) => dataset))
    const entries = projectEntries(files, dataFiles, weights?.bytes)
    await prepareFolder(
      out,
      entries.reduce((sum, { bytes }) => sum + bytes.length, 0),
    )
    // The project may have been exported there before and trained since.
    const keepAs = 'weights.previous.safetensors'
    await writeTogether(
      out,
      entries.map(({ path, bytes }) => ({ path, content: bytes, ...(path === 'weights.safetensors' && { keepAs }) })),
    )
    const paths = entries.map(({ path }) => path)
    const leftOut = leftOutOf(files, program)
    if (leftOut) terminal.note(leftOut)
    const result = { folder: out, files: paths, ...(leftOut ? { leftOut } : {}) }
    terminal.print(options.json ? JSON.stringify(result) : paths.join('\n'))
    return 0
  },
})
