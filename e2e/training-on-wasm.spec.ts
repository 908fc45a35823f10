// The main thing: a model from the gallery learns to draw digits, and the page stays at hand meanwhile.
import { coloursOf, ignorance } from './studio.ts'
import { expect, test } from './test.ts'

test('a VAE trains on WebAssembly, draws digits, and leaves the page responsive', async ({ editor }) => {
  const { canvas, studio } = editor
  await editor.openVae()
  await studio.chooseBackend('WebAssembly')
  await studio.press('Run')
  await studio.expectBackend('WebAssembly')
  await studio.show('Training')
  await studio.expectObjectiveBelow(ignorance)

  // Both come to an end while the run goes on; neither waits for it.
  await editor.renameDocument('My first model')
  const before = await canvas.node('Standard normal').boundingBox()
  await canvas.moveNode('Standard normal', { x: 30, y: 40 })
  await expect.poll(async () => (await canvas.node('Standard normal').boundingBox())?.y).toBeGreaterThan(before?.y ?? 0)
  await expect(studio.control('Pause')).toBeVisible()

  await studio.expectObjectiveBelow(250)
  expect(await studio.trainValue('KL divergence')).toBeGreaterThan(0)

  await studio.show('Samples')
  await studio.press('Pause')
  await studio.expectStatus('paused')
  await expect(studio.samples()).toBeVisible()
  expect(await coloursOf(studio.samples())).toBeGreaterThan(16)
  expect(await coloursOf(studio.reconstructions())).toBeGreaterThan(16)

  await studio.press('Stop')
  await studio.expectStatus('stopped')
  await expect(studio.control('Continue')).toBeVisible()
})
