// Matrix product with bias and activation, by our own module on one thread where it knows the activation. Otherwise, as
// for the plain product, transposes are made first and a right factor shared by the whole batch is applied to all rows at
// once, so that XNNPACK does the work; a product of two batches is left to TF.js's scalar loop.
import { type _FusedMatMulAttrs, broadcast_util, type TensorInfo } from '@tensorflow/tfjs-core'
import { compose, transposeMatrices, withShape } from './compose.ts'
import { batchSize, lastTwo } from './matrix-shapes.ts'
import { nativeProduct } from './native/matrix-product.ts'
import { nativeOf } from './native/module.ts'
import { elementCount, repairKernel } from './wasm-backend.ts'

type FusedMatMulInputs = { a: TensorInfo; b: TensorInfo; bias?: TensorInfo; preluActivationWeights?: TensorInfo }

export const fusedMatMul = repairKernel<FusedMatMulInputs, _FusedMatMulAttrs>(
  '_FusedMatMul',
  ({ inputs, attrs, backend, stock }) => {
    // PReLU's weights may vary by row, which one tall matrix cannot express.
    if (inputs.a.dtype !== 'float32' || inputs.preluActivationWeights !== undefined) return stock(inputs, attrs)
    const native = nativeOf(backend)
    const { activation } = attrs
    const hasColumnBias =
      inputs.bias === undefined || elementCount(inputs.bias.shape) === inputs.b.shape.at(attrs.transposeB ? -2 : -1)
    if (native && hasColumnBias && (activation === 'linear' || activation === 'relu')) {
      return nativeProduct(backend, native, { ...inputs, ...attrs, relu: activation === 'relu' })
    }
    return compose(backend, (release) => {
      const a = attrs.transposeA ? release(transposeMatrices(backend, inputs.a)) : inputs.a
      const b = attrs.transposeB ? release(transposeMatrices(backend, inputs.b)) : inputs.b
      const [rows, inner] = lastTwo(a.shape)
      const [innerOfB, columns] = lastTwo(b.shape)
      const outer = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
      // TF.js's kernel takes three axes, and reads beyond its tensors when it is given two.
      const isShared = batchSize(b) === 1
      const left = withShape(a, isShared ? [1, batchSize(a) * rows, inner] : [batchSize(a), rows, inner])
      const right = withShape(b, [batchSize(b), innerOfB, columns])
      const product = stock({ ...inputs, a: left, b: right }, { ...attrs, transposeA: false, transposeB: false })
      return withShape(product, [...outer, rows, columns])
    })
  },
)
