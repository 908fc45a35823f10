// Several documents are open at once: each has its history, its view and its run, and none is lost.
import { expect, test } from './test.ts'

test('documents stand side by side, each with its history and its run', async ({ editor, page }) => {
  const { studio, documents } = editor
  await editor.openVae()
  await expect(documents).toBeHidden()
  await editor.renameDocument('First')
  await studio.chooseBackend('WebAssembly')
  await studio.press('Run')

  // A template opens in a new tab next to edited documents.
  await editor.chooseFromMenu('Templates and recent documents')
  await editor.startFrom(/Eight couplings/)
  await expect(documents.getByRole('listitem')).toHaveText(['First', 'RealNVP'])
  await expect(editor.documentTab('First, training')).toBeVisible()

  // The run behind it has gone on, and an undo is of the document that is shown.
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Alt+PageUp')
  await expect(documents.locator('[aria-current]')).toHaveText('First')
  await studio.press('Pause')
  await expect(editor.documentTab('First, paused')).toBeVisible()
  await editor.undo()
  await expect(documents.getByRole('listitem')).toHaveText(['VAE', 'RealNVP'])
})

test('documents come back after a reload, and after they were closed', async ({ editor, page }) => {
  const { documents } = editor
  const current = documents.locator('[aria-current]')
  await editor.openVae()
  await editor.renameDocument('First')
  await editor.chooseFromMenu('New document')
  await expect(editor.canvas.nodes).toHaveCount(0)
  await editor.chooseFromMenu('Templates and recent documents')
  await editor.startFrom(/Eight couplings/)
  await editor.renameDocument('Second')
  await expect(async () => {
    await page.reload()
    await expect(documents.getByRole('listitem')).toHaveText(['First', 'Second'], { timeout: 5000 })
  }).toPass()
  await expect(current).toHaveText('Second')

  await editor.renameDocument('Closed')
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Alt+w')
  await expect(documents).toBeHidden()
  await expect(editor.documentName()).toHaveText('First')
  await page.getByRole('button', { name: 'Reopen' }).click()
  await expect(current).toHaveText('Closed')
  await editor.undo()
  await expect(current).toHaveText('Second')
  await documents.getByRole('button', { name: 'Close First' }).click()
  await expect(documents).toBeHidden()
  await expect(editor.documentName()).toHaveText('Second')
})
