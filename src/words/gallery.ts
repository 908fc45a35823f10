// The start screen.
import { region } from './region.ts'

export const galleryWords = region('gallery', {
  title: 'Start with a model',
  lead: 'Build a generative model, watch it learn in this window, and export its code. Each template is ready to train.',
  emptyCanvas: 'Empty canvas',
  openElsewhere: 'Another window has this document open. What you change here goes into a copy.',
  recent: 'Recent',
  recentInBrowser: 'Recent in this browser',
  notListed: 'Earlier documents cannot be listed: {reason}',
  nodes: '{count, plural, one {# node} other {# nodes}}',
  justNow: 'just now',

  stopped: 'Stopped',
  stoppedBefore: '{title} stopped the editor when it was last opened. It has been kept unchanged.',
  tryAgain: 'Try it again',
  throwItAway: 'Throw it away',
  throwAwayQuestion: 'Throw {title} away? It cannot be restored.',
  throwAway: 'Throw away',
  keepIt: 'Keep it',

  games: 'Games',
  gamesSentence: 'Two networks trained against each other. Samples, but no likelihood.',
  latentVariables: 'Latent variables',
  latentVariablesSentence: 'A short code explains each example. The likelihood has a lower bound.',
  flows: 'Flows',
  flowsSentence: 'Invertible steps lead from data to noise. The likelihood is exact.',
  autoregressive: 'Autoregressive',
  autoregressiveSentence: 'One element after another, each given the previous ones. The likelihood is exact.',
  others: 'Others',
})
