// Several documents are open at once: each has its history, its view and its run, and none is lost.
import { ignorance } from './studio.ts'
import { expect, test } from './test.ts'

test('documents stand side by side, each with its history and its run', async ({ editor, page }) => {
  const { studio, documents } = editor
  const current = documents.locator('[aria-current]')
  await editor.openVae()
  await expect(documents).toBeHidden()
  await editor.renameDocument('First')
  await studio.chooseBackend('WebAssembly')
  await studio.press('Run')
  await studio.show('Training')

  // A template takes a place of its own beside what was changed, and gives it up while nobody has touched it.
  await editor.chooseFromMenu('Templates and recent documents')
  await editor.startFrom(/^Generative adversarial/)
  await editor.chooseFromMenu('Templates and recent documents')
  await editor.startFrom(/Eight couplings/)
  await expect(documents.getByRole('listitem')).toHaveCount(2)
  await expect(editor.documentTab('First, training')).toBeVisible()
  await expect(studio.control('Run')).toBeVisible()
  await editor.renameDocument('Second')

  // The run behind it has gone on, and is where it was left.
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Alt+PageUp')
  await expect(current).toHaveText(/^First/)
  await expect(studio.control('Pause')).toBeVisible()
  await studio.expectObjectiveBelow(ignorance)
  await editor.undo()
  await expect(editor.documentName()).toHaveText('VAE')
  await editor.documentTab('Second').click()
  await expect(editor.documentName()).toHaveText('Second')
  await editor.undo()
  await expect(editor.documentName()).not.toHaveText('Second')
  await editor.redo()

  // Two that train are said to share the device.
  await studio.press('Run')
  await expect(page.getByRole('status').filter({ hasText: '“VAE” is training as well' })).toBeVisible()
  await expect(editor.documentTab('Second, training')).toBeVisible()
  await studio.press('Stop')

  // A reload brings all of them back.
  await expect(async () => {
    await page.reload()
    await expect(documents.getByRole('listitem')).toHaveText([/^VAE/, /^Second/], { timeout: 3000 })
  }).toPass()
  await expect(current).toHaveText(/^Second/)

  // What is closed can be had back as it was.
  await editor.renameDocument('Closed')
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Alt+w')
  await expect(documents).toBeHidden()
  await expect(editor.documentName()).toHaveText('VAE')
  await page.getByRole('button', { name: 'Reopen' }).click()
  await expect(current).toHaveText(/^Closed/)
  await editor.undo()
  await expect(editor.documentName()).toHaveText('Second')
  await documents.getByRole('button', { name: 'Close VAE' }).click()
  await expect(documents).toBeHidden()
  await expect(editor.documentName()).toHaveText('Second')
})
