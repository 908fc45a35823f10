import { defineCommand } from '../command.ts'
import { describeGraph } from '../graphs/describe-graph.ts'
import { templates } from '../templates.ts'
import { table } from '../text/table.ts'

export const templatesCommand = defineCommand({
  name: 'templates',
  summary: 'List the templates: name, title, density class, trainable parameters.',
  arguments: {},
  options: {},
  async run({ options, terminal }) {
    const rows = [...templates.values()].map((template) => {
      const { density, parameters } = describeGraph(template.document())
      const { name, title, summary } = template
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
