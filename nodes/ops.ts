// The op of each kind. Imported where models run (worker, headless twin), never by the page.
import type { OpTable } from '../src/runtime/op-of.ts'
import type { definitionList } from './index.ts'
import { activation } from './layers/activation/activation.op.ts'
import { add } from './layers/add/add.op.ts'
import { batchNorm } from './layers/batch-norm/batch-norm.op.ts'
import { concat } from './layers/concat/concat.op.ts'
import { conv2d } from './layers/conv2d/conv2d.op.ts'
import { conv2dTranspose } from './layers/conv2d-transpose/conv2d-transpose.op.ts'
import { dense } from './layers/dense/dense.op.ts'
import { dropout } from './layers/dropout/dropout.op.ts'
import { flatten } from './layers/flatten/flatten.op.ts'
import { layerNorm } from './layers/layer-norm/layer-norm.op.ts'
import { reshape } from './layers/reshape/reshape.op.ts'
import { evidenceLowerBound } from './objectives/evidence-lower-bound/evidence-lower-bound.op.ts'
import { bernoulliLikelihood } from './stochastic/bernoulli-likelihood/bernoulli-likelihood.op.ts'
import { gaussianLikelihood } from './stochastic/gaussian-likelihood/gaussian-likelihood.op.ts'
import { gaussianSampler } from './stochastic/gaussian-sampler/gaussian-sampler.op.ts'
import { standardNormal } from './stochastic/standard-normal/standard-normal.op.ts'

export const ops: OpTable<(typeof definitionList)[number]> = {
  'layers/dense': dense,
  'layers/conv2d': conv2d,
  'layers/conv2d-transpose': conv2dTranspose,
  'layers/activation': activation,
  'layers/flatten': flatten,
  'layers/reshape': reshape,
  'layers/concat': concat,
  'layers/add': add,
  'layers/batch-norm': batchNorm,
  'layers/layer-norm': layerNorm,
  'layers/dropout': dropout,
  'stochastic/gaussian-sampler': gaussianSampler,
  'stochastic/standard-normal': standardNormal,
  'stochastic/bernoulli-likelihood': bernoulliLikelihood,
  'stochastic/gaussian-likelihood': gaussianLikelihood,
  'objectives/evidence-lower-bound': evidenceLowerBound,
}
