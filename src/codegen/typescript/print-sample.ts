// Prints sample.ts, which draws samples from the trained model and writes them to a NumPy file.
import { conditionsOf, findProcedure, type Procedure, type Repetition } from '../../compiler/program/program.ts'
import { hasTemperature } from '../../compiler/readings/temperature.ts'
import { Page, type ProjectFile } from '../plan/page.ts'
import { inputsByGiver, type Plan, type PlannedInput } from '../plan/plan.ts'
import { printEngineImport, printNodeImport } from './print-import.ts'

/** For a model that is sampled element by element, by its sampling line. */
export function printLineSample(plan: Plan): ProjectFile {
  const finish = whatBecomesOfDraws(plan)
  return printFile(
    {
      engine: ['drawIncrementally', 'readVariables', ...(finish?.usesContext ? ['createContext'] : [])],
      others: [
        ...(finish ? ["import * as tf from '@tensorflow/tfjs'"] : []),
        `import { ${finish ? 'parameters, sample' : 'parameters'} } from './model.ts'`,
        "import { samplingLine } from './sampling-line.ts'",
      ],
    },
    [
      `const { ${finish?.usesWeights ? 'weights, ' : ''}variables } = createWeights(parameters, seed)`,
      'restore(await readRun(options.weights).catch(stop), variables)',
      'const trained = await readVariables(variables)',
      `const ${finish ? 'values' : 'data'} = await drawIncrementally(samplingLine, trained, { seed, count })`,
      `if (!${finish ? 'values' : 'data'}) throw new Error('An op of the model cannot be evaluated a few elements at a time.')`,
      ...(finish ? finish.lines : ['const shape = [count, ...samplingLine.shape]']),
    ],
  )
}

/** Lines that map draws back to data space, if there are transforms in between; as in the model, in one sweep. */
function whatBecomesOfDraws({ program, procedures }: Plan) {
  const planned = procedures.get('sample')
  const repeat = findProcedure(program, 'sample')?.repeat
  const [result] = planned?.outputs ?? []
  const [input] = planned?.inputs ?? []
  if (!planned || !repeat || !result || !input || Object.values(repeat.carries).includes(result.port)) return undefined
  const given = [
    `{ ${input.property}: drawn }`,
    ...(planned.usesWeights ? ['weights'] : []),
    ...(planned.usesContext ? ['context'] : []),
  ]
  return {
    usesWeights: planned.usesWeights,
    usesContext: planned.usesContext,
    lines: callOfSample(planned.usesContext, given, result.port, {
      first: ['  const drawn = tf.tensor(values, [count, ...samplingLine.shape])'],
    }),
  }
}

/** @param first lines before the call, inside its tidy. */
const callOfSample = (
  usesContext: boolean,
  given: readonly string[],
  port: string,
  { first = [], tempered = false }: { readonly first?: readonly string[]; readonly tempered?: boolean },
) => [
  'const samples = tf.tidy(() => {',
  ...first,
  ...(usesContext
    ? [`  const context = createContext({ seed, step: 0, training: false${tempered ? ', temperature' : ''} })`]
    : []),
  `  return sample(${given.join(', ')}).${port}`,
  '})',
  'const { shape } = samples',
  'const data = Float32Array.from(await samples.data())',
]

/** `undefined` for a model without a sampler. */
export function printSample({ procedures, program }: Plan): ProjectFile | undefined {
  const planned = procedures.get('sample')
  const output = planned?.outputs.find(({ value }) => value.signal.signal === 'tensor')
  if (!planned || !output) return undefined
  const { inputs, usesWeights, usesContext, procedure } = planned
  const {
    count: counts,
    condition: conditions,
    repetition: [carried],
    data,
    caller,
  } = inputsByGiver(planned)
  const [unknown] = [...data, ...caller]
  if (unknown) throw new Error(`sample.ts has no value for the input "${unknown.value.name}" of sample.`)
  const members = [
    ...counts.map(({ property }) => `${property}: count`),
    ...(conditions.length ? ['...conditions'] : []),
  ]
  const givenWith = (more: readonly string[]) => [
    ...(inputs.length ? [`{ ${[...members, ...more].join(', ')} }`] : []),
    ...(usesWeights ? ['weights'] : []),
    ...(usesContext ? ['context'] : []),
  ]
  const tempered = hasTemperature(program)
  const sweeps = carried && procedure.repeat ? sweepsOf(procedure.repeat, carried, usesContext, givenWith) : []
  return printFile(
    {
      engine: usesContext ? ['createContext'] : [],
      others: [
        "import * as tf from '@tensorflow/tfjs'",
        ...(conditions.length ? ["import { loadData } from './data.ts'"] : []),
        "import { parameters, sample } from './model.ts'",
      ],
    },
    [
      'const { weights, variables } = createWeights(parameters, seed)',
      'restore(await readRun(options.weights).catch(stop), variables)',
      ...(conditions.length
        ? [
            'const rows = await loadData(options.data, seed).catch(stop)',
            ...(hasLabel(procedure)
              ? [
                  "const labels = options.label === 'all' ? 'all' : options.label?.split(',')",
                  'const conditions = await rows.conditions(count, seed, labels).catch(stop)',
                ]
              : ['const conditions = await rows.conditions(count, seed).catch(stop)']),
          ]
        : []),
      ...sweeps,
      ...callOfSample(usesContext, givenWith(carried ? [`${carried.property}: drawn`] : []), output.port, { tempered }),
    ],
    { tempered, label: hasLabel(procedure), data: conditions.length > 0 },
  )
}

export const hasLabel = (procedure: Procedure): boolean =>
  conditionsOf(procedure).some(({ column }) => column === 'label')

/** Sweeps with the same random numbers until nothing changes: each makes one more element correct. */
function sweepsOf(
  { times, carries }: Repetition,
  { property, value: { name, signal } }: PlannedInput,
  usesContext: boolean,
  givenWith: (more: readonly string[]) => readonly string[],
): string[] {
  if (signal.signal !== 'tensor') throw new Error(`Sampling can be repeated only on a tensor; "${name}" is not one.`)
  return [
    `let drawn: tf.Tensor = tf.zeros([count, ${signal.shape.join(', ')}])`,
    `for (let sweep = 0; sweep < ${times}; sweep++) {`,
    '  const next = tf.tidy(() => {',
    ...(usesContext ? ['    const context = createContext({ seed, step: 0, training: false })'] : []),
    `    return sample(${givenWith([`${property}: drawn`]).join(', ')}).${carries[name]}`,
    '  })',
    '  const [before, after] = [await drawn.data(), await next.data()]',
    '  drawn = next',
    '  if (after.every((value, i) => value === before[i])) break',
    '}',
  ]
}

interface SampleOptions {
  /** The temperature can be chosen. */
  readonly tempered?: boolean
  /** Labels can be chosen. */
  readonly label?: boolean
  /** Data are read for the conditions of samples. */
  readonly data?: boolean
}

interface Imports {
  /** Names, besides those that every sampler imports. */
  readonly engine: readonly string[]
  /** Lines. */
  readonly others: readonly string[]
}

/** @param draw lines that define `data` and its `shape`. */
function printFile(
  { engine, others }: Imports,
  draw: readonly string[],
  { tempered = false, label = false, data = false }: SampleOptions = {},
): ProjectFile {
  const numbers = ['wholeNumber', ...(tempered ? ['positiveNumber'] : [])]
  const page = new Page()
  page.add(
    `
// Draws samples from the trained model and writes them as a NumPy array. README.md lists the options.
${printEngineImport(['createWeights', 'writeNpy', ...engine])}
${printNodeImport(['backends', 'oneOf', 'outputFile', 'readOptions', 'readRun', 'restore', 'startBackend', 'stop', 'writeWhole', ...numbers])}
import { seed as defaultSeed } from './hyperparameters.ts'
${others.join('\n')}

const options = readOptions({
  count: { type: 'string', default: '64' },
  seed: { type: 'string', default: String(defaultSeed) },${tempered ? "\n  temperature: { type: 'string', default: '1' }," : ''}${label ? "\n  label: { type: 'string' }," : ''}${data ? "\n  data: { type: 'string', default: '.' }," : ''}
  backend: { type: 'string', default: 'wasm' },
  weights: { type: 'string', default: 'weights.safetensors' },
  out: { type: 'string', default: 'samples.npy' },
})

const count = wholeNumber('count', options.count, 1)
const seed = wholeNumber('seed', options.seed)${tempered ? "\nconst temperature = positiveNumber('temperature', options.temperature)" : ''}
const backend = oneOf('backend', options.backend, backends)
const out = await outputFile('out', options.out)
await startBackend(backend).catch(stop)
${draw.join('\n')}
await writeWhole(out, writeNpy({ shape, data })).catch(stop)
console.log(\`\${out}: \${count} samples, an array of shape (\${shape.join(', ')})\`)
`.trim(),
  )
  return page.toFile('sample.ts')
}
