// The op of each kind. Imported where models run (worker, command line), never by the page.
import type { OpTable } from '../src/runtime/op-of.ts'
import { actnorm } from './flows/actnorm/actnorm.op.ts'
import { coupling } from './flows/coupling/coupling.op.ts'
import { couplingCondition } from './flows/coupling-condition/coupling-condition.op.ts'
import { couplingOutput } from './flows/coupling-output/coupling-output.op.ts'
import { dequantise } from './flows/dequantise/dequantise.op.ts'
import { flowBatchNorm } from './flows/flow-batch-norm/flow-batch-norm.op.ts'
import { flowFlatten } from './flows/flow-flatten/flow-flatten.op.ts'
import { invertibleConvolution } from './flows/invertible-convolution/invertible-convolution.op.ts'
import { logit } from './flows/logit/logit.op.ts'
import { permutation } from './flows/permutation/permutation.op.ts'
import { reverse } from './flows/reverse/reverse.op.ts'
import { scaling } from './flows/scaling/scaling.op.ts'
import { sigmoid } from './flows/sigmoid/sigmoid.op.ts'
import { split } from './flows/split/split.op.ts'
import { squeeze } from './flows/squeeze/squeeze.op.ts'
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
import { gatedActivation } from './layers/gated-activation/gated-activation.op.ts'
import { layerNorm } from './layers/layer-norm/layer-norm.op.ts'
import { rescale } from './layers/rescale/rescale.op.ts'
import { reshape } from './layers/reshape/reshape.op.ts'
import { scaleShift } from './layers/scale-shift/scale-shift.op.ts'
import { maskedConv2d } from './masked/masked-conv2d/masked-conv2d.op.ts'
import { maskedDense } from './masked/masked-dense/masked-dense.op.ts'
import { changeOfVariables } from './objectives/change-of-variables/change-of-variables.op.ts'
import { criticLoss } from './objectives/critic-loss/critic-loss.op.ts'
import { discriminatorLoss } from './objectives/discriminator-loss/discriminator-loss.op.ts'
import { evidenceLowerBound } from './objectives/evidence-lower-bound/evidence-lower-bound.op.ts'
import { generatorLoss } from './objectives/generator-loss/generator-loss.op.ts'
import { negativeLogLikelihood } from './objectives/negative-log-likelihood/negative-log-likelihood.op.ts'
import { reconstruction } from './objectives/reconstruction/reconstruction.op.ts'
import { bernoulliLikelihood } from './stochastic/bernoulli-likelihood/bernoulli-likelihood.op.ts'
import { categoricalLikelihood } from './stochastic/categorical-likelihood/categorical-likelihood.op.ts'
import { discretisedLogisticMixture } from './stochastic/discretised-logistic-mixture/discretised-logistic-mixture.op.ts'
import { equalMixture } from './stochastic/equal-mixture/equal-mixture.op.ts'
import { gaussianLikelihood } from './stochastic/gaussian-likelihood/gaussian-likelihood.op.ts'
import { gaussianSampler } from './stochastic/gaussian-sampler/gaussian-sampler.op.ts'
import { logistic } from './stochastic/logistic/logistic.op.ts'
import { logisticMixture } from './stochastic/logistic-mixture/logistic-mixture.op.ts'
import { noise } from './stochastic/noise/noise.op.ts'
import { standardNormal } from './stochastic/standard-normal/standard-normal.op.ts'
import { uniform } from './stochastic/uniform/uniform.op.ts'

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
  'layers/scale-shift': scaleShift,
  'layers/dropout': dropout,
  'stochastic/gaussian-sampler': gaussianSampler,
  'stochastic/standard-normal': standardNormal,
  'stochastic/noise': noise,
  'stochastic/bernoulli-likelihood': bernoulliLikelihood,
  'stochastic/gaussian-likelihood': gaussianLikelihood,
  'objectives/evidence-lower-bound': evidenceLowerBound,
  'objectives/reconstruction': reconstruction,
  'objectives/discriminator-loss': discriminatorLoss,
  'objectives/critic-loss': criticLoss,
  'objectives/generator-loss': generatorLoss,
  'flows/coupling': coupling,
  'flows/coupling-condition': couplingCondition,
  'flows/coupling-output': couplingOutput,
  'flows/actnorm': actnorm,
  'flows/invertible-convolution': invertibleConvolution,
  'flows/flow-batch-norm': flowBatchNorm,
  'flows/permutation': permutation,
  'flows/reverse': reverse,
  'flows/squeeze': squeeze,
  'flows/flow-flatten': flowFlatten,
  'flows/split': split,
  'flows/dequantise': dequantise,
  'flows/logit': logit,
  'flows/sigmoid': sigmoid,
  'flows/scaling': scaling,
  'stochastic/logistic': logistic,
  'stochastic/uniform': uniform,
  'objectives/change-of-variables': changeOfVariables,
  'stochastic/categorical-likelihood': categoricalLikelihood,
  'stochastic/logistic-mixture': logisticMixture,
  'stochastic/discretised-logistic-mixture': discretisedLogisticMixture,
  'stochastic/equal-mixture': equalMixture,
  'layers/rescale': rescale,
  'layers/gated-activation': gatedActivation,
  'masked/masked-dense': maskedDense,
  'masked/masked-conv2d': maskedConv2d,
  'objectives/negative-log-likelihood': negativeLogLikelihood,
}
