// Every node kind, in the order of the palette. A kind that is not listed here does not exist; a listed kind without an
// op in `ops.ts` is a type error. Kinds of data follow from the datasets that are known.
import { builtInDatasets } from '../src/engine/data/built-in-datasets.ts'
import type { KnownDatasets } from '../src/engine/data/dataset-catalogue.ts'
import type { Definitions, NodeDefinition } from '../src/graph/definition.ts'
import { digits } from './data/digits/digits.node.ts'
import { line } from './data/line/line.node.ts'
import { points } from './data/points/points.node.ts'
import { actnorm } from './flows/actnorm/actnorm.node.ts'
import { coupling } from './flows/coupling/coupling.node.ts'
import { couplingCondition } from './flows/coupling-condition/coupling-condition.node.ts'
import { couplingOutput } from './flows/coupling-output/coupling-output.node.ts'
import { dequantise } from './flows/dequantise/dequantise.node.ts'
import { flowBatchNorm } from './flows/flow-batch-norm/flow-batch-norm.node.ts'
import { flowFlatten } from './flows/flow-flatten/flow-flatten.node.ts'
import { invertibleConvolution } from './flows/invertible-convolution/invertible-convolution.node.ts'
import { logit } from './flows/logit/logit.node.ts'
import { permutation } from './flows/permutation/permutation.node.ts'
import { reverse } from './flows/reverse/reverse.node.ts'
import { scaling } from './flows/scaling/scaling.node.ts'
import { sigmoid } from './flows/sigmoid/sigmoid.node.ts'
import { split } from './flows/split/split.node.ts'
import { squeeze } from './flows/squeeze/squeeze.node.ts'
import { activation } from './layers/activation/activation.node.ts'
import { add } from './layers/add/add.node.ts'
import { batchNorm } from './layers/batch-norm/batch-norm.node.ts'
import { concat } from './layers/concat/concat.node.ts'
import { conv2d } from './layers/conv2d/conv2d.node.ts'
import { conv2dTranspose } from './layers/conv2d-transpose/conv2d-transpose.node.ts'
import { dense } from './layers/dense/dense.node.ts'
import { dropout } from './layers/dropout/dropout.node.ts'
import { flatten } from './layers/flatten/flatten.node.ts'
import { gatedActivation } from './layers/gated-activation/gated-activation.node.ts'
import { layerNorm } from './layers/layer-norm/layer-norm.node.ts'
import { rescale } from './layers/rescale/rescale.node.ts'
import { reshape } from './layers/reshape/reshape.node.ts'
import { scaleShift } from './layers/scale-shift/scale-shift.node.ts'
import { gatedConv2d } from './masked/gated-conv2d/gated-conv2d.node.ts'
import { made } from './masked/made/made.node.ts'
import { maskedConv2d } from './masked/masked-conv2d/masked-conv2d.node.ts'
import { maskedDense } from './masked/masked-dense/masked-dense.node.ts'
import { residualBlock } from './masked/residual-block/residual-block.node.ts'
import { decoder } from './networks/decoder/decoder.node.ts'
import { discriminator } from './networks/discriminator/discriminator.node.ts'
import { encoder } from './networks/encoder/encoder.node.ts'
import { generator } from './networks/generator/generator.node.ts'
import { adversarialGame } from './objectives/adversarial-game/adversarial-game.node.ts'
import { changeOfVariables } from './objectives/change-of-variables/change-of-variables.node.ts'
import { criticLoss } from './objectives/critic-loss/critic-loss.node.ts'
import { discriminatorLoss } from './objectives/discriminator-loss/discriminator-loss.node.ts'
import { evidenceLowerBound } from './objectives/evidence-lower-bound/evidence-lower-bound.node.ts'
import { generatorLoss } from './objectives/generator-loss/generator-loss.node.ts'
import { negativeLogLikelihood } from './objectives/negative-log-likelihood/negative-log-likelihood.node.ts'
import { reconstruction } from './objectives/reconstruction/reconstruction.node.ts'
import { bernoulliLikelihood } from './stochastic/bernoulli-likelihood/bernoulli-likelihood.node.ts'
import { categoricalLikelihood } from './stochastic/categorical-likelihood/categorical-likelihood.node.ts'
import { discretisedLogisticMixture } from './stochastic/discretised-logistic-mixture/discretised-logistic-mixture.node.ts'
import { equalMixture } from './stochastic/equal-mixture/equal-mixture.node.ts'
import { gaussianLikelihood } from './stochastic/gaussian-likelihood/gaussian-likelihood.node.ts'
import { gaussianSampler } from './stochastic/gaussian-sampler/gaussian-sampler.node.ts'
import { logistic } from './stochastic/logistic/logistic.node.ts'
import { logisticMixture } from './stochastic/logistic-mixture/logistic-mixture.node.ts'
import { noise } from './stochastic/noise/noise.node.ts'
import { standardNormal } from './stochastic/standard-normal/standard-normal.node.ts'
import { uniform } from './stochastic/uniform/uniform.node.ts'

const listFor = (datasets: KnownDatasets) =>
  [
    digits(datasets),
    points(datasets),
    line(datasets),
    encoder,
    decoder,
    generator,
    discriminator,
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
    scaleShift,
    dropout,
    rescale,
    gatedActivation,
    gaussianSampler,
    standardNormal,
    noise,
    logistic,
    uniform,
    bernoulliLikelihood,
    gaussianLikelihood,
    logisticMixture,
    categoricalLikelihood,
    discretisedLogisticMixture,
    equalMixture,
    made,
    maskedDense,
    maskedConv2d,
    gatedConv2d,
    residualBlock,
    coupling,
    couplingCondition,
    couplingOutput,
    actnorm,
    invertibleConvolution,
    flowBatchNorm,
    permutation,
    reverse,
    squeeze,
    flowFlatten,
    split,
    dequantise,
    logit,
    sigmoid,
    scaling,
    evidenceLowerBound,
    negativeLogLikelihood,
    reconstruction,
    adversarialGame,
    discriminatorLoss,
    criticLoss,
    generatorLoss,
    changeOfVariables,
  ] as const

export const definitionsFor = (datasets: KnownDatasets): Definitions =>
  new Map<string, NodeDefinition>(listFor(datasets).map((definition) => [definition.kind, definition]))

/** With the datasets that come along. */
export const definitionList = listFor(builtInDatasets)

export const definitions: Definitions = definitionsFor(builtInDatasets)
