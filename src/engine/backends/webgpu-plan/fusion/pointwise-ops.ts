// Operations on single numbers: how each is written in WGSL, and what it gives in JavaScript, by which constants are
// folded. The names are TF.js's; what TF.js passes as attributes (a slope, limits) are further operands here.

export interface PointwiseOp {
  /** Roughly, in additions. */
  readonly cost: number
  /** Of arguments that are WGSL expressions without side effects, of type f32. */
  readonly wgsl: (...args: string[]) => string
  readonly js: (...args: number[]) => number
  /** Gives a bool in WGSL, 1 or 0 elsewhere. */
  readonly isTest?: true
  /** The same text is right for two i32 arguments, and then gives an i32 (or a bool). */
  readonly integers?: true
}

const unary = (cost: number, wgsl: (a: string) => string, js: (a: number) => number): PointwiseOp => ({
  cost,
  wgsl: (a = '') => wgsl(a),
  js: (a = Number.NaN) => js(a),
})
const call = (cost: number, name: string, js: (a: number) => number) => unary(cost, (a) => `${name}(${a})`, js)

const binary = (
  cost: number,
  wgsl: (a: string, b: string) => string,
  js: (a: number, b: number) => number,
): PointwiseOp => ({
  cost,
  wgsl: (a = '', b = '') => wgsl(a, b),
  js: (a = Number.NaN, b = Number.NaN) => js(a, b),
})
const infix = (sign: string, js: (a: number, b: number) => number): PointwiseOp => ({
  ...binary(1, (a, b) => `(${a} ${sign} ${b})`, js),
  integers: true,
})
const comparison = (sign: string, js: (a: number, b: number) => boolean): PointwiseOp => ({
  ...infix(sign, (a, b) => Number(js(a, b))),
  isTest: true,
})
const test = (wgsl: (a: string) => string, js: (a: number) => boolean): PointwiseOp => ({
  ...unary(1, wgsl, (a) => Number(js(a))),
  isTest: true,
})

const expm1 = Math.expm1
const isTrue = (a: string): string => `(${a} >= 1.0)`

export const pointwiseOps: Readonly<Record<string, PointwiseOp>> = {
  Copy: {
    ...unary(
      0,
      (a) => a,
      (a) => a,
    ),
    integers: true,
  },
  Abs: call(1, 'abs', Math.abs),
  Ceil: call(1, 'ceil', Math.ceil),
  Cos: call(8, 'cos', Math.cos),
  Elu: call(8, 'eluOf', (a) => (a >= 0 ? a : expm1(a))),
  Erf: call(12, 'erfOf', erf),
  Exp: call(4, 'expOf', Math.exp),
  Expm1: call(8, 'expm1Of', expm1),
  Floor: call(1, 'floor', Math.floor),
  Log: call(4, 'logOf', Math.log),
  Log1p: call(8, 'log1pOf', Math.log1p),
  Neg: unary(
    1,
    (a) => `(-${a})`,
    (a) => -a,
  ),
  Reciprocal: unary(
    2,
    (a) => `(1.0 / ${a})`,
    (a) => 1 / a,
  ),
  Relu: unary(
    1,
    (a) => `select(${a}, 0.0, ${a} < 0.0)`,
    (a) => (a < 0 ? 0 : a),
  ),
  Relu6: unary(
    1,
    (a) => `clamp(${a}, 0.0, 6.0)`,
    (a) => Math.min(Math.max(a, 0), 6),
  ),
  Round: call(1, 'round', roundHalfToEven),
  Rsqrt: call(2, 'inverseSqrt', (a) => 1 / Math.sqrt(a)),
  Sigmoid: call(6, 'sigmoidOf', (a) => 1 / (1 + Math.exp(-a))),
  Sign: call(1, 'sign', Math.sign),
  Sin: call(8, 'sin', Math.sin),
  Softplus: call(12, 'softplusOf', (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)))),
  Sqrt: call(2, 'sqrt', Math.sqrt),
  Square: unary(
    1,
    (a) => `(${a} * ${a})`,
    (a) => a * a,
  ),
  Tanh: call(10, 'tanhOf', Math.tanh),
  ToInt: unary(1, (a) => `trunc(${a})`, Math.trunc),
  Add: infix('+', (a, b) => a + b),
  Sub: infix('-', (a, b) => a - b),
  Multiply: infix('*', (a, b) => a * b),
  RealDiv: binary(
    2,
    (a, b) => `(${a} / ${b})`,
    (a, b) => a / b,
  ),
  SquaredDifference: binary(
    2,
    (a, b) => `((${a} - ${b}) * (${a} - ${b}))`,
    (a, b) => (a - b) ** 2,
  ),
  Maximum: binary(2, (a, b) => `maximumOf(${a}, ${b})`, Math.max),
  Minimum: binary(2, (a, b) => `minimumOf(${a}, ${b})`, Math.min),
  Pow: binary(10, (a, b) => `powOf(${a}, ${b})`, Math.pow),
  // The slope of elu, from its result y.
  EluGrad: binary(
    2,
    (dy, y) => `select(${dy} * (${y} + 1.0), ${dy}, ${y} >= 0.0)`,
    (dy, y) => (y >= 0 ? dy : dy * (y + 1)),
  ),
  Step: binary(
    2,
    (a, below) => `stepOf(${a}, ${below})`,
    (a, below) => {
      if (Number.isNaN(a)) return a
      return a > 0 ? 1 : below
    },
  ),
  LeakyRelu: binary(
    2,
    (a, slope) => `select(${a}, ${slope} * ${a}, ${a} < 0.0)`,
    (a, slope) => (a < 0 ? slope * a : a),
  ),
  Equal: comparison('==', (a, b) => a === b),
  NotEqual: comparison('!=', (a, b) => a !== b),
  Greater: comparison('>', (a, b) => a > b),
  GreaterEqual: comparison('>=', (a, b) => a >= b),
  Less: comparison('<', (a, b) => a < b),
  LessEqual: comparison('<=', (a, b) => a <= b),
  LogicalAnd: {
    ...binary(
      1,
      (a, b) => `(${isTrue(a)} && ${isTrue(b)})`,
      (a, b) => Number(a >= 1 && b >= 1),
    ),
    isTest: true,
  },
  LogicalOr: {
    ...binary(
      1,
      (a, b) => `(${isTrue(a)} || ${isTrue(b)})`,
      (a, b) => Number(a >= 1 || b >= 1),
    ),
    isTest: true,
  },
  LogicalNot: test(
    (a) => `!${isTrue(a)}`,
    (a) => !(a >= 1),
  ),
  IsNan: test((a) => `isNan(${a})`, Number.isNaN),
  IsInf: test(
    (a) => `isInfinite(${a})`,
    (a) => Math.abs(a) === Number.POSITIVE_INFINITY,
  ),
  IsFinite: test((a) => `!(isNan(${a}) || isInfinite(${a}))`, Number.isFinite),
  ClipByValue: {
    cost: 2,
    wgsl: (a = '', low = '', high = '') => `select(clamp(${a}, ${low}, ${high}), ${a}, isNan(${a}))`,
    js: (a = Number.NaN, low = 0, high = 0) => Math.min(Math.max(a, low), high),
  },
  Select: {
    cost: 1,
    wgsl: (condition = '', yes = '', no = '') => `select(${no}, ${yes}, ${condition} != 0.0)`,
    js: (condition, yes = Number.NaN, no = Number.NaN) => (condition ? yes : no),
  },
}

function roundHalfToEven(a: number): number {
  const below = Math.floor(a)
  const rest = a - below
  if (rest !== 0.5) return Math.round(a)
  return below % 2 === 0 ? below : below + 1
}

/** Abramowitz & Stegun 7.1.26: an error of at most 1.5e-7. */
function erf(a: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(a))
  const p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
  return Math.sign(a) * (1 - p * Math.exp(-a * a))
}
