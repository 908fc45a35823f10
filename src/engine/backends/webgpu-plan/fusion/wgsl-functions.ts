// WGSL functions that fused kernels call, by name. Where TF.js's own shaders lose small values (log1p, expm1, tanh,
// softplus), these do not: near zero they sum a series, which no compiler can simplify into the cancelling form.

/** NaN and infinity have no literals in WGSL, and constant expressions must not be either. */
const bits = `var<private> nanBits: u32 = 0x7fc00000u;
var<private> infinityBits: u32 = 0x7f800000u;
fn nan() -> f32 { return bitcast<f32>(nanBits); }
fn infinity() -> f32 { return bitcast<f32>(infinityBits); }
`

/** Comparisons with itself may be optimised away, so the bits are looked at. */
const tests = `fn isNan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
fn isInfinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u; }
`

const functions: Readonly<Record<string, { readonly uses?: readonly string[]; readonly text: string }>> = {
  // log((1 + x) / 1) = 2 artanh(x / (2 + x))
  log1pOf: {
    uses: ['logOf'],
    text: `fn log1pOf(x: f32) -> f32 {
  let s = x / (2.0 + x);
  let q = s * s;
  let series = 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q / 11.0)))));
  return select(logOf(1.0 + x), series, abs(x) < 0.3);
}
`,
  },
  // Devices may take what is not a number for one, or zero's logarithm for a finite number.
  logOf: {
    text: `fn logOf(x: f32) -> f32 {
  if (x < 0.0 || isNan(x)) { return nan(); }
  return select(log(x), -infinity(), x == 0.0);
}
`,
  },
  expOf: { text: 'fn expOf(x: f32) -> f32 { return select(exp(x), x, isNan(x)); }\n' },
  sigmoidOf: { uses: ['expOf'], text: 'fn sigmoidOf(x: f32) -> f32 { return 1.0 / (1.0 + expOf(-x)); }\n' },
  expm1Of: {
    uses: ['expOf'],
    text: `fn expm1Of(x: f32) -> f32 {
  let series = x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0))))));
  return select(expOf(x) - 1.0, series, abs(x) < 0.3);
}
`,
  },
  // exp of a negative number cannot overflow.
  tanhOf: {
    uses: ['expOf'],
    text: `fn tanhOf(x: f32) -> f32 {
  let q = x * x;
  let series = x * (1.0 - q * (1.0 / 3.0 - q * (2.0 / 15.0 - q * (17.0 / 315.0 - q * (62.0 / 2835.0)))));
  let e = expOf(-2.0 * abs(x));
  return select(sign(x) * ((1.0 - e) / (1.0 + e)), series, abs(x) < 0.25);
}
`,
  },
  softplusOf: {
    uses: ['log1pOf', 'expOf'],
    text: 'fn softplusOf(x: f32) -> f32 { return max(x, 0.0) + log1pOf(expOf(-abs(x))); }\n',
  },
  eluOf: { uses: ['expm1Of'], text: 'fn eluOf(x: f32) -> f32 { return select(expm1Of(x), x, x >= 0.0); }\n' },
  stepOf: {
    text: 'fn stepOf(x: f32, below: f32) -> f32 { return select(select(below, 1.0, x > 0.0), x, isNan(x)); }\n',
  },
  // NaN wins, as in TF.js.
  maximumOf: {
    text: 'fn maximumOf(a: f32, b: f32) -> f32 { return select(select(max(a, b), b, isNan(b)), a, isNan(a)); }\n',
  },
  minimumOf: {
    text: 'fn minimumOf(a: f32, b: f32) -> f32 { return select(select(min(a, b), b, isNan(b)), a, isNan(a)); }\n',
  },
  powOf: {
    text: `fn powOf(a: f32, b: f32) -> f32 {
  if (b == 0.0) { return 1.0; }
  if (isNan(a) || isNan(b) || (a < 0.0 && floor(b) < b)) { return nan(); }
  let size = pow(abs(a), b);
  return select(size, sign(a) * size, round(abs(b) % 2.0) == 1.0);
}
`,
  },
  // Abramowitz & Stegun 7.1.26, as in TF.js.
  erfOf: {
    uses: ['expOf'],
    text: `fn erfOf(x: f32) -> f32 {
  let a = abs(x);
  let t = 1.0 / (1.0 + 0.3275911 * a);
  let p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return sign(x) * (1.0 - p * expOf(-a * a));
}
`,
  },
}

/** The definitions of the functions that the text calls, each before its use. */
export function functionsFor(body: string): string {
  const wanted = new Set<string>()
  const add = (name: string) => {
    if (wanted.has(name)) return
    for (const used of functions[name]?.uses ?? []) add(used)
    wanted.add(name)
  }
  for (const name of Object.keys(functions)) if (body.includes(`${name}(`)) add(name)
  return bits + tests + [...wanted].map((name) => functions[name]?.text ?? '').join('')
}
