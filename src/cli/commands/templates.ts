import { definitions } from '../../../nodes/index.ts'
import { readTemplates } from '../../../templates/index.ts'
import { defineCommand } from '../command.ts'
import { describeGraph } from '../graphs/describe-graph.ts'
import { table } from '../text/table.ts'

export const templatesCommand = defineCommand({
  name: 'templates',
  summary: 'List the templates: name, title, density class, trainable parameters.',
  arguments: {},
  options: {},
  async run({ options, terminal }) {
    const rows = readTemplates(definitions).map(({ name, title, summary, document }) => {
      const { density, parameters } = describeGraph(document)
      return { name, title, summary, density: density?.density ?? 'none', parameters }
    })
    if (options.json) terminal.print(JSON.stringify(rows))
    else {
      const lines = rows.map(({ name, title, density, parameters }) => [name, title, density, parameters])
      terminal.print(table([['name', 'title', 'density', 'parameters'], ...lines]))
    }
    return 0
  },
})
