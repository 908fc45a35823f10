// Procedures of an adversarial game. If the critic scores examples, the fakes are the samples (Goodfellow et al. 2014); if it
// scores codes, the fakes are encodings and the reals are draws from the prior (Makhzani et al. 2016).
import type { Endpoint } from '../../graph/document.ts'
import { rangeOfMean, type TensorSignal, tensor } from '../../graph/signals.ts'
import {
  type Counterparts,
  comparedCodes,
  examplesBehind,
  generatedExample,
  whyNoExample,
} from '../dependence/generated-example.ts'
import { nameOfColumn } from '../dependence/observed.ts'
import { columnsAmong, isRandom } from '../dependence/origins.ts'
import type { TypedGraph } from '../inference/typed-graph.ts'
import { ProcedureBuilder } from '../program/procedure-builder.ts'
import type { Procedure, ProgramValue } from '../program/program.ts'
import type { FunctionTable } from '../program/program-calls.ts'
import { behindBypass } from './behind-bypass.ts'
import { isOnCodes, type ReadObjective } from './chosen-objectives.ts'
import { judgedBy } from './critics.ts'
import { backToStart, observedPath } from './data-path.ts'
import type { Derivation } from './derivation.ts'
import { deriveReconstruction } from './derive-reconstruction.ts'
import { endpointsBehind } from './upstream.ts'

const density = {
  density: 'implicit',
  sentence: 'Implicit density: the model can be sampled, but has no log p(x).',
  sampleCost: 'one pass through the generator',
} as const

/** For conditional fakes: given a label, or examples of other data. */
function densityOf({ nodes }: TypedGraph, { real, fake }: Counterparts): Derivation['density'] {
  const behind = endpointsBehind(nodes, fake)
  const given = columnsAmong(nodes, behind).map((column) => nameOfColumn(nodes, column))
  if (given.length === 0) return density
  const names = given.join(', ')
  if (!behind.some((endpoint) => isRandom(nodes, endpoint)))
    return { density: 'none', sentence: `No density: the generator's output is a deterministic function of ${names}.` }
  const x = columnsAmong(nodes, examplesBehind(nodes, real)).map((column) => nameOfColumn(nodes, column))
  return {
    ...density,
    sentence: `Implicit density: the model can be sampled given ${names}, but has no log p(${x[0] ?? 'x'} given ${names}).`,
  }
}

export function deriveAdversarial(
  typed: TypedGraph,
  { objective, reading }: ReadObjective<'adversarial'>,
  code: ReadObjective<'reconstruction'> | undefined,
  functions: FunctionTable,
): Derivation {
  const judged = judgedBy(typed, objective, reading)
  const noLogProb = { name: 'logProb', reason: 'The density is implicit: only samples are available.' }
  if (!judged) {
    const reason = 'The two scores of the game do not come from one discriminator.'
    return { procedures: [], absent: [{ name: 'sample', reason }, noLogProb], density }
  }
  const likelihood = code && behindBypass(typed, code.objective.links[code.reading.likelihood]?.from)
  if (code && likelihood && isOnCodes(typed.nodes, { objective, reading }, code)) {
    return {
      procedures: codeProcedures(typed, comparedCodes(typed, judged), likelihood, code, functions),
      absent: [noLogProb],
      density: { ...density, sampleCost: 'one pass through the decoder' },
    }
  }
  const example = generatedExample(typed, judged)
  const reason = whyNoExample(typed.nodes, example)
  if (reason !== undefined) {
    // The game is then part of the autoencoder's training, not a model by itself.
    if (code) return deriveReconstruction(typed, code, functions)
    const absent = ['sample', 'logProb'].map((name) => ({ name, reason }))
    return { procedures: [], absent, density: { density: 'none', sentence: `No density of the data. ${reason}` } }
  }
  const given = densityOf(typed, example)
  const withoutDensity = given.density === 'none' ? { name: 'logProb', reason: given.sentence } : noLogProb
  return {
    procedures: generatorProcedures(typed, example, { objective, reading }, functions),
    absent: [withoutDensity, { name: 'encode', reason: 'A generator alone cannot map examples back to noise.' }],
    density: given,
  }
}

function generatorProcedures(
  typed: TypedGraph,
  { real, fake }: Counterparts,
  { objective, reading }: ReadObjective<'adversarial'>,
  functions: FunctionTable,
): Procedure[] {
  const make = () => new ProcedureBuilder(typed, functions)
  const madeBy = (builder: ProcedureBuilder) => builder.as('tensor', builder.value(fake), fake.node)
  const noise = onlyNoise(typed, fake)
  const isDrawn = endpointsBehind(typed.nodes, fake).some((endpoint) => isRandom(typed.nodes, endpoint))
  const sampler = make()
  sampler.count()
  const latent = noise ? { latent: sampler.value(noise.endpoint) } : {}
  const given = isDrawn ? 'Noise' : 'The conditions'
  const sample = sampler.finish('sample', `${given} through the generator.`, { mean: madeBy(sampler), ...latent })
  const decoder = make()
  if (noise) decoder.substitute(noise.endpoint, decoder.input('latent', noise.signal, 'Noise.'))
  const decode = noise
    ? [decoder.finish('decode', "The generator's output for given noise.", { mean: madeBy(decoder) })]
    : []
  return [sample, ...decode, ...judging(typed, real, { objective, reading }, functions)]
}

/** The discriminator's scores of given examples. */
function judging(
  typed: TypedGraph,
  real: Endpoint,
  { objective, reading }: ReadObjective<'adversarial'>,
  functions: FunctionTable,
): Procedure[] {
  const examples = typed.nodes.get(real.node)?.outputs[real.port]
  if (examples?.signal !== 'tensor') return []
  const { param, values } = reading.logOdds
  const builder = new ProcedureBuilder(typed, functions)
  builder.substitute(real, builder.input('examples', examples, 'Examples to score.'))
  const score = builder.inputOf(objective, reading.real)
  const isLogOdds = values.some((value) => value === objective.params[param])
  const [name, summary] = isLogOdds
    ? (['logOdds', 'The log-odds of each example being real.'] as const)
    : (['score', "The discriminator's score of each example."] as const)
  return [builder.finish('discriminate', summary, { [name]: score })]
}

/** The noise that the value at `end` is computed from, if there is exactly one. */
function onlyNoise(typed: TypedGraph, end: Endpoint) {
  const found = endpointsBehind(typed.nodes, end).flatMap((endpoint) => {
    const node = typed.nodes.get(endpoint.node)
    const signal = node?.outputs[endpoint.port]
    const isNoise = node?.definition && 'takesCount' in node.definition && node.definition.takesCount
    return isNoise && signal?.signal === 'tensor' ? [{ endpoint, signal }] : []
  })
  return found.length === 1 ? found[0] : undefined
}

function codeProcedures(
  typed: TypedGraph,
  { real, fake }: Counterparts,
  likelihood: Endpoint,
  { objective, reading }: ReadObjective<'reconstruction'>,
  functions: FunctionTable,
): Procedure[] {
  const x = objective.inputs[reading.observed]
  const z = typed.nodes.get(fake.node)?.outputs[fake.port]
  if (x?.signal !== 'tensor' || z?.signal !== 'tensor') return []
  const signal: TensorSignal = tensor(x.shape, rangeOfMean(x.range))
  const path = observedPath(typed, objective, reading.observed)
  const make = () => new ProcedureBuilder(typed, functions)
  const meanAt = (builder: ProcedureBuilder, latent: ProgramValue): ProgramValue => {
    builder.substitute(fake, latent)
    const p = builder.value(likelihood)
    const mean = builder.operation('math/mean', likelihood.node, { p }, { name: 'mean', signal })
    return path ? backToStart(typed, builder, path, mean) : mean
  }
  const sampler = make()
  sampler.count()
  const drawn = sampler.value(real)
  const encoder = make()
  const decoder = make()
  const given = decoder.input('latent', z, 'Latent vectors.')
  const there = make()
  const line = make()
  const [a, b] = (['a', 'b'] as const).map((name, i) => line.input(name, z, `The latent at t = ${i}, one row.`))
  const t = line.input('t', tensor([]), 'Positions from 0 to 1, one per step.')
  const between =
    a && b ? line.operation('math/interpolate', fake.node, { a, b, t }, { name: 'between', signal: z }) : t
  return [
    sampler.finish('sample', 'Decoded draws from the prior.', {
      mean: meanAt(sampler, drawn),
      latent: drawn,
    }),
    encoder.finish('encode', 'The code of each example.', { latent: encoder.value(fake) }),
    decoder.finish('decode', 'The mean of p(x|z) for each code.', { mean: meanAt(decoder, given) }),
    there.finish('reconstruct', 'Each example encoded and decoded.', { mean: meanAt(there, there.value(fake)) }),
    line.finish('interpolate', 'Decoded points on the line between two codes.', { mean: meanAt(line, between) }),
  ]
}
