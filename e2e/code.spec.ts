// The code of the graph: typed, and tied to the nodes line by line.
import { readFile } from 'node:fs/promises'
import { expect, test } from './test.ts'

test('the code is TypeScript without type errors, and lines and nodes lead to each other', async ({ editor, page }) => {
  const { canvas, studio, inspector } = editor
  await editor.openVae()
  await studio.show('Code')
  await expect(studio.code.getByText('No type errors')).toBeVisible({ timeout: 60_000 })
  await expect(studio.codeLine('// VAE: the model.')).toBeVisible()

  await canvas.select('Decoder')
  await expect(studio.codeLine('decoder: {')).toBeVisible()
  await expect(studio.markedLines().first()).toBeVisible()

  await studio.code.getByRole('button', { name: 'Plain text' }).click()
  await expect(studio.markedLines().first()).toContainText('decoder')
  await studio.codeLine('export function encoder').click()
  await expect(inspector.getByRole('button', { name: /^Node title: Encoder/ })).toBeVisible()
  await expect(studio.markedLines().filter({ hasText: 'export function encoder' })).toBeVisible()

  const download = page.waitForEvent('download')
  await studio.code.getByRole('button', { name: 'Download project' }).click()
  expect((await download).suggestedFilename()).toBe('VAE.zip')
  // The names of an archive's files are stored uncompressed.
  const archive = await readFile(await (await download).path())
  for (const path of ['model.ts', 'package.json', 'data/digits.bin']) expect(archive.includes(path), path).toBe(true)
})

test('the code can be left and come back to', async ({ editor, page }) => {
  const { studio } = editor
  await editor.openVae()
  for (const visit of ['first', 'second']) {
    await test.step(`${visit} visit`, async () => {
      await studio.show('Code')
      await expect(studio.code.getByText('No type errors')).toBeVisible({ timeout: 60_000 })
      await studio.codeLine('// VAE: the model.').hover()
      await studio.show('Problems')
    })
  }
  await expect(page.getByText('This graph has no problems.')).toBeVisible()
})
