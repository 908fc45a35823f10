// How a gradient becomes a step, in place and in one pass; the rules of src/engine/math/optimisers.ts.

/**
 * @param rate learning rate · sqrt(1 - β₂ᵗ) / (1 - β₁ᵗ). @param offset ε · sqrt(1 - β₂ᵗ).
 */
export function adam(
  parameter: usize,
  gradient: usize,
  firstMoment: usize,
  secondMoment: usize,
  count: i32,
  beta1: f32,
  beta2: f32,
  take1: f32,
  take2: f32,
  rate: f32,
  offset: f32,
): void {
  const betas1 = f32x4.splat(beta1)
  const betas2 = f32x4.splat(beta2)
  const takes1 = f32x4.splat(take1)
  const takes2 = f32x4.splat(take2)
  const rates = f32x4.splat(rate)
  const offsets = f32x4.splat(offset)
  let at: usize = 0
  for (const end = (<usize>count & ~3) << 2; at < end; at += 16) {
    const g = v128.load(gradient + at)
    const m = f32x4.add(f32x4.mul(betas1, v128.load(firstMoment + at)), f32x4.mul(takes1, g))
    const v = f32x4.add(f32x4.mul(betas2, v128.load(secondMoment + at)), f32x4.mul(takes2, f32x4.mul(g, g)))
    v128.store(firstMoment + at, m)
    v128.store(secondMoment + at, v)
    const change = f32x4.div(f32x4.mul(rates, m), f32x4.add(f32x4.sqrt(v), offsets))
    v128.store(parameter + at, f32x4.sub(v128.load(parameter + at), change))
  }
  for (const end = (<usize>count) << 2; at < end; at += 4) {
    const g = load<f32>(gradient + at)
    const m = beta1 * load<f32>(firstMoment + at) + take1 * g
    const v = beta2 * load<f32>(secondMoment + at) + take2 * g * g
    store<f32>(firstMoment + at, m)
    store<f32>(secondMoment + at, v)
    store<f32>(parameter + at, load<f32>(parameter + at) - (rate * m) / (sqrt<f32>(v) + offset))
  }
}

export function sgd(parameter: usize, gradient: usize, velocity: usize, count: i32, momentum: f32, rate: f32): void {
  const momenta = f32x4.splat(momentum)
  const rates = f32x4.splat(rate)
  let at: usize = 0
  for (const end = (<usize>count & ~3) << 2; at < end; at += 16) {
    const v = f32x4.add(f32x4.mul(momenta, v128.load(velocity + at)), v128.load(gradient + at))
    v128.store(velocity + at, v)
    v128.store(parameter + at, f32x4.sub(v128.load(parameter + at), f32x4.mul(rates, v)))
  }
  for (const end = (<usize>count) << 2; at < end; at += 4) {
    const v = momentum * load<f32>(velocity + at) + load<f32>(gradient + at)
    store<f32>(velocity + at, v)
    store<f32>(parameter + at, load<f32>(parameter + at) - rate * v)
  }
}

export function rmsProp(
  parameter: usize,
  gradient: usize,
  meanSquare: usize,
  count: i32,
  decay: f32,
  take: f32,
  rate: f32,
  epsilon: f32,
): void {
  const decays = f32x4.splat(decay)
  const takes = f32x4.splat(take)
  const rates = f32x4.splat(rate)
  const epsilons = f32x4.splat(epsilon)
  let at: usize = 0
  for (const end = (<usize>count & ~3) << 2; at < end; at += 16) {
    const g = v128.load(gradient + at)
    const s = f32x4.add(f32x4.mul(decays, v128.load(meanSquare + at)), f32x4.mul(takes, f32x4.mul(g, g)))
    v128.store(meanSquare + at, s)
    const change = f32x4.div(f32x4.mul(rates, g), f32x4.add(f32x4.sqrt(s), epsilons))
    v128.store(parameter + at, f32x4.sub(v128.load(parameter + at), change))
  }
  for (const end = (<usize>count) << 2; at < end; at += 4) {
    const g = load<f32>(gradient + at)
    const s = decay * load<f32>(meanSquare + at) + take * g * g
    store<f32>(meanSquare + at, s)
    store<f32>(parameter + at, load<f32>(parameter + at) - (rate * g) / (sqrt<f32>(s) + epsilon))
  }
}
