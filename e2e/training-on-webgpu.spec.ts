// The same on WebGPU. The machine may have nothing but a software adapter, so the model is made small first, by hand.
import { coloursOf, ignorance } from './studio.ts'
import { expect, test } from './test.ts'

test('a VAE made small in the inspector trains on WebGPU', async ({ editor, page }) => {
  const { canvas, inspector, studio } = editor
  await editor.openVae()
  await canvas.select('Encoder')
  await editor.setUnits(1, 16)
  await editor.setNumber(inspector, 'Latent size', 2)
  await canvas.select('Decoder')
  await editor.setUnits(1, 16)
  await studio.show('Training')
  await editor.setNumber(studio.settings, 'Train for', 30)
  await studio.settings.getByRole('combobox', { name: 'Unit of the budget' }).selectOption('steps')
  await editor.setNumber(studio.settings, 'Batch size', 32)
  await editor.setNumber(studio.settings, 'Learning rate', 0.01)

  await studio.chooseBackend('WebGPU')
  await studio.press('Run')
  await studio.expectBackend('WebGPU')
  await studio.expectStatus('finished')
  await studio.expectObjectiveBelow(0.8 * ignorance)
  await expect(page.getByRole('status').filter({ hasText: 'continues from' })).toHaveCount(0)

  await studio.show('Samples')
  expect(await coloursOf(studio.samples())).toBeGreaterThan(16)
})
