// Warnings from the curves of a run are reported with its result, for a VAE whose code is too expensive to be used.
import { expect, test } from 'vitest'
import { runMain } from '../fixtures/run-main.ts'
import { testFolder } from '../fixtures/test-folder.ts'
import { tinyVae } from '../fixtures/tiny-vae.ts'

const at = testFolder()
const costly = at(
  'costly.json',
  tinyVae.replace('"beta":1', '"beta":100').replace('"learningRate":0.001', '"learningRate":0.01'),
)
const words = ['train', costly, '--batch', '16', '--backend', 'cpu']

test('a posterior that has collapsed, in words and as data', async () => {
  const { status, out, err } = await runMain(...words, '--steps', '120')
  expect(status).toBe(0)
  const { diagnoses, test: worth } = JSON.parse(out)
  expect(worth.terms.kl).toBeLessThan(0.1)
  expect(diagnoses).toMatchObject([{ topic: 'posterior collapse' }])
  const [{ message, tries }] = diagnoses
  expect(err).toContain(`posterior collapse: ${message} Try: ${tries.join('; ')}.\n120 steps`)
})

test('nothing is reported for a run that is too short', async () => {
  const { out, err } = await runMain(...words, '--steps', '5')
  expect(JSON.parse(out)).not.toHaveProperty('diagnoses')
  expect(err).toMatch(/^5 steps/)
})

test('warnings of the graph are shown before the run', async () => {
  const grey = at('grey.json', tinyVae.replace('"binarisation":"dynamic"', '"binarisation":"none"'))
  const { err } = await runMain('train', grey, '--batch', '4', '--steps', '1', '--backend', 'cpu')
  expect(err).toMatch(/^warning: elbo\.x: Grey values are not outcomes of a Bernoulli/)
})
