// The dock's Samples tab.
import { region } from './region.ts'

export const sampleWords = region('samples', {
  toolbar: 'Samples',
  samples: 'Samples',
  /** Stands for `caption` in the messages below. */
  afterSteps: 'after {steps, plural, one {# step} other {# steps}}',
  stopPlaying: 'Stop playing',
  watch: 'Watch it learn',
  stepShown: 'Step shown',
  step: 'step {step, number}',
  newest: 'newest',
  pictureSize: 'Size of the pictures',

  labels: 'Labels',
  labelsOfSamples: 'Labels of the samples',
  temperature: 'Temperature',
  temperatureHint:
    'Factor on the normal draws that samples start from. Below 1 samples vary less and look more typical.',
  temperatureExpected: 'A number above 0, up to {most}',
  seed: 'Seed',
  seedExpected: 'An integer from 0 to {most}',
  newSamples: 'New samples',
  newSamplesHint: 'Draws with the next seed',
  runFirst: 'Run the model to draw samples of it',

  eachGivenLabel: 'each given the label in its corner, {caption}',
  samplesPicture: '{count} samples of the model {caption}',
  givenSamplesPicture: '{count} samples of the model {caption}, given {labels}',
  reconstructions: 'Reconstructions',
  besideOriginals: 'to the right of each original',
  reconstructionsPicture: '{count} originals, each next to its reconstruction, {caption}',

  histogram: 'Histogram of {count, number} samples of the model {caption}, over that of the data',
  density: 'density',
  discriminator: 'Discriminator',
  probability: 'probability of being real',
  score: 'score',
  probabilityCurve: "The discriminator's probability of being real along the line {caption}",
  scoreCurve: "The discriminator's score along the line {caption}",
  generator: 'Generator',
  generatorCurve: "The generator's output for each noise value {caption}",
  generatorLegend: 'x for each noise value z',

  data: 'Data',
  points: '{count, number} points',
  dataPicture: '{count, number} points of the data',
  pointsPicture:
    '{count, number} samples of the model in the plane {caption}, over {dataCount, number} points of the data',
  samplesLegend: 'samples, {count, number} points',
  legendSamples: 'samples',
  legendData: 'data',
  legendTruth: 'truth',

  modesFound: '{found} modes found',
  foundOf: '{found} of {modes}',
  nearModes: '{share} of samples within three standard deviations of one',
  moments: 'Moments of samples and data',
  mean: 'mean',
  deviation: 'deviation',

  press: 'Press Run: samples of the model appear here as it learns.',
  waiting: 'Waiting for the first samples…',
  cannotSample: 'This model cannot be sampled.',
  cannotSampleBecause: 'This model cannot be sampled: {reason}',
  notDrawable: 'Samples of shape {shape} are neither images nor points that can be plotted.',
})
