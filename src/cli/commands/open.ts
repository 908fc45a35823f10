import { basename, dirname } from 'node:path'
import { writeTogether } from '../../engine/files/together.ts'
import { writeDocument } from '../../graph/document-file.ts'
import { isGraphLink } from '../../share/link-text.ts'
import { defineCommand } from '../command.ts'
import { readGraph } from '../graphs/read-graph.ts'
import { text } from '../options.ts'
import { UsageError } from '../usage-error.ts'

export const openCommand = defineCommand({
  name: 'open',
  summary: 'Print the graph in a share link as the JSON of a graph file.',
  arguments: { link: 'a share link, or its part from #g= on' },
  options: { out: text('FILE', 'Write the graph there instead of printing it.') },
  async run({ given, options, terminal }) {
    if (!isGraphLink(given.link)) throw new UsageError(`"${given.link}" is not a share link: it has no part #g=`)
    const document = await readGraph(given.link)
    if (options.out === undefined) terminal.print(writeDocument(document).trimEnd())
    else {
      const file = { path: basename(options.out), content: writeDocument(document) }
      await writeTogether(dirname(options.out), [file])
      terminal.print(options.json ? JSON.stringify({ file: options.out, title: document.title }) : options.out)
    }
    return 0
  },
})
