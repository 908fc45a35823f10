// The debug overlay on the store, with a real model: shown and hidden by its keys, and it shows the reported values.
import axe from 'axe-core'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { definitions } from '../../../nodes/index.ts'
import vae from '../../../templates/vae-2d/graph.json'
import { phaseName } from '../../compiler/program/program.ts'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { FromWorker, ToWorker } from '../../protocol/messages.ts'
import { openPhaseTimes } from '../../protocol/phase-times.ts'
import { toyServices } from '../../store/fixtures/toy-kinds.ts'
import { runProgram } from '../../store/run/run-readings.ts'
import { createEditorStore } from '../../store/store.ts'
import { StoreProvider } from '../../store/use-editor.ts'
import { DebugOverlay } from './DebugOverlay.tsx'
import '../../ui/theme.css'

const press = () => userEvent.keyboard('{Control>}{Alt>}d{/Alt}{/Control}')
const panel = page.getByRole('region', { name: 'Debug' })

/** A page whose worker says what the test makes it say. */
async function open() {
  const worker = { sent: [] as ToWorker[], say: (_: FromWorker): void => undefined }
  const store = createEditorStore({
    definitions,
    datasets: builtInDatasets,
    services: toyServices,
    startRuntime(receive) {
      worker.say = receive
      return { send: (message) => worker.sent.push(message), terminate: () => undefined }
    },
  })
  await render(
    <StoreProvider value={store}>
      <DebugOverlay />
    </StoreProvider>,
  )
  return { store, worker }
}

test('its keys show and hide it', async () => {
  await open()
  await expect.element(panel).not.toBeInTheDocument()
  await press()
  await expect.element(panel.getByText('No Program: the graph is not complete.')).toBeVisible()
  await press()
  await expect.element(panel).not.toBeInTheDocument()
})

test('it shows the Program as text, its phases, and how fast steps are', async () => {
  const { store, worker } = await open()
  store.getState().openDocument(readDocument(vae, definitions))
  await press()
  const shown = panel.getByRole('textbox', { name: 'Program' })
  await expect.element(shown).toHaveValue(expect.stringMatching(/^program .*\ndata /))
  const [phase] = runProgram(store.getState())!.phases
  const name = phaseName(phase!)
  await expect.element(panel.getByRole('row', { name: `${name} adam 14 1 –` })).toBeVisible()

  store.getState().runActions.start()
  const { run } = worker.sent[0]!
  worker.say({ type: 'ready', run, backend: 'wasm', description: '', skipped: [] })
  const progress = { step: 40, epoch: 1, elapsed: 2, remaining: 1, fraction: 0.5, medianStepMs: 4, curve: [] }
  worker.say({ type: 'progress', run, ...progress })
  await expect.element(panel.getByText('running, wasm')).toBeVisible()
  await expect.element(panel.getByText('250 steps/s')).toBeVisible()
  const { tell } = openPhaseTimes()
  tell({ run: 'another', means: [[name, 9]] })
  tell({ run, means: [[name, 1.2345]] })
  await expect.element(panel.getByRole('cell', { name: '1.23 ms' })).toBeVisible()

  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`)).toEqual([])
})
