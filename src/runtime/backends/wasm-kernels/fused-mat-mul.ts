// Matrix product with bias and activation, by our own module on one thread where it knows the activation. Otherwise, as
// for the plain product, transposes are made first and a right factor shared by the whole batch is applied to all rows at
// once, so that XNNPACK does the work; a product of two batches is left to TF.js's scalar loop.
import type { _FusedMatMulAttrs, TensorInfo } from '@tensorflow/tfjs-core'
import { compose, transposeMatrices, withShape } from './compose.ts'
import { batchSize } from './matrix-shapes.ts'
import { nativeProduct } from './native/matrix-product.ts'
import { singleThreaded } from './native/module.ts'
import { elementCount, repairKernel } from './wasm-backend.ts'

type FusedMatMulInputs = { a: TensorInfo; b: TensorInfo; bias?: TensorInfo; preluActivationWeights?: TensorInfo }

export const fusedMatMul = repairKernel<FusedMatMulInputs, _FusedMatMulAttrs>(
  '_FusedMatMul',
  ({ inputs, attrs, backend, stock }) => {
    // PReLU's weights may vary by row, which one tall matrix cannot express.
    if (inputs.a.dtype !== 'float32' || inputs.preluActivationWeights !== undefined) return stock(inputs, attrs)
    const native = singleThreaded(backend)
    const { activation } = attrs
    const hasColumnBias =
      inputs.bias === undefined || elementCount(inputs.bias.shape) === inputs.b.shape.at(attrs.transposeB ? -2 : -1)
    if (native && hasColumnBias && (activation === 'linear' || activation === 'relu')) {
      return nativeProduct(backend, native, { ...inputs, ...attrs, relu: activation === 'relu' })
    }
    return compose(backend, (release) => {
      const a = attrs.transposeA ? release(transposeMatrices(backend, inputs.a)) : inputs.a
      const b = attrs.transposeB ? release(transposeMatrices(backend, inputs.b)) : inputs.b
      const plain = { ...attrs, transposeA: false, transposeB: false }
      if (batchSize(b) !== 1 || batchSize(a) === 1) return stock({ ...inputs, a, b }, plain)
      const [rows = 1, inner = 1] = a.shape.slice(-2)
      const tall = withShape(a, [1, batchSize(a) * rows, inner])
      const right = withShape(b, [1, ...b.shape.slice(-2)])
      const product = stock({ ...inputs, a: tall, b: right }, plain)
      return withShape(product, [...a.shape.slice(0, -1), b.shape.at(-1) ?? 1])
    })
  },
)
