// The dock's Checks tab. The titles and sentences of the checks come from the worker.
import { region } from './region.ts'

export const checkWords = region('checks', {
  toolbar: 'Checks',
  check: 'Check the maths',
  checkHint: 'Check the model with the weights that it has now',
  running: 'The checks are running',
  graphChanged: 'The graph has changed since.',
  results: 'Results of the checks',
  preparing: 'Preparing the model…',
  what: 'Checks the model numerically: transforms are invertible, log-determinants match their Jacobians, gradients are correct, nothing leaks, probabilities sum to one, samples follow the density, and each phase trains only its own weights.',

  passed: 'Passed',
  failed: 'Failed',
  skipped: 'Does not apply',
  showNode: 'Show node',

  countFailed: '{count} failed',
  countPassed: '{count} passed',
  countSkipped: '{count} do not apply',
  untrained: 'untrained weights',
  trained: 'weights after {steps, number} steps',
  checking: 'Checking… {done} of {total}',

  notANumber: 'not a number',
  atMost: '{error}, at most {tolerance} {unit}',
  noFaults: 'no {unit}',
  noneIncorrect: 'no incorrect {unit}',
  noneAllowed: '{error} {unit}, but none are allowed',
})
