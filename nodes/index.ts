// Every node kind, in the order of the palette. A kind that is not listed here does not exist; a listed kind without an
// op in `ops.ts` is a type error.
import type { Definitions, NodeDefinition } from '../src/graph/definition.ts'
import { digits } from './data/digits/digits.node.ts'
import { activation } from './layers/activation/activation.node.ts'
import { add } from './layers/add/add.node.ts'
import { batchNorm } from './layers/batch-norm/batch-norm.node.ts'
import { concat } from './layers/concat/concat.node.ts'
import { conv2d } from './layers/conv2d/conv2d.node.ts'
import { conv2dTranspose } from './layers/conv2d-transpose/conv2d-transpose.node.ts'
import { dense } from './layers/dense/dense.node.ts'
import { dropout } from './layers/dropout/dropout.node.ts'
import { flatten } from './layers/flatten/flatten.node.ts'
import { layerNorm } from './layers/layer-norm/layer-norm.node.ts'
import { reshape } from './layers/reshape/reshape.node.ts'
import { decoder } from './networks/decoder/decoder.node.ts'
import { encoder } from './networks/encoder/encoder.node.ts'
import { evidenceLowerBound } from './objectives/evidence-lower-bound/evidence-lower-bound.node.ts'
import { bernoulliLikelihood } from './stochastic/bernoulli-likelihood/bernoulli-likelihood.node.ts'
import { gaussianLikelihood } from './stochastic/gaussian-likelihood/gaussian-likelihood.node.ts'
import { gaussianSampler } from './stochastic/gaussian-sampler/gaussian-sampler.node.ts'
import { standardNormal } from './stochastic/standard-normal/standard-normal.node.ts'

export const definitionList = [
  digits,
  encoder,
  decoder,
  dense,
  conv2d,
  conv2dTranspose,
  activation,
  flatten,
  reshape,
  concat,
  add,
  batchNorm,
  layerNorm,
  dropout,
  gaussianSampler,
  standardNormal,
  bernoulliLikelihood,
  gaussianLikelihood,
  evidenceLowerBound,
] as const

export const definitions: Definitions = new Map<string, NodeDefinition>(
  definitionList.map((definition) => [definition.kind, definition]),
)
