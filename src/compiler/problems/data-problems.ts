// Whether the data that a Program names exists.
import type { DatasetFacts, KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import type { Problem } from '../../graph/problems.ts'
import type { DataUse, Program } from '../program/program.ts'

/** The code of this file's problems. */
export const dataCode = 'no-data'

/** @throws Error naming the node, its data and the known datasets. */
export function factsOf({ node, dataset }: DataUse, datasets: KnownDatasets): DatasetFacts {
  try {
    return datasets.facts(dataset)
  } catch (cause) {
    throw new Error(`The node "${node}" uses an unknown dataset. ${messageOf(cause)}`, { cause })
  }
}

export const dataProblems = ({ data }: Program, datasets: KnownDatasets): readonly Problem[] =>
  data.flatMap((use) => {
    try {
      factsOf(use, datasets)
      return []
    } catch (cause) {
      return [{ severity: 'error', code: dataCode, node: use.node, message: messageOf(cause), fixes: [] } as const]
    }
  })
