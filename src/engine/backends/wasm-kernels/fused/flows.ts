// The kernels behind the fused parts of flows: affine couplings and activation normalisation.
import type { TensorInfo } from '@tensorflow/tfjs-core'
import { compose } from '../compose.ts'
import { addressOf, requireNative } from '../native/module.ts'
import { elementCount, heapFloats, repairKernel, type WasmBackend } from '../wasm-backend.ts'

type CouplingInputs = { x: TensorInfo; parameters: TensorInfo; bound: TensorInfo }
type CouplingAttrs = {
  moving: { count: number; first: number; step: number; parity?: number }
  scale: 'tanh' | 'sigmoid'
}

export const affineCoupling = repairKernel<CouplingInputs, CouplingAttrs>(
  'AffineCoupling',
  ({ inputs: { x, parameters, bound }, attrs, backend }) => {
    const [batch = 0] = x.shape
    const y = copyOf(backend, x)
    const change = backend.makeOutput([batch], 'float32')
    return compose(backend, (release) => {
      const native = requireNative(backend)
      setLayout(backend, x, attrs)
      const scratch = release(backend.makeOutput([native.couplingScratch()], 'float32'))
      const [from, read, limit, to, sum, space] = [x, parameters, bound, y, change, scratch].map((t) =>
        addressOf(backend, t),
      )
      native.affineCoupling(from!, read!, limit!, to!, sum!, batch, space!)
      return [y, change]
    })
  },
)

type CouplingGradientInputs = CouplingInputs & { dy: TensorInfo; dChange: TensorInfo }

export const affineCouplingGradient = repairKernel<CouplingGradientInputs, CouplingAttrs>(
  'AffineCouplingGradient',
  ({ inputs: { x, parameters, bound, dy, dChange }, attrs, backend }) => {
    const [batch = 0] = x.shape
    const dx = copyOf(backend, dy)
    const dParameters = backend.makeOutput(parameters.shape, 'float32')
    const dBound = backend.makeOutput(bound.shape, 'float32')
    return compose(backend, (release) => {
      const native = requireNative(backend)
      setLayout(backend, x, attrs)
      const scratch = release(backend.makeOutput([native.couplingScratch()], 'float32'))
      const sums = release(doubles(backend, attrs.moving.count))
      heapDoubles(backend, sums).fill(0)
      const tensors = [x, parameters, bound, dy, dChange, dx, dParameters, sums, scratch]
      const [from, read, limit, slope, slopeOfChange, to, write, total, space] = tensors.map((t) =>
        addressOf(backend, t),
      )
      native.affineCouplingGradient(from!, read!, limit!, slope!, slopeOfChange!, to!, write!, total!, batch, space!)
      heapFloats(backend, dBound).set(heapDoubles(backend, sums))
      return [dx, dParameters, dBound]
    })
  },
)

function setLayout(backend: WasmBackend, x: TensorInfo, { moving, scale }: CouplingAttrs): void {
  const channels = x.shape.at(-1) ?? 1
  const positions = elementCount(x.shape.slice(1, -1))
  const width = moving.parity === undefined ? 0 : (x.shape.at(-2) ?? 1)
  requireNative(backend).setLayout(
    channels,
    moving.count,
    moving.first,
    moving.step,
    positions,
    width,
    moving.parity ?? 0,
    Number(scale === 'sigmoid'),
  )
}

type NormInputs = { x: TensorInfo; shift: TensorInfo; logScale: TensorInfo; mean: TensorInfo; deviation: TensorInfo }

export const actnorm = repairKernel<NormInputs, { pace: number }>('Actnorm', ({ inputs, attrs: { pace }, backend }) => {
  const { x, shift, logScale, mean, deviation } = inputs
  const channels = elementCount(shift.shape)
  const y = backend.makeOutput(x.shape, 'float32')
  const logDet = backend.makeOutput([], 'float32')
  return compose(backend, (release) => {
    const scale = release(backend.makeOutput([channels], 'float32'))
    const offset = release(backend.makeOutput([channels], 'float32'))
    const tensors = [shift, logScale, mean, deviation, scale, offset, logDet]
    const [shifts, logScales, means, deviations, scales, offsets, total] = tensors.map((t) => heapFloats(backend, t))
    let sum = 0
    for (let c = 0; c < channels; c++) {
      const factor = Math.exp(pace * logScales![c]!) / deviations![c]!
      scales![c] = factor
      offsets![c] = shifts![c]! - means![c]! * factor
      sum += pace * logScales![c]! - Math.log(deviations![c]!)
    }
    total![0] = sum
    const [from, factors, added, to] = [x, scale, offset, y].map((t) => addressOf(backend, t))
    requireNative(backend).channelAffine(from!, factors!, added!, to!, elementCount(x.shape) / channels, channels)
    return [y, logDet]
  })
})

type NormGradientInputs = NormInputs & { dy: TensorInfo; dLogDet: TensorInfo }

/** With respect to all five inputs, in their order. */
export const actnormGradient = repairKernel<NormGradientInputs, { pace: number }>(
  'ActnormGradient',
  ({ inputs, attrs: { pace }, backend }) => {
    const { x, shift, logScale, mean, deviation, dy, dLogDet } = inputs
    const channels = elementCount(shift.shape)
    const rows = elementCount(x.shape) / channels
    const dx = backend.makeOutput(x.shape, 'float32')
    const small = [shift, logScale, mean, deviation].map(({ shape }) => backend.makeOutput(shape, 'float32'))
    return compose(backend, (release) => {
      const native = requireNative(backend)
      const sums = release(doubles(backend, 2 * channels))
      const scale = release(backend.makeOutput([channels], 'float32'))
      const zero = release(backend.makeOutput([channels], 'float32'))
      native.channelSums(addressOf(backend, x), addressOf(backend, dy), addressOf(backend, sums), rows, channels)
      const totals = heapDoubles(backend, sums)
      const tensors = [logScale, mean, deviation, dLogDet, scale, zero, ...small]
      const floats = tensors.map((t) => heapFloats(backend, t))
      const [logScales, means, deviations, slope, scales, zeros, dShift, dLogScale, dMean, dDeviation] = floats
      for (let c = 0; c < channels; c++) {
        const factor = Math.exp(pace * logScales![c]!) / deviations![c]!
        const sum = totals[c]!
        // Σ dy (y - shift)
        const product = factor * (totals[channels + c]! - means![c]! * sum)
        scales![c] = factor
        zeros![c] = 0
        dShift![c] = sum
        dLogScale![c] = pace * (product + slope![0]!)
        dMean![c] = -factor * sum
        dDeviation![c] = -(product + slope![0]!) / deviations![c]!
      }
      const [from, factors, added, to] = [dy, scale, zero, dx].map((t) => addressOf(backend, t))
      native.channelAffine(from!, factors!, added!, to!, rows, channels)
      return [dx, ...small]
    })
  },
)

type MomentInputs = { x: TensorInfo; initialised: TensorInfo; mean: TensorInfo; deviation: TensorInfo }

export const firstMoment = repairKernel<MomentInputs, { moment: 'mean' | 'deviation'; smallest: number }>(
  'FirstMoment',
  ({ inputs: { x, initialised, ...kept }, attrs: { moment, smallest }, backend }) => {
    const out = copyOf(backend, kept[moment])
    if (heapFloats(backend, initialised)[0] === 1) return out
    const values = heapFloats(backend, x)
    const to = heapFloats(backend, out)
    const channels = to.length
    const rows = values.length / channels
    for (let c = 0; c < channels; c++) {
      let mean = 0
      for (let i = c; i < values.length; i += channels) mean += values[i]! / rows
      let variance = 0
      for (let i = c; i < values.length; i += channels) variance += (values[i]! - mean) ** 2 / rows
      to[c] = moment === 'mean' ? mean : Math.sqrt(variance) + smallest
    }
    return out
  },
)

function copyOf(backend: WasmBackend, tensor: TensorInfo): TensorInfo {
  const out = backend.makeOutput(tensor.shape, 'float32')
  heapFloats(backend, out).set(heapFloats(backend, tensor))
  return out
}

/** Room for numbers of 64 bits: as an address must be a multiple of eight, which the heap's are. */
function doubles(backend: WasmBackend, count: number): TensorInfo {
  return backend.makeOutput([2 * count], 'float32')
}

function heapDoubles(backend: WasmBackend, tensor: TensorInfo): Float64Array {
  return new Float64Array(backend.wasm.HEAPU8.buffer, addressOf(backend, tensor), elementCount(tensor.shape) / 2)
}
