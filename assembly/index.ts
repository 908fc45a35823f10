export { channelAffine, channelSums } from './channels.ts'
export { convolution, convolutionScratch, filterGradient } from './convolution.ts'
export { copyBlocks, gatherColumns, imageWindow } from './copy.ts'
export { affineCoupling, affineCouplingGradient, couplingScratch, setLayout } from './coupling.ts'
export {
  bernoulliLogitGradient,
  bernoulliLogProb,
  leakPositive,
  maskByDegree,
  maskPositive,
  unary,
} from './elementwise.ts'
export { matrixProduct, matrixProductScratch } from './matrix-product.ts'
export { adam, rmsProp, sgd } from './optimisers.ts'
export { sumMiddle } from './sum.ts'
