// The content security policy: it blocks nothing that the site needs, and rejects injected content.
import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'

/** What the policy has refused on the page so far; to be asked for before it opens. */
async function refusals(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const refused: string[] = []
    Object.assign(window, { refused })
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective))
  })
  return () => page.evaluate(() => ('refused' in window && Array.isArray(window.refused) ? window.refused : []))
}

test('no panel, formula, dialog or menu needs what the policy refuses', async ({ editor, page }) => {
  const refused = await refusals(page)
  await editor.openVae()
  const policy = await page.evaluate(async () => (await fetch('./')).headers.get('Content-Security-Policy'))
  expect(policy).toContain("default-src 'none'")
  await editor.canvas.select('Evidence lower bound')
  await editor.inspector.getByRole('button', { name: 'How it works' }).click()
  await expect(editor.inspector.locator('.katex').first()).toBeVisible()
  await editor.studio.show('Code')
  await expect(editor.studio.code.getByText('No type errors')).toBeVisible({ timeout: 60_000 })
  // The editor's own styles, which it may not write into the page.
  const colours = await editor.studio.code
    .locator('.view-line span span')
    .evaluateAll((words) => new Set(words.map((word) => getComputedStyle(word).color)).size)
  expect(colours).toBeGreaterThan(2)
  await editor.studio.press('Step')
  await editor.studio.expectStatus('paused')
  for (const tab of ['Training', 'Latent', 'Density', 'Checks', 'Problems', 'Samples'] as const)
    await editor.studio.show(tab)
  await expect(editor.studio.samples()).toBeVisible()
  await editor.canvas.area.focus()
  for (const key of ['?', 'Control+k', 'Shift+A']) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  expect(await refused()).toEqual([])
})

test('foreign scripts, styles, eval, frames and connections elsewhere are refused', async ({ browser, baseURL }) => {
  // Not in the page of the fixtures, on whose console no error may appear.
  const page = await browser.newPage()
  const refused = await refusals(page)
  await page.goto(`${baseURL}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
  expect(await refused()).toEqual([])
  const done = await page.evaluate(async () => {
    const happened: string[] = []
    Object.assign(window, { happen: (what: string) => happened.push(what) })
    const add = (tag: string, given: object) => document.body.append(Object.assign(document.createElement(tag), given))
    add('script', { textContent: 'happen("inline script")' })
    add('script', { src: 'data:text/javascript,happen("script of an address")' })
    add('div', { innerHTML: '<img src="x" onerror="happen(\'handler\')">' })
    add('style', { textContent: 'body { display: none }' })
    if (getComputedStyle(document.body).display === 'none') happened.push('style')
    add('iframe', { srcdoc: '<script>parent.happen("frame")</script>' })
    // In a separate task, since code that a test evaluates itself has more permissions.
    await new Promise((resolve) =>
      setTimeout(() => {
        try {
          new Function('happen("eval")')()
        } catch {
          // As it should be.
        }
        resolve(null)
      }),
    )
    await fetch('http://127.0.0.1:9/').catch(() => null)
    await new Promise((resolve) => setTimeout(resolve, 300))
    return happened
  })
  expect(done).toEqual([])
  const directives = ['script-src-elem', 'script-src-attr', 'script-src', 'style-src-elem', 'connect-src']
  expect(new Set(await refused())).toEqual(new Set(directives))
  await page.close()
})
