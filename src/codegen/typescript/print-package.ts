// Prints package.json and README.md.

import { factsOf } from '../../compiler/problems/data-problems.ts'
import { conditionsOf, findProcedure, type Program } from '../../compiler/program/program.ts'
import { hasTemperature } from '../../compiler/readings/temperature.ts'
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import type { ProjectFile } from '../plan/page.ts'
import { printWords } from './literals.ts'
import { packageVersions } from './package-versions.ts'
import { hasLabel } from './print-sample.ts'

/** Lower-case words joined by dashes, as npm requires. */
export function packageName(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  return words?.join('-').slice(0, 60).replace(/-$/, '') || neutralName
}

const neutralName = 'model'

/** Shown if no part of the title could go into the name. */
const nameNote = (title: string): string =>
  title.trim() && packageName(title) === neutralName && !/model/i.test(title)
    ? ` npm allows only ASCII letters in a name, so the package is called \`${neutralName}\`.`
    : ''

export function printPackage({ title }: Program, canSample: boolean): ProjectFile {
  const description = {
    name: packageName(title),
    version: '1.0.0',
    private: true,
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: {
      start: 'tsc && node dist/train.js',
      ...(canSample ? { sample: 'tsc && node dist/sample.js' } : {}),
    },
    dependencies: {
      '@tensorflow/tfjs': packageVersions.tensorflow,
      '@tensorflow/tfjs-backend-wasm': packageVersions.tensorflow,
      '@tensorflow/tfjs-backend-webgpu': packageVersions.tensorflow,
    },
    // Large, and useful only with a GPU.
    peerDependencies: { webgpu: packageVersions.webgpu },
    peerDependenciesMeta: { webgpu: { optional: true } },
    devDependencies: {
      '@types/node': packageVersions.nodeTypes,
      typescript: packageVersions.typescript,
    },
    // Its install script only prints an advertisement.
    allowScripts: { 'core-js': false },
  }
  return { path: 'package.json', text: `${JSON.stringify(description, null, 2)}\n` }
}

export interface ReadmeOptions {
  readonly canSample: boolean
  /** The project contains a file of trained weights. */
  readonly hasWeights: boolean
}

export function printReadme(
  program: Program,
  datasets: KnownDatasets,
  { canSample, hasWeights }: ReadmeOptions,
): ProjectFile {
  const { training, density, data } = program
  const { amount, unit } = training.budget
  const found = data.map((use) => factsOf(use, datasets)).filter(({ file }) => file !== undefined)
  const credits = [...new Set(found.map(({ title, credit }) => `- ${title}: ${credit}`))]
  const text = `
# ${printMarkdown(program.title) || 'Untitled'}

A generative model designed in Genloom, as a TypeScript project. ${printMarkdown(density.sentence)}${nameNote(program.title)}

    npm install
    npm start

trains it for ${amount} ${unit} (Node 20.19 or newer), prints the losses in nats, saves the run in
\`weights.safetensors\` and evaluates the model on the test split.
${hasWeights ? '\nThe project includes trained weights in that file: `npm start` continues from them, and sampling uses them.\n' : ''}
**No training is lost.** \`weights.safetensors\` holds the weights, the state of the optimisers and the number of training
steps. If the file exists, \`npm start\` resumes from it until the ${unit} above are done; if they are already done, it says
so and only evaluates. \`npm start -- --steps N\` trains until the model has had N steps in total. A resumed run gives the same
numbers as one that was never interrupted. Ctrl-C stops training after the current step and saves the run; a second Ctrl-C
stops it immediately. During training, the run is also saved every minute. The file from before the run is kept as
\`weights.previous.safetensors\`. \`npm start -- --fresh\` starts over and keeps the old run as
\`weights.earlier-run-1.safetensors\`.${training.schedule && unit !== 'seconds' ? `\n\nThe learning rate decays over the requested number of steps, so 500 steps extended to 1000 are not the same as 1000 steps at once.` : ''}

| Option of \`npm start --\` | Meaning |
|---|---|
| \`--steps N\` | train until the model has had N steps in total, instead of ${amount} ${unit} |
| \`--fresh\` | start over; the old run is kept under another name |
| \`--start FILE\` | continue from this file instead |
| \`--out FILE\` | save the run in this file instead of \`weights.safetensors\`, and resume from it |
| \`--seed N\` | random seed of a new run; default: that in \`hyperparameters.ts\` |
| \`--backend wasm\\|webgpu\\|cpu\` | TensorFlow.js backend; default: \`wasm\`; \`cpu\` is slow |
| \`--data FOLDER\` | the folder that contains \`data\` with the data files; default: the current folder |
| \`--losses FILE\` | write the losses of every step from now on as JSON |
${
  canSample
    ? `
    npm run sample

draws samples from the trained model and writes them to \`samples.npy\`. Its options are \`--count\`, \`--seed\`, ${hasTemperature(program) ? '`--temperature` (scales its Gaussian draws), ' : ''}\`--backend\`, \`--weights\` and\n\`--out\`.${labelText(program)}
`
    : `
${printMarkdown(whyNotSampled(program))}
`
}
## Files

- \`model.ts\`: the weights, the networks and the functions of the model
- \`hyperparameters.ts\`: what it is trained with, to be changed there: seed, batch size, ${unit}, learning rates, and the
  numbers in its objectives
- \`train.ts\`, \`data.ts\`: training, and the data as batches
${canSample ? '- `sample.ts`: draws samples from the trained model\n' : ''}- \`ops/\`: what the nodes of the model compute, with the same code as in Genloom
- \`engine/\`: the code they depend on: distributions, random numbers, optimisers, datasets, weights files, and kernels
  for WebAssembly and WebGPU

It runs as fast as in Genloom. To run on a GPU, it needs Google's WebGPU for Node.js, which is large and therefore not a
dependency:

    npm install --no-save webgpu@${packageVersions.webgpu}
    npm start -- --backend webgpu

The same seed on the same backend gives the same run, here and in Genloom.

## Licence

The model you designed, and so \`model.ts\`, is yours. The files copied from Genloom are under the MIT licence in
\`LICENSE\`.
${credits.length ? `\nData:\n${credits.join('\n')}\n` : ''}`
  return { path: 'README.md', text: `${text.trim()}\n` }
}

/** Shown if a project has no `sample.ts`. */
export const whyNotSampled = ({ absent }: Program): string =>
  `There is no sample.ts, because the model cannot be sampled: ${absent.find(({ name }) => name === 'sample')?.reason ?? 'the graph describes no sampler.'}`

function labelText(program: Program): string {
  const sample = findProcedure(program, 'sample')
  if (!sample || conditionsOf(sample).length === 0) return ''
  const drawn = ' The conditions for samples are drawn from the training data (see `--data`).'
  return hasLabel(sample)
    ? `${drawn} Labels can be chosen:

    npm run sample -- --label 3

\`--label 3,7\` takes them in turn, \`--label all\` draws equally many samples of each class.`
    : drawn
}

/** Text with Markdown markup escaped. */
const printMarkdown = (text: string): string =>
  printWords(text).replace(/[\\`*_[\]<>#|!&]/g, (character) => `\\${character}`)
