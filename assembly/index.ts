export { matrixProduct, matrixProductScratch } from './matrix-product.ts'
