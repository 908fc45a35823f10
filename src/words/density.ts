// The dock's Density tab.
import { region } from './region.ts'

export const densityWords = region('density', {
  curveElsewhere: 'The discriminator of data on the line is a curve: the Samples tab shows it.',
  pressForDensity: 'Press Run: the density of the model appears here as it learns.',
  pressForDiscriminator: "Press Run: the discriminator's output over the plane appears here as it learns.",
  failedBefore: 'The run failed before there was a density to show.',
  waiting: 'Waiting…',
  tooManyDimensions: 'A density can be drawn for data on the line or in the plane only; these have more dimensions.',
  noDensity: 'This model has no density.',

  density: 'Density',
  afterSteps: 'after {steps, number} steps',
  curve: "The model's density along the line after {steps, number} steps",
  conditional: 'p(x given {given})',
  model: 'model',
  truth: 'truth',
  data: 'data',

  modelTitle: 'Model',
  modelMap: "Heat-map of the model's density after {steps, number} steps",
  truthTitle: 'Truth',
  truthCaption: 'the distribution of the data',
  truthMap: 'Heat-map of the true density',

  discriminator: 'Discriminator',
  discriminatorMap:
    "Heat-map of the discriminator's output over the plane after {steps, number} steps, with real points and fakes",
  probability: 'Probability of being real',
  score: 'Score',
  realPoints: 'real points',
  fakes: 'fakes',
  probabilityNote:
    'The colour is the probability of being real that the discriminator assigns to each point: green for real, purple for fake, neutral where it is uncertain.',
  scoreNote: 'The colour is the score that the discriminator assigns to each point: green for high, purple for low.',
  noDensityNote:
    'A GAN has no density to compare with the truth. Where the fakes match the data, the discriminator is uncertain.',

  measuring: 'Measuring the negative log-likelihood…',
  gap: 'Gap to the truth',
  gapNote: 'KL divergence of the model from the data: test NLL minus the data’s entropy',
  testLoss: 'Test NLL',
  testLossNote: 'mean of {examples, number} examples after {steps, number} steps, ± one standard error',
  entropy: 'Entropy of the data',
  exact: 'exact',
  integrated: 'by numerical integration',
  nats: '{value} nats',
  natsWithError: '{value} ± {error} nats',
})
