// The controls of a run in the top bar, the choice of a backend, and the checks of a model's maths.

import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { changeSession } from '../../store/fixtures/change-session.ts'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import { button, expectNoFaults, focus, press } from '../../ui/fixtures/in-browser.ts'
import { TooltipLayer } from '../../ui/TooltipLayer.tsx'
import { ChecksPanel } from '../checks/ChecksPanel.tsx'
import { storeWithRun } from '../fixtures/toy-run.ts'
import { BackendChip } from './BackendChip.tsx'
import { RunControls } from './RunControls.tsx'
import '../../ui/theme.css'

test('a graph that cannot be trained says why, and leads to its problems', async () => {
  const store = storeWithRun({})
  const show = vi.spyOn(store.getState(), 'showDockTab')
  await renderInStore(
    store,
    <>
      <RunControls />
      <p style={{ marginTop: 300 }}>Elsewhere</p>
      <TooltipLayer />
    </>,
  )
  await page.getByText('Elsewhere').hover()
  await expect.element(button('Run')).toBeDisabled()
  await press('{Tab}')
  await expect.element(button('Run')).toHaveAccessibleDescription('Nothing to train yet: add an objective')
  await button('Nothing to train yet: add an objective').click()
  expect(show).toHaveBeenCalledWith('problems')
  await expectNoFaults()
})

test('a run is paused, stepped, stopped and forgotten', async () => {
  const actions = { pause: vi.fn(), resume: vi.fn(), step: vi.fn(), stop: vi.fn(), reset: vi.fn() }
  const store = storeWithRun({ status: 'running' }, actions)
  await renderInStore(store, <RunControls />)
  await button('Pause').click()
  expect(actions.pause).toHaveBeenCalledOnce()
  await expect.element(button('Step')).toBeDisabled()
  changeSession(store, ({ run }) => ({ run: { ...run, status: 'paused' } }))
  await button('Resume').click()
  await button('Step').click()
  await button('Stop').click()
  await button('Reset').click()
  expect(Object.values(actions).map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1, 1, 1])
})

test('progress is shown in words and as a bar', async () => {
  const progress = { step: 1234, epoch: 2.5, elapsed: 65, remaining: 30, fraction: 0.25, medianStepMs: 4 }
  await renderInStore(storeWithRun({ status: 'running', progress }), <RunControls />)
  await expect.element(page.getByRole('progressbar', { name: 'Training progress' })).toHaveAttribute('value', '0.25')
  await expect.element(page.getByText('step 1,234 · epoch 2.5 · 30 s left')).toBeVisible()
})

test('the backend says where the model runs, why not elsewhere, and is chosen from a list', async () => {
  const setBackend = vi.fn()
  const skipped = [{ backend: 'webgpu', reason: 'There is no adapter.' }] as const
  const backend = { backend: 'wasm', description: 'SIMD, 4 threads', skipped } as const
  await renderInStore(storeWithRun({ status: 'running', backend }, { setBackend }), <BackendChip />)
  focus(button('Backend: WebAssembly'))
  await press('{Enter}')
  const panel = page.getByRole('dialog', { name: 'Backend' })
  await expect.element(panel).toHaveTextContent('Running on WebAssemblySIMD, 4 threads')
  await expect.element(panel.getByRole('list', { name: 'Skipped' })).toHaveTextContent('WebGPU: There is no adapter.')
  await expect.element(panel).toHaveTextContent('A new choice applies from the next run.')
  await expectNoFaults()
  await panel.getByRole('radio', { name: /^JavaScript/ }).click()
  expect(setBackend).toHaveBeenCalledWith('cpu')
  await press('{Escape}')
  await expect.element(panel).not.toBeInTheDocument()
})

const result = { check: 'round-trip', title: 'Round trip', sentence: 'What is done is undone.' } as const

test('failed checks come first, with how far they are off and the node at fault', async () => {
  const results = [
    { ...result, outcome: 'skipped', title: 'Leaks' },
    { ...result, outcome: 'passed', error: 1e-6, tolerance: 1e-3 },
    {
      ...result,
      outcome: 'failed',
      title: 'Gradients',
      error: 2,
      tolerance: 0.01,
      unit: 'of the slope',
      node: 'linear',
    },
  ] as const
  const store = storeWithRun({ status: 'paused', checks: { step: 120, done: 3, total: 3, results } })
  await renderInStore(store, <ChecksPanel />)
  const rows = page.getByRole('list', { name: 'Results of the checks' }).getByRole('listitem')
  await expect.element(rows.first()).toHaveTextContent(/Gradients.*2.*, at most 0\.01 of the slope/)
  await expect
    .element(page.getByRole('status'))
    .toHaveTextContent('1 failed, 1 passed, 1 do not apply · weights after 120 steps')
  await expectNoFaults()
  await button('Show node').click()
  expect([...store.getState().selection]).toEqual(['linear'])
})

test('checks are begun once, and not of a graph that has problems', async () => {
  const check = vi.fn()
  const store = storeWithRun({}, { check })
  await renderInStore(store, <ChecksPanel />)
  const begin = button('Check the maths')
  await expect.element(begin).toHaveAttribute('data-tooltip', 'Nothing to train yet: add an objective')
  begin.element().dispatchEvent(new MouseEvent('click', { bubbles: true }))
  expect(check).not.toHaveBeenCalled()
  changeSession(store, ({ run }) => ({ run: { ...run, status: 'running' } }))
  await begin.click()
  expect(check).toHaveBeenCalledOnce()
  changeSession(store, ({ run }) => ({ run: { ...run, checks: { step: null, done: 0, total: 0, results: [] } } }))
  await expect.element(begin).toBeDisabled()
  await expect.element(page.getByRole('status')).toHaveTextContent('Checking… 0 of …')
})
