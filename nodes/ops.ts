// The op of each kind. Imported where models run (worker, headless twin), never by the page.
import type { OpTable } from '../src/runtime/op-of.ts'
import type { definitionList } from './index.ts'
import { activation } from './layers/activation/activation.op.ts'
import { dense } from './layers/dense/dense.op.ts'
import { flatten } from './layers/flatten/flatten.op.ts'

export const ops: OpTable<(typeof definitionList)[number]> = {
  'layers/dense': dense,

  'layers/activation': activation,
  'layers/flatten': flatten,
}
