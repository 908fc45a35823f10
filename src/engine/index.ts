// The engine's public face: what a trained model needs to run and to train anywhere. It knows no graphs and no Programs,
// only tensors, functions of them, and the weights they share. What needs Node.js, for programs started from a command line,
// is in node.ts. Shapes stand without the batch dimension; losses and log-probabilities are in nats.

import './backends/register-gradients.ts'

// Backends: where tensors live and are computed.
export type { BackendChoice, BackendName, SkippedBackend } from './backends/backend-name.ts'
export { type RunningBackend, startBackend } from './backends/choose.ts'
export { type BackendEnvironment, usualStartLimit, type WasmFiles } from './backends/environment.ts'
export type { DeviceColumns, RecordedTraining } from './backends/webgpu-plan/recorded-training.ts'
export type { Replay } from './backends/webgpu-plan/replay.ts'
export { isWebGpuBackend, submitPending } from './backends/webgpu-plan/tfjs-internals.ts'

// Data: by name, as batches of examples in an order that depends on the seed alone.
export { batchOf, createBatcher, evaluationBatch, evaluationBatches } from './data/batches.ts'
export { conditionRows, type GivenLabels } from './data/condition-rows.ts'
export type { Dataset } from './data/dataset.ts'
export { loadDataset } from './data/load.ts'

// Files: arrays for NumPy, and weights as safetensors.
export { readNpy, writeNpy } from './formats/npy.ts'
export { type NamedTensor, readSafetensors, requireFinite, writeSafetensors } from './formats/safetensors.ts'
// Transforms of flows: forward and inverse, each with its log-determinant.
export { changeOfVariables } from './math/change-of-variables.ts'
// What ops take and give, and the context that gives them random numbers.
export { createContext, nameWithin, type StepContext, type StepSettings } from './math/context.ts'
// Distributions: each draws, gives log-probabilities of examples, a mean, and what else it has in closed form.
export { bernoulli } from './math/distributions/bernoulli.ts'
export { categorical } from './math/distributions/categorical.ts'
export { discretisedLogisticMixture, levelAt } from './math/distributions/discretised-logistic-mixture.ts'
export { logistic } from './math/distributions/logistic.ts'
export { readComponents } from './math/distributions/logistic-components.ts'
export { firstMeanOf, firstMeans, logisticMixture } from './math/distributions/logistic-mixture.ts'
export { mixture } from './math/distributions/mixture.ts'
export { clampLogVariance, logVarianceLimit, normal } from './math/distributions/normal.ts'
export { standardNormal } from './math/distributions/standard-normal.ts'
export { uniform } from './math/distributions/uniform.ts'
export { klDivergence } from './math/divergences.ts'
export { entropy } from './math/entropy.ts'
export { firstMoments, normaliseChannels } from './math/fused/actnorm.ts'
// Layers, each as one kernel where the backend has it; twice differentiable.
export { affine, convolve } from './math/fused/affine.ts'
export { affineCoupling, type Composition } from './math/fused/affine-coupling.ts'
export { maskedWeights } from './math/fused/masked-weights.ts'
export { leakyRelu, relu } from './math/fused/relu.ts'
// Sampling an autoregressive model element by element, each activation computed once.
export { drawLevel } from './math/incremental/draw-level.ts'
export { drawingFromComponents } from './math/incremental/draw-logistic.ts'
export {
  channelsOf,
  elementwise,
  elementwiseSum,
  positionwise,
  readsAlike,
  sameElements,
  weightedSums,
  windowSums,
} from './math/incremental/evaluations.ts'
export { type Described, type Drawing, type IncrementalRule, sizeOf } from './math/incremental/rule.ts'
export { sigmoid as scalarSigmoid, softplus as scalarSoftplus } from './math/incremental/scalar-functions.ts'
// Training: weights made from a seed, phases of a step, optimisers, and losses that wait to be read.
export { type InitialTensorSpec, initialTensor } from './math/initialise.ts'
export {
  addLogDet,
  countVolume,
  flowLogProb,
  importanceWeight,
  interpolate as interpolateBetween,
  intrinsics,
  startFlow,
} from './math/intrinsics.ts'
export { logAbsDeterminant } from './math/log-abs-determinant.ts'
export type {
  Bernoulli,
  Categorical,
  DiscretisedLogisticMixture,
  Distribution,
  FlowValue,
  Logistic,
  LogisticMixture,
  Mixture,
  Normal,
  ObjectiveValue,
  OpContext,
  StandardNormal,
  StateTree,
  StateUpdate,
  Uniform,
} from './math/op.ts'
export type { OptimiserSettings } from './math/optimisers.ts'
export { stopGradient } from './math/stop-gradient.ts'
export { sumEvent } from './math/sum-event.ts'
export { atEveryPosition, channelMoments } from './math/transforms/channel-scale.ts'
export {
  type CouplingMask,
  type CouplingMaskName,
  couplingMask,
  halves,
  movingElements,
} from './math/transforms/coupling-masks.ts'
export { type LinearStart, type LinearWeights, luLinear } from './math/transforms/lu-linear.ts'
export { opposite, permute } from './math/transforms/permute.ts'
export { squeeze, unsqueeze } from './math/transforms/squeeze.ts'
export { exp, sigmoid, tanh } from './math/twice-differentiable.ts'
export { drawIncrementally } from './sampling/draw.ts'
export type { SamplingLine } from './sampling/sampling-line.ts'
export { stepsIn } from './training/budget.ts'
export type { Checkpoint } from './training/checkpoint.ts'
export { createWeights, type WeightSpecs, type WeightsOf, withState } from './training/create-weights.ts'
export type { CurvePoint, MetricPoint, Metrics } from './training/curve-point.ts'
export { type DifferentiatedPhase, differentiate, type PhaseResult } from './training/differentiate.ts'
export { type Culprit, firstNonFinite, type Probe } from './training/first-non-finite.ts'
export { createMeanMetrics } from './training/mean-metrics.ts'
export { createMetricsRing } from './training/metrics-ring.ts'
export { createOptimiser } from './training/optimisers.ts'
export { createPhase, type Phase } from './training/phase.ts'
export { rateFactors } from './training/rate-factors.ts'
export { type Recording, recordStep } from './training/recording.ts'
export type { SideWork } from './training/side-work.ts'
export {
  disposeVariables,
  type NamedTensors,
  readVariables,
  takeOver,
  type Variables,
  variableOf,
  writeVariables,
} from './training/tensor-store.ts'
export {
  createTrainer,
  type StepMode,
  type TrainedPhase,
  type Trainer,
  type Training,
} from './training/trainer.ts'
export { TrainingError } from './training/training-error.ts'
export {
  type Clock,
  type LoopEnd,
  type LoopOptions,
  type LoopProgress,
  startTrainingLoop,
  type TrainingLoop,
} from './training/training-loop.ts'
export { constant, fanInUniform, ones, zeros } from './training/weight-specs.ts'
