// Opens a document as a runnable model: starts the backend, reads the data, creates the parameters.
import { ops } from '../../../nodes/ops.ts'
import type { Program } from '../../compiler/program/program.ts'
import { type BackendName, intrinsics } from '../../engine/index.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { type OperationTable, opsOf } from '../../runtime/op-of.ts'
import { createDataFeed, type DataFeed } from '../../runtime/program/data-feed.ts'
import { createModel, type Model } from '../../runtime/program/model.ts'
import { readDatasets } from '../datasets.ts'
import { requireProgram } from '../graphs/describe-graph.ts'
import { requireRoomForWeights } from './memory-limits.ts'
import { defaultBackend, startWanted } from './start-backend.ts'

export interface OpenModel {
  readonly document: GraphDocument
  readonly program: Program
  readonly backend: BackendName
  readonly model: Model
  readonly feed: DataFeed
}

/** @param requireRoom throws before anything is allocated if the memory is insufficient for the purpose.
 * @throws GraphError when the graph has errors.
 * @throws Error if data is missing or the backend does not start.
 */
export async function openModel(
  document: GraphDocument,
  backend: BackendName = defaultBackend,
  requireRoom: (program: Program, backend: BackendName) => void = requireRoomForWeights,
): Promise<OpenModel> {
  const program = requireProgram(document)
  requireRoom(program, backend)
  const datasets = await readDatasets(program.data.map(({ dataset }) => dataset))
  await startWanted(backend)
  const model = createModel(program, opsOf(ops, intrinsics satisfies OperationTable))
  return { document, program, backend, model, feed: createDataFeed(program, datasets) }
}
