// A model that is given labels is trained and sampled with the label that a person chooses.
import { readFileSync } from 'node:fs'
import { expect, test } from './test.ts'

const file = readFileSync(new URL('../cases/conditional-vae.json', import.meta.url), 'utf8')

test('samples are given the label that is chosen, also while training goes on', async ({ editor, page }) => {
  const { studio } = editor
  await editor.openVae()
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([text], 'conditional.json'))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, file)
  await expect(page.getByText('log p(x given label)').first()).toBeVisible()
  await expect(page.getByText('Conditional density with a bound')).toBeVisible()
  // A graph that takes the place of another is shown whole.
  await expect.poll(() => editor.canvas.showsAll()).toBe(true)
  await studio.chooseBackend('WebAssembly')
  await studio.show('Samples')
  await studio.press('Run')
  const drawn = page.getByRole('img', { name: /samples of the model.*given \d, \d/ })
  await expect(drawn).toBeVisible({ timeout: 60_000 })
  const labels = page.getByRole('combobox', { name: 'Labels of the samples' })
  await expect(labels).toHaveValue('')

  await labels.selectOption('label=3')
  const threes = page.getByRole('img', { name: /samples of the model after ([\d,]+) steps, given 3(, 3)+$/ })
  await expect(threes).toBeVisible()
  const first = await threes.getAttribute('aria-label')
  // Previews of later steps keep to it, also after a look at another tab.
  await expect(threes).not.toHaveAttribute('aria-label', first ?? '')
  await studio.show('Training')
  await studio.show('Samples')
  await expect(labels).toHaveValue('label=3')
  await expect(threes).toBeVisible()
  await labels.selectOption('all')
  await expect(page.getByRole('img', { name: /given 0, 0.*9, 9$/ })).toBeVisible()
  await studio.press('Pause')
  await studio.expectStatus('paused')
  await expect(page.getByRole('alert')).toHaveCount(0)
})
