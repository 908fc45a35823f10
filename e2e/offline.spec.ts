// Networks come and go.
import { Editor } from './editor.ts'
import { expect, test } from './test.ts'

test('a part that did not arrive is had by trying again, with its styles', async ({ browser, baseURL }) => {
  // Not in the page of the fixtures: what does not arrive is an error on the console.
  const page = await browser.newPage(baseURL ? { baseURL } : {})
  const editor = new Editor(page)
  await editor.openVae()
  await editor.canvas.select('Evidence lower bound')
  const again = editor.inspector.getByRole('button', { name: 'Try again' })
  const missing = editor.inspector.getByRole('alert')
  const explain = () => editor.inspector.getByRole('button', { name: 'How it works' }).click()

  const withhold = async (...files: string[]) => {
    await page.unrouteAll()
    for (const file of files) await page.route(`**/assets/${file}`, (route) => route.abort())
  }

  await withhold('KindText-*.js', 'KindText-*.css')
  await explain()
  await expect(missing).toContainText('The text could not be loaded')
  for (const file of ['KindText-*.css', 'KindText-*.js']) {
    await withhold(file)
    await again.press('Enter')
    await expect(again).toBeFocused()
  }
  // The part is there, and the text that it shows is not.
  const text = page.waitForEvent('requestfailed')
  await withhold('evidence-lower-bound-*.js')
  await again.press('Enter')
  await text
  await expect(missing).toContainText('The text could not be loaded')
  await withhold()
  await again.press('Enter')
  const formula = editor.inspector.locator('.katex').first()
  await expect(formula).toBeVisible()
  await expect(formula).toHaveCSS('font-family', /KaTeX/)
  await page.close()
})
