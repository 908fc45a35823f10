// The .genloom file. A graph alone is its canonical JSON, which gives readable diffs; with weights or a checkpoint it is a zip
// archive of that JSON and the safetensors files.
import type { Definitions } from '../graph/definition.ts'
import type { GraphDocument } from '../graph/document.ts'
import { parseDocument, writeDocument } from '../graph/document-file.ts'
import { isPng, readPngGraph } from './png.ts'
import { reading, ShareError } from './share-error.ts'
import { type ArchiveEntry, isZip, readZip, writeZip } from './zip.ts'

const names = { graph: 'graph.json', weights: 'weights.safetensors', checkpoint: 'checkpoint.safetensors' }
const graphLimit = 16 * 2 ** 20
const tensorLimit = 2 ** 30

export interface GenloomFile {
  readonly document: GraphDocument
  /** The trained weights, as a safetensors file. */
  readonly weights?: Uint8Array
  /** Everything needed to resume training exactly, as a safetensors file. */
  readonly checkpoint?: Uint8Array
}

export function writeFile({ document, weights, checkpoint }: GenloomFile): Uint8Array<ArrayBuffer> {
  const graph = new TextEncoder().encode(writeDocument(document))
  const entries: ArchiveEntry[] = [{ path: names.graph, bytes: graph }]
  if (weights) entries.push({ path: names.weights, bytes: weights })
  if (checkpoint) entries.push({ path: names.checkpoint, bytes: checkpoint })
  return entries.length === 1 ? graph : writeZip(entries)
}

/** Opens a .genloom file, a document's JSON, or a PNG image that contains a graph, distinguished by their first bytes.
 * @throws {ShareError} for anything else, and for damaged or oversized files.
 */
export async function openFile(bytes: Uint8Array, definitions: Definitions): Promise<GenloomFile> {
  if (isPng(bytes)) return { document: await readPngGraph(bytes, definitions) }
  if (!isZip(bytes)) return { document: await readGraph(bytes, definitions) }
  const limits = new Map([
    [names.graph, graphLimit],
    [names.weights, tensorLimit],
    [names.checkpoint, tensorLimit],
  ])
  const entries = await reading('The file cannot be opened', () => readZip(bytes, limits))
  const graph = entries.get(names.graph)
  if (!graph) throw new ShareError(`This archive is not a Genloom file: it holds no ${names.graph}.`)
  const weights = entries.get(names.weights)
  const checkpoint = entries.get(names.checkpoint)
  return {
    document: await readGraph(graph, definitions),
    ...(weights ? { weights } : {}),
    ...(checkpoint ? { checkpoint } : {}),
  }
}

function readGraph(bytes: Uint8Array, definitions: Definitions): Promise<GraphDocument> {
  if (bytes.length > graphLimit) {
    throw new ShareError(`The graph has ${bytes.length} bytes; at most ${graphLimit} are read.`)
  }
  return reading('The file holds no valid graph', () => parseDocument(decodeText(bytes), definitions))
}

/** UTF-8, or UTF-16 as written by PowerShell, recognised by its byte-order mark or else by a zero byte in the first character of
 * the JSON.
 */
function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0)
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== undefined && second !== 0)
  const wide = isLittle ? 'utf-16le' : 'utf-16be'
  return new TextDecoder(isLittle || isBig ? wide : 'utf-8', { fatal: true }).decode(bytes)
}
