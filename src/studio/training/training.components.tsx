// Training: curves with their controls, the settings of the next run, and what the run tells.

import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { documentOf } from '../../store/document/readings.ts'
import { changeSession } from '../../store/fixtures/change-session.ts'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import { toyStore } from '../../store/fixtures/toy-kinds.ts'
import { button, expectNoFaults } from '../../ui/fixtures/in-browser.ts'
import { storeWithRun } from '../fixtures/toy-run.ts'
import { TrainingPanel } from './TrainingPanel.tsx'
import '../../ui/theme.css'

const series = (losses: readonly number[]) => ({
  loss: {
    points: losses.map((loss, step) => ({ step, phase: 'loss', metrics: { loss, kl: loss / 2 } })),
    stride: 1,
    seen: losses.length,
  },
})
const trained = {
  status: 'running',
  curves: series([3, 2, 1]),
  validation: series([3.5, 1.25]),
  latest: { loss: { loss: 1, kl: 0.5 } },
  progress: { step: 2, epoch: 0.1, elapsed: 65, remaining: 30, fraction: 0.2, medianStepMs: 4 },
} as const

test('each term has a chart with its newest values, and a table says the same in words', async () => {
  const store = storeWithRun(trained)
  await renderInStore(store, <TrainingPanel />)
  const chart = page.getByRole('figure', { name: 'Objective over training steps' })
  await expect.element(chart).toHaveTextContent(/train 1(\.0+)?.*validation.*1\.25/)
  await expect.element(page.getByRole('figure', { name: 'KL divergence over training steps' })).toBeVisible()
  await expect.element(page.getByRole('row', { name: /^Objective 1/ })).toBeInTheDocument()
  await expect.element(page.getByText(/4 ms a step · 250 steps\/s/)).toBeVisible()
  await expectNoFaults()
  changeSession(store, ({ run }) => ({
    run: { ...run, latest: { loss: { loss: 0.75 } }, curves: series([3, 2, 1, 0.75]) },
  }))
  await expect.element(chart).toHaveTextContent(/train 0\.75/)
})

test('the look of the charts is switched, and each switch says whether it is on', async () => {
  await renderInStore(storeWithRun(trained), <TrainingPanel />)
  const charts = page.getByRole('toolbar', { name: 'Charts' })
  for (const [name, before] of [
    ['Smooth', 'true'],
    ['Log steps', 'false'],
    ['Zoom to end', 'true'],
  ] as const) {
    const toggle = charts.getByRole('button', { name })
    await expect.element(toggle).toHaveAttribute('aria-pressed', before)
    await toggle.click()
    await expect.element(toggle).toHaveAttribute('aria-pressed', before === 'true' ? 'false' : 'true')
  }
  await expect.element(page.getByRole('figure', { name: 'Objective over training steps' })).toBeVisible()
})

test('settings are checked as they are typed and go into the document', async () => {
  const store = toyStore()
  await renderInStore(store, <TrainingPanel />)
  const training = () => documentOf(store.getState()).training
  await userEvent.fill(page.getByRole('textbox', { name: 'Batch size' }), '64')
  expect(training().batchSize).toBe(64)
  await userEvent.fill(page.getByRole('textbox', { name: 'Train for' }), '2.5')
  await expect.element(page.getByRole('alert')).toHaveTextContent('An integer from 1 to 1,000,000')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Schedule' }), 'cosine to zero')
  expect(training().schedule).toBe('cosine')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Unit of the budget' }), 'seconds')
  expect(training().budget).toEqual({ unit: 'seconds', amount: 10 })
  await expect.element(page.getByRole('combobox', { name: 'Schedule' })).toBeDisabled()
  await expectNoFaults()
})

test('a failure says where, a changed graph what to do, and other notices stand below', async () => {
  const store = storeWithRun({
    ...trained,
    status: 'failed',
    failure: { message: 'The loss is not a number.', node: 'linear' },
    notices: ['WebGPU was lost; the run went on with WebAssembly.'],
  })
  store.getState().edit((document) => ({ ...document, training: { ...document.training, batchSize: 7 } }))
  await renderInStore(store, <TrainingPanel />)
  await expect.element(page.getByRole('alert')).toHaveTextContent('The loss is not a number.')
  await expect.element(page.getByText('The graph changed: run again to train the new one.')).toBeVisible()
  await expect.element(page.getByText(/^WebGPU was lost/)).toBeVisible()
  await button('Show node').click()
  expect([...store.getState().selection]).toEqual(['linear'])
})

test.each([
  ['idle', {}, /1 problem to fix first|Nothing to train yet: add an objective. Then press Run/],
  ['starting', {}, 'Preparing the model. The first step takes longest.'],
  ['paused', { checkpoint: { step: 1500, elapsed: 1, tensors: {} } }, /^The model has its weights after 1,500 steps/],
] as const)('without curves the panel says what comes: %s', async (status, rest, words) => {
  await renderInStore(storeWithRun({ status, ...rest }), <TrainingPanel />)
  await expect.element(page.getByText(words)).toBeVisible()
})
