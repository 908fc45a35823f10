// The latent space and the density, as far as they are not drawn: choosing a place, walking, numbers and empty states.

import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { changeSession } from '../../store/fixtures/change-session.ts'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import { button, expectNoFaults, focus, press } from '../../ui/fixtures/in-browser.ts'
import { DensityPanel } from '../density/DensityPanel.tsx'
import { program, storeWithRun, strip, withProcedures } from '../fixtures/toy-run.ts'
import { LatentPanel } from './LatentPanel.tsx'
import '../../ui/theme.css'

const step = 30
const latent = {
  view: 'latent',
  step,
  plane: {
    method: { method: 'whole' },
    origin: Float32Array.of(0, 0),
    axes: [Float32Array.of(1, 0), Float32Array.of(0, 1)],
  },
  codes: Float32Array.of(0, 0, 1, 1),
  prior: Float32Array.of(0.5, 0.5),
  extents: [
    [-3, 3],
    [-3, 3],
  ],
} as const
const examples = {
  view: 'examples',
  step,
  labels: Uint8Array.of(0, 1),
  classes: ['cat', 'dog'],
  images: strip(2),
} as const
const codes = { view: 'codes', step, points: 500, discrepancy: 0.1, pValue: 0.001 } as const

async function renderLatent() {
  const decode = vi.fn()
  const shown = withProcedures('encode', 'decode')
  const store = storeWithRun({ status: 'paused', program: shown, views: { latent, examples, codes } }, { decode })
  await renderInStore(
    store,
    <div style={{ height: 300 }}>
      <LatentPanel />
    </div>,
  )
  return { store, decode }
}

test('a place of the latent space is chosen by arrow keys and decoded', async () => {
  const { store, decode } = await renderLatent()
  await expect.element(page.getByRole('img', { name: '2 examples in the latent space, by class' })).toBeVisible()
  await expect.element(page.getByRole('list', { name: 'Legend' })).toHaveTextContent('catdogprior')
  await expect.element(page.getByText('Click on the plot to decode a point.')).toBeVisible()
  await expectNoFaults()
  const pad = page.getByRole('slider', { name: 'Point in the latent space to decode' })
  await expect.element(pad).toHaveAttribute('aria-valuetext', 'none chosen')
  focus(pad)
  await press('{ArrowRight}')
  await press('{Shift>}{ArrowUp}{/Shift}')
  await expect.element(pad).toHaveAttribute('aria-valuetext', '0.06 across, 0.60 up')
  expect(decode).toHaveBeenCalledTimes(2)
  const decoded = { view: 'decoded', step, at: [0.06, 0.6], made: strip(1) } as const
  changeSession(store, ({ run }) => ({ run: { ...run, views: { ...run.views, decoded } } }))
  await expect.element(page.getByText('Decoded at 0.06, 0.60')).toBeVisible()
  await button('Walk from here').click()
  await press('{Tab}')
  focus(pad)
  await press('{ArrowRight}')
  await expect.element(page.getByText(/^Decoded between 0\.06, 0\.60 and 0\.12, 0\.60/)).toBeVisible()
  await button('End the walk').click()
  await expect.element(button('Walk from here')).toBeVisible()
})

test('whether codes are spread like the prior is said, and on demand what that means', async () => {
  await renderLatent()
  const region = page.getByRole('region', { name: 'Codes and prior' })
  await expect.element(region).toHaveTextContent('The codes do not follow the prior')
  await expect.element(region).not.toHaveTextContent('maximum mean discrepancy')
  await button('What this means').click()
  await expect.element(region).toHaveTextContent('maximum mean discrepancy')
  await expect.element(button('Less')).toHaveAttribute('aria-expanded', 'true')
})

test.each([
  ['idle', withProcedures('encode', 'decode'), 'Press Run: the codes of examples appear here as the model learns.'],
  ['running', withProcedures('encode', 'decode'), 'Waiting for the first codes…'],
  ['running', program, 'Nothing is encoded.'],
] as const)('without codes the panel says why: %s', async (status, shown, words) => {
  await renderInStore(storeWithRun({ status, program: shown }), <LatentPanel />)
  await expect.element(page.getByText(words)).toBeVisible()
})

test('a density comes with its gap to the truth, in nats', async () => {
  const data = {
    view: 'data',
    kind: 'line',
    step: 0,
    examples: Float32Array.of(0, 0.1, 0.2),
    extents: [[-1, 1]],
    density: Float32Array.of(0.5, 0.5),
  } as const
  const density = { view: 'density', of: 'model', step, logDensity: Float32Array.of(-1, -1) } as const
  const measure = (nats: number, error: number) => ({ nats, error })
  const likelihood = { view: 'likelihood', step, examples: 1000, negativeLogLikelihood: measure(1.5, 0.03) } as const
  const truth = { view: 'truth', step: 0, logDensity: Float32Array.of(-1, -1), entropy: measure(1.25, 0) } as const
  const store = storeWithRun({ status: 'paused', views: { data, density, likelihood, truth } })
  await renderInStore(
    store,
    <div style={{ height: 300 }}>
      <DensityPanel />
    </div>,
  )
  await expect.element(page.getByText('0.25 ± 0.03 nats')).toBeVisible()
  await expect.element(page.getByText('exact', { exact: true })).toBeVisible()
  await expect.element(page.getByText('mean of 1,000 examples after 30 steps', { exact: false })).toBeVisible()
  await expectNoFaults()
})
