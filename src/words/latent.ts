// The dock's Latent tab.
import { region } from './region.ts'

export const latentWords = region('latent', {
  latentSpace: 'Latent space',
  afterSteps: 'after {steps, number} steps',
  press: 'Press Run: the codes of examples appear here as the model learns.',
  waiting: 'Waiting for the first codes…',
  noLatent: 'This model has no latent space.',
  parts:
    'The latent of this flow has {parts} parts, one for each level, so there is no single space to plot. The Samples tab shows decoded draws.',

  examplesPicture: '{count} examples in the latent space, by class',
  priorPicture: 'Draws from the prior in the latent space',
  pointToDecode: 'Point in the latent space to decode',
  noneChosen: 'none chosen',
  decodeHint: 'Press and drag, or use the arrow keys, to decode a point',
  place: '{across} across, {up} up',
  wholePlane: 'The whole latent space: {size, plural, one {one number} other {two numbers}}.',
  principalPlane: 'Two principal components (PC) of {codes} codes of {size} numbers: {percent}\u00a0% of the variance.',
  firstPlane: 'The first two of {size} numbers; the others are at 0.',

  clickToDecode: 'Click on the plot to decode a point.',
  decodedAt: 'Decoded at {place}',
  decodedBetween: 'Decoded between {start} and {end}',
  vectorAt: 'decoded at {place}',
  vectorBetween: 'decoded between {start} and {end}',
  decodedAtPicture: 'Decoded latent at {place}',
  decodedBetweenPicture: 'Decoded latent between {start} and {end}',
  endWalk: 'End the walk',
  walkFromHere: 'Walk from here',
  pointAtExample: 'Point at an example to see it.',
  examplePicture: 'Example {number}',
  exampleOfClassPicture: 'Example {number}, class {name}',
  example: 'example {number}',
  className: 'class {name}',
  manifold: 'Manifold',
  manifoldCaption: 'decoded over the prior',
  manifoldPicture: '{columns} by {columns} decoded points of the latent space after {steps, number} steps',

  examples: 'examples',
  prior: 'prior',

  codesAndPrior: 'Codes and prior',
  codesDiffer: 'The codes do not follow the prior',
  codesFollow: 'The codes follow the prior',
  codesTest:
    'In a test of {points, number} codes and as many draws: MMD²\u00a0=\u00a0{discrepancy}, p\u00a0=\u00a0{pValue} after {steps, number} steps.',
  less: 'Less',
  whatThisMeans: 'What this means',
  codesMeaning:
    'Samples are decoded from draws from the prior. They can only be good if the decoder has been trained on such codes, so the two clouds should coincide.',
  discrepancyMeaning:
    'MMD², the squared maximum mean discrepancy, is near 0 if they do. p is the fraction of random splits of all the points that differ as much; at {level} or less this is unlikely to be chance (Gretton et al. 2012).',
})
