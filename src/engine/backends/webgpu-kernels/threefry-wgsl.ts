// The random words of src/engine/random/threefry.ts and the numbers of src/engine/random/draws.ts, in WGSL. The logarithm, sine
// and cosine are written out, since WGSL's own may be off by 5e-4: these are good to float rounding, so that runs agree
// with those on other backends.

const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const

function fourRounds(group: number): string {
  const rounds = rotations[group % 2]!.map((by) => `x.x += x.y; x.y = ((x.y << ${by}u) | (x.y >> ${32 - by}u)) ^ x.x;`)
  const [first, second] = [`k${(group + 1) % 3}`, `k${(group + 2) % 3}`]
  return `${rounds.join(' ')} x += vec2<u32>(${first}, ${second} + ${group + 1}u);`
}

/** `threefry(key, block, step)` gives the two words of a block; `fraction(word)` the word's number in [0, 1). */
export const threefryWgsl = `
fn threefry(key : vec2<u32>, block : u32, step : u32) -> vec2<u32> {
  let k0 = key.x; let k1 = key.y; let k2 = 0x1bd11bdau ^ key.x ^ key.y;
  var x = vec2<u32>(block + k0, step + k1);
  ${[0, 1, 2, 3, 4].map(fourRounds).join('\n  ')}
  return x;
}
fn fraction(word : u32) -> f32 { return f32(word >> 8u) * ${2 ** -24}; }
`

// ln x = 2 artanh((m - 1) / (m + 1)) + e ln 2 with x = m 2^e and m in [sqrt(1/2), sqrt(2)): the series to the 9th power leaves
// 3e-9. Sine and cosine: the nearest quarter turn is taken off exactly, what remains is in [-π/4, π/4] and left to the
// Taylor series to the 9th and 8th power.
export const normalsWgsl = `
fn naturalLog(x : f32) -> f32 {
  let bits = bitcast<u32>(x);
  var e = i32(bits >> 23u) - 127;
  var m = bitcast<f32>((bits & 0x007fffffu) | 0x3f800000u);
  if (m > 1.41421356) { m = m * 0.5; e = e + 1; }
  let s = (m - 1.0) / (m + 1.0);
  let q = s * s;
  let series = s * (2.0 + q * (0.666666667 + q * (0.4 + q * (0.285714286 + q * 0.222222222))));
  return f32(e) * 0.693147181 + series;
}
/** Cosine and sine of 2 pi v for v in [0, 1). */
fn turn(v : f32) -> vec2<f32> {
  let quarter = floor(v * 4.0 + 0.5);
  let a = (v - quarter * 0.25) * 6.28318531;
  let q = a * a;
  let c = 1.0 + q * (-0.5 + q * (0.0416666667 + q * (-0.00138888889 + q * 0.0000248015873)));
  let s = a * (1.0 + q * (-0.166666667 + q * (0.00833333333 + q * (-0.000198412698 + q * 0.00000275573192))));
  switch (u32(quarter) & 3u) {
    case 0u: { return vec2<f32>(c, s); }
    case 1u: { return vec2<f32>(-s, c); }
    case 2u: { return vec2<f32>(-c, -s); }
    default: { return vec2<f32>(s, -c); }
  }
}
/** Two independent standard normals of two words (Box and Muller). */
fn normalPair(words : vec2<u32>) -> vec2<f32> {
  let u = f32((words.x >> 8u) + 1u) * ${2 ** -24};
  return sqrt(-2.0 * naturalLog(u)) * turn(fraction(words.y));
}
`
