// GRAPH on the command line: a template's name, a graph file, or a share link.
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { definitions } from '../../../nodes/index.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { openFile } from '../../share/file.ts'
import { isGraphLink, readLink } from '../../share/link.ts'
import { ShareError } from '../../share/share-error.ts'
import { templates } from '../templates.ts'
import { suggestion } from '../text/nearest.ts'
import { UsageError } from '../usage-error.ts'
import { unreadable } from './graph-error.ts'

/** What every command says of its argument GRAPH. */
export const graphArgument = "a template's name, a graph file (.json, .genloom, .png), or a share link"

/**
 * @throws UsageError when there is no such template or file.
 * @throws GraphError when the file or link holds no valid graph.
 */
export async function readGraph(given: string): Promise<GraphDocument> {
  if (isGraphLink(given)) return readLink(given, definitions).catch(asGraphError)
  const template = templates.get(given)
  if (template) return template.document()
  if (existsSync(given) && statSync(given).isFile()) {
    const { document } = await openFile(await readFile(given), definitions).catch(asGraphError)
    return document
  }
  const names = [...templates.keys()]
  if (/[./\\]/.test(given)) throw new UsageError(`there is no graph file "${given}"`)
  throw new UsageError(
    `there is no template or graph file "${given}"${suggestion(given, names) || `; the templates are ${names.join(', ')}`}`,
  )
}

const asGraphError = (cause: unknown): never => {
  throw cause instanceof ShareError ? unreadable(cause) : cause
}
