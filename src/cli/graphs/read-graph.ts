// GRAPH on the command line: a template's name, a graph file, or a share link.
import { definitions } from '../../../nodes/index.ts'
import { readTemplate, templateNames } from '../../../templates/index.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { type GenloomFile, openFile } from '../../share/file.ts'
import { readLink } from '../../share/link.ts'
import { isGraphLink } from '../../share/link-text.ts'
import { ShareError } from '../../share/share-error.ts'
import { isFile, readBytes } from '../files.ts'
import { suggestion } from '../text/nearest.ts'
import { UsageError } from '../usage-error.ts'
import { unreadable } from './graph-error.ts'

/** The description of the argument GRAPH. */
export const graphArgument = "a template's name, a graph file (.json, .genloom, .png), or a share link"

/** @throws UsageError if there is no such template or file.
 * @throws GraphError when the file or link holds no valid graph.
 */
export const readGraph = async (given: string): Promise<GraphDocument> => (await readGraphFile(given)).document

/** Like `readGraph`, with the weights that a .genloom file may contain. */
export async function readGraphFile(given: string): Promise<GenloomFile> {
  if (isGraphLink(given)) return { document: await readLink(given, definitions).catch(asGraphError) }
  if (templateNames.includes(given)) return { document: readTemplate(given, definitions).document }
  if (isFile(given)) return openFile(await readBytes(given), definitions).catch(asGraphError)
  if (/[./\\]/.test(given)) throw new UsageError(`there is no graph file "${given}"`)
  const near = suggestion(given, templateNames) || `; the templates are ${templateNames.join(', ')}`
  throw new UsageError(`there is no template or graph file "${given}"${near}`)
}

const asGraphError = (cause: unknown): never => {
  throw cause instanceof ShareError ? unreadable(cause) : cause
}
