import { definitions } from '../../../nodes/index.ts'
import { writeLink } from '../../share/link.ts'
import { defineCommand } from '../command.ts'
import { graphArgument, readGraph } from '../graphs/read-graph.ts'
import { text } from '../options.ts'
import { UsageError } from '../usage-error.ts'

/** The address at which `npm start` serves the editor. */
const localPage = 'http://localhost:5173/'

export const linkCommand = defineCommand({
  name: 'link',
  summary: 'Print a link that opens the graph in the editor; the link contains the graph.',
  arguments: { graph: graphArgument },
  options: { base: text('URL', `Address of the editor's page; default: ${localPage}`) },
  async run({ given, options, terminal }) {
    const base = options.base ?? localPage
    if (!URL.canParse(base)) throw new UsageError(`--base needs an address such as ${localPage}, received "${base}"`)
    const link = await writeLink(base, await readGraph(given.graph), definitions)
    terminal.print(options.json ? JSON.stringify({ link, characters: link.length }) : link)
    return 0
  },
})
