// Kernels that compute each number of their output from one number of each input.

import { identityMap } from './index-map.ts'
import {
  broadcast,
  inputOf,
  inputsInOrder,
  type KernelReader,
  moved,
  numberAttr,
  pointwise,
  splatOperand,
} from './kernel-reader.ts'
import { sizeOf } from './value.ts'
import { wholeOf } from './value-table.ts'

const unaries = [
  'Abs',
  'Ceil',
  'Cos',
  'Elu',
  'Erf',
  'Exp',
  'Expm1',
  'Floor',
  'IsFinite',
  'IsInf',
  'IsNan',
  'Log',
  'Log1p',
  'LogicalNot',
  'Neg',
  'Reciprocal',
  'Relu',
  'Relu6',
  'Round',
  'Rsqrt',
  'Sigmoid',
  'Sign',
  'Sin',
  'Softplus',
  'Sqrt',
  'Square',
  'Tanh',
]
const binaries = [
  'Add',
  'Equal',
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'LogicalAnd',
  'LogicalOr',
  'Maximum',
  'Minimum',
  'Multiply',
  'NotEqual',
  'Pow',
  'RealDiv',
  'SquaredDifference',
  'Sub',
]

const unary: KernelReader = (reading) => [
  pointwise(reading, reading.record.kernel, [broadcast(reading, inputOf(reading, 'x'))]),
]
const binary: KernelReader = (reading) => [
  pointwise(reading, reading.record.kernel, [
    broadcast(reading, inputOf(reading, 'a')),
    broadcast(reading, inputOf(reading, 'b')),
  ]),
]

/** What TF.js passes as attributes becomes further operands. */
const withNumbers =
  (...attributes: readonly string[]): KernelReader =>
  (reading) => [
    pointwise(reading, reading.record.kernel, [
      broadcast(reading, inputOf(reading, 'x')),
      ...attributes.map((name) => splatOperand(reading, numberAttr(reading, name))),
    ]),
  ]

export const pointwiseReaders: Readonly<Record<string, KernelReader>> = {
  ...Object.fromEntries(unaries.map((kernel) => [kernel, unary])),
  ...Object.fromEntries(binaries.map((kernel) => [kernel, binary])),
  ClipByValue: withNumbers('clipValueMin', 'clipValueMax'),
  LeakyRelu: withNumbers('alpha'),
  Step: withNumbers('alpha'),
  EluGrad: (reading) => [
    pointwise(reading, 'EluGrad', [
      broadcast(reading, inputOf(reading, 'dy')),
      broadcast(reading, inputOf(reading, 'y')),
    ]),
  ],
  AddN: (reading) => {
    const [first, ...others] = inputsInOrder(reading).map((ref) => reading.valueOf(ref))
    if (!first) return null
    return [others.reduce((sum, one) => pointwise(reading, 'Add', [wholeOf(sum), wholeOf(one)]), first)]
  },
  Select: (reading) => {
    const [condition, yes, no] = ['condition', 't', 'e'].map((name) => inputOf(reading, name))
    if (!condition || !yes || !no || sizeOf(yes.shape) !== sizeOf(no.shape)) return null
    // A condition of rank 1 chooses along the first axis.
    const isList = condition.shape.length === 1 && yes.shape.length > 1
    const shape = isList ? [...condition.shape, ...yes.shape.slice(1).map(() => 1)] : condition.shape
    return [
      pointwise(reading, 'Select', [
        broadcast(reading, condition, shape),
        broadcast(reading, yes),
        broadcast(reading, no),
      ]),
    ]
  },
  Cast: (reading) => {
    const x = inputOf(reading, 'x')
    const map = identityMap(sizeOf(x.shape))
    const { dtype } = reading.record.attrs
    if (dtype === 'int32') return [pointwise(reading, 'ToInt', [{ value: reading.valueOf(x), map }])]
    if (dtype === 'bool') {
      return [pointwise(reading, 'NotEqual', [{ value: reading.valueOf(x), map }, splatOperand(reading, 0)])]
    }
    return [moved(reading, x, map)]
  },
}
