// Prints package.json and README.md.

import { factsOf } from '../../compiler/problems/data-problems.ts'
import { conditionsOf, findProcedure, type Program } from '../../compiler/program/program.ts'
import { hasTemperature } from '../../compiler/readings/temperature.ts'
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import type { ProjectFile } from '../plan/page.ts'
import { printWords } from './literals.ts'
import { packageVersions } from './package-versions.ts'
import { hasLabel } from './print-sample.ts'

/** Lower-case words joined by dashes, as npm wants them. */
export function packageName(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  return words?.join('-').slice(0, 60).replace(/-$/, '') || neutralName
}

const neutralName = 'model'

/** Said where nothing of the title could go into the name. */
const nameNote = (title: string): string =>
  title.trim() && packageName(title) === neutralName && !/model/i.test(title)
    ? ` npm takes only ASCII letters in a name, so the package is called \`${neutralName}\`.`
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
    // Large, and of use where there is a graphics card.
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
  /** The project holds a file of trained weights. */
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

A generative model that was drawn in Genloom, as a TypeScript project. ${printMarkdown(density.sentence)}${nameNote(program.title)}

    npm install
    npm start

trains it for ${amount} ${unit} (Node 20.19 or newer), prints the losses in nats, saves the run in \`weights.safetensors\` and
says what the model is worth on the test split.
${hasWeights ? '\nThe project came with trained weights in that file: `npm start` goes on from them, and sampling uses them.\n' : ''}
**Nothing that was trained is lost.** \`weights.safetensors\` holds the weights, what the optimisers remember and the number of
steps. If the file is there, \`npm start\` goes on from it until the ${unit} above are done; if they are done already, it says
so and only evaluates. \`npm start -- --steps N\` trains until the model has had N steps in all. A run that goes on gives the same
numbers as one that was never interrupted. Ctrl-C ends the training after the present step and saves it; a second Ctrl-C ends it at
once. While training, the run is also saved every minute. The file as it was when the run began is kept as
\`weights.previous.safetensors\`. \`npm start -- --fresh\` starts over and keeps the old run as
\`weights.earlier-run-1.safetensors\`.${training.schedule && unit !== 'seconds' ? `\n\nThe learning rate falls over all the steps asked for, so 500 steps that are then extended to 1000 are not the same as 1000 at once.` : ''}

| Option of \`npm start --\` | Meaning |
|---|---|
| \`--steps N\` | train until the model has had N steps in all, instead of ${amount} ${unit} |
| \`--fresh\` | start over; the old run is kept under another name |
| \`--start FILE\` | go on from this file instead |
| \`--out FILE\` | save the run there instead of in \`weights.safetensors\`, and go on from there |
| \`--seed N\` | another start and other noise, for a new run; ${training.seed} unless given |
| \`--backend wasm\\|webgpu\\|cpu\` | where to compute; \`wasm\` unless given, \`cpu\` is slow |
| \`--data FOLDER\` | where the folder \`data\` with the data files lies |
| \`--losses FILE\` | write the losses of every step from here on as JSON |
${
  canSample
    ? `
    npm run sample

draws from the trained model into \`samples.npy\`; its options are \`--count\`, \`--seed\`, ${hasTemperature(program) ? '`--temperature` (what its normal draws are multiplied by), ' : ''}\`--backend\`, \`--weights\` and\n\`--out\`.${labelText(program)}
`
    : `
${printMarkdown(whyNotSampled(program))}
`
}
## Files

- \`model.ts\`: the weights, the networks, and what the model can do
- \`train.ts\`, \`data.ts\`: the training, and the data as batches
${canSample ? '- `sample.ts`: draws from the trained model\n' : ''}- \`ops/\`: what the nodes of the model compute, as it ran in Genloom
- \`engine/\`: what they are built on: distributions, random numbers, optimisers, datasets, files of weights, and kernels for
  WebAssembly and WebGPU

It computes as fast as Genloom does. On a graphics card it needs Google's WebGPU for Node.js, which is large and so not a
dependency:

    npm install --no-save webgpu@${packageVersions.webgpu}
    npm start -- --backend webgpu

The same seed on the same backend gives the same run, here and in Genloom.

## Licence

What was drawn, and so \`model.ts\`, is yours. The files of Genloom carried along are under the MIT licence in \`LICENSE\`.
${credits.length ? `\nData:\n${credits.join('\n')}\n` : ''}`
  return { path: 'README.md', text: `${text.trim()}\n` }
}

/** Said where a project has no `sample.ts`. */
export const whyNotSampled = ({ absent }: Program): string =>
  `There is no sample.ts, because the model cannot be sampled: ${absent.find(({ name }) => name === 'sample')?.reason ?? 'the graph describes no sampler.'}`

function labelText(program: Program): string {
  const sample = findProcedure(program, 'sample')
  if (!sample || conditionsOf(sample).length === 0) return ''
  const drawn = ' What samples are given is drawn from the training data, which `--data` finds.'
  return hasLabel(sample)
    ? `${drawn} Labels can be chosen:

    npm run sample -- --label 3

\`--label 3,7\` takes them in turn, \`--label all\` draws as many samples of each class.`
    : drawn
}

/** Words that are no markup. */
const printMarkdown = (text: string): string =>
  printWords(text).replace(/[\\`*_[\]<>#|!&]/g, (character) => `\\${character}`)
