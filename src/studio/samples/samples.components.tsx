// Samples: the history during training, drawing new ones, and the messages if there are none.

import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { changeSession } from '../../store/fixtures/change-session.ts'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import { button, expectNoFaults, focus, press } from '../../ui/fixtures/in-browser.ts'
import { drawingWithLabels, program, storeWithRun, strip, withProcedures } from '../fixtures/toy-run.ts'
import { SamplesPanel } from './SamplesPanel.tsx'
import '../../ui/theme.css'

const images = (step: number) => ({ step, preview: { kind: 'images', samples: strip(8) } }) as const
const toolbar = () => page.getByRole('toolbar', { name: 'Samples' })

test('the newest samples are shown; a slider leads back to earlier ones', async () => {
  const store = storeWithRun({ status: 'paused', previews: [images(1), images(10), images(1200)] })
  await renderInStore(store, <SamplesPanel />)
  await expect.element(toolbar()).toHaveTextContent('step 1,200 newest')
  await expect.element(page.getByRole('img', { name: '8 samples of the model after 1,200 steps' })).toBeVisible()
  await expectNoFaults()
  const slider = page.getByRole('slider', { name: 'Step shown' })
  focus(slider)
  await press('{Home}')
  await expect.element(slider).toHaveAttribute('aria-valuetext', 'step 1')
  await expect.element(page.getByRole('img', { name: '8 samples of the model after 1 step' })).toBeVisible()
  changeSession(store, ({ run }) => ({ run: { ...run, previews: [...run.previews, images(1300)] } }))
  await expect.element(page.getByRole('img', { name: '8 samples of the model after 1 step' })).toBeVisible()
})

test('watching it learn plays all previews and stops at the newest', async () => {
  const store = storeWithRun({ status: 'paused', previews: [images(1), images(2), images(3)] })
  await renderInStore(store, <SamplesPanel />)
  await button('Watch it learn').click()
  await expect.element(button('Stop playing')).toBeVisible()
  await expect.element(button('Watch it learn')).toBeVisible()
  await expect.element(toolbar()).toHaveTextContent('step 3 newest')
})

test('new samples take the next seed; an invalid seed is rejected', async () => {
  const resample = vi.fn()
  await renderInStore(storeWithRun({ status: 'paused', previews: [images(5)] }, { resample }), <SamplesPanel />)
  await button('New samples').click()
  expect(resample).toHaveBeenLastCalledWith({ seed: 1, count: 64 })
  const seed = page.getByRole('textbox', { name: 'Seed' })
  await expect.element(seed).toHaveValue('1')
  await userEvent.fill(seed, '-1')
  await expect.element(page.getByRole('alert')).toHaveTextContent('An integer from 0 to 4294967295')
  expect(resample).toHaveBeenCalledOnce()
  await userEvent.fill(seed, '42')
  expect(resample).toHaveBeenLastCalledWith({ seed: 42, count: 64 })
})

test('a model that is not with the worker draws nothing, and says why', async () => {
  const resample = vi.fn()
  await renderInStore(storeWithRun({ status: 'failed', previews: [images(5)] }, { resample }), <SamplesPanel />)
  await expect.element(button('New samples')).toBeDisabled()
  await expect.element(button('New samples')).toHaveAttribute('data-tooltip', 'Run the model to draw samples of it')
  button('New samples')
    .element()
    .dispatchEvent(new MouseEvent('click', { bubbles: true }))
  expect(resample).not.toHaveBeenCalled()
})

test('pictures can be made larger', async () => {
  await renderInStore(storeWithRun({ status: 'paused', previews: [images(5)] }), <SamplesPanel />)
  const picture = page.getByRole('img', { name: /^8 samples/ })
  const height = () => picture.element().getBoundingClientRect().height
  const before = height()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Size of the pictures' }), '400 %')
  expect(height()).toBe(2 * before)
})

test('samples in the plane are drawn over the data, with the modes that were found', async () => {
  const examples = Float32Array.of(0, 0, 1, 1)
  const data = { view: 'data', kind: 'points', examples, extents: [[-2, 2], [-2, 2]], step: 0 } as const // biome-ignore format: two intervals
  const coverage = { found: 6, modes: 8, nearShare: 0.914 }
  const preview = { kind: 'points', samples: Float32Array.of(0, 1), coverage } as const
  const store = storeWithRun({ status: 'paused', previews: [{ step: 7, preview }], views: { data } })
  await renderInStore(
    store,
    <div style={{ height: 260 }}>
      <SamplesPanel />
    </div>,
  )
  await expect.element(page.getByText('6 of 8 modes found')).toHaveTextContent('91 % of samples')
  await expect
    .element(
      page.getByRole('img', { name: '1 samples of the model in the plane after 7 steps, over 2 points of the data' }),
    )
    .toBeVisible()
  await expect.element(page.getByRole('combobox', { name: 'Size of the pictures' })).not.toBeInTheDocument()
})

test.each([
  ['idle', withProcedures('sample'), 'Press Run: samples of the model appear here as it learns.'],
  ['running', withProcedures('sample'), 'Waiting for the first samples…'],
  ['running', program, 'This model cannot be sampled: A classifier draws nothing.'],
] as const)('without samples the panel says why: %s', async (status, shown, words) => {
  await renderInStore(storeWithRun({ status, program: shown }), <SamplesPanel />)
  await expect.element(page.getByText(words)).toBeVisible()
})

test('the controls stay in one row in the dock of a small window', async () => {
  const previews = [images(1), images(123_456)]
  await renderInStore(
    storeWithRun({ status: 'paused', previews, program: drawingWithLabels }),
    <div style={{ width: 700 }}>
      <SamplesPanel />
    </div>,
  )
  await expect.element(page.getByRole('combobox', { name: 'Labels of the samples' })).toBeVisible()
  await expect.element(page.getByRole('textbox', { name: 'Temperature' })).toBeVisible()
  const shown = [...toolbar().element().children].filter((child) => child.checkVisibility())
  const middles = shown.map((child) => child.getBoundingClientRect()).map(({ top, height }) => top + height / 2)
  expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(4)
})
