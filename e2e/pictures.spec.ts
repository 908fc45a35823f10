// The pictures of the README: a VAE after some minutes of training, in both themes. They are taken on demand only, so that
// a test run leaves no file changed: GENLOOM_PICTURES=1 npm run e2e -- pictures
import { fileURLToPath } from 'node:url'
import { test } from './test.ts'

test.use({ viewport: { width: 1440, height: 900 } })
test.setTimeout(900_000)

const pathOf = (theme: string) => fileURLToPath(new URL(`../docs/images/editor-${theme}.png`, import.meta.url))

test('a trained VAE in the light and in the dark theme', async ({ editor, page }) => {
  const { canvas, studio } = editor
  await page.emulateMedia({ colorScheme: 'light' })
  await editor.openVae()
  await studio.show('Training')
  await editor.setNumber(studio.settings, 'Train for', 20)
  await studio.press('Run')
  await studio.expectStatus('finished', 800_000)
  await studio.show('Samples')
  await editor.raiseDock(5)
  await page.keyboard.press('Control+1')
  await canvas.select('Encoder')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // Transitions between the themes are taken to their end.
    await page.screenshot({ path: pathOf(colorScheme), animations: 'disabled' })
  }
})
