// What pictures of a run are made from.
import type { Dataset } from '../../engine/data/dataset.ts'
import type { ObservedData } from '../../protocol/pictures.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'

export interface Scene {
  readonly model: Model
  readonly feed: DataFeed
  /** The data that the model is of: those of its first data node. */
  readonly dataset: Dataset | undefined
  /** Of data in the plane or on the line. */
  readonly data: ObservedData | undefined
}
