// A document that stops the editor does so once: the next visit asks before it opens it again.
import { Editor } from './editor.ts'
import { expect, test } from './test.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const explosive = 'explosive'

/** Drawing this text throws, as a fault of the editor would. */
function plantFault(text: string) {
  const { set, ...rest } = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent') ?? {}
  // React tells the console of it, and of where it was.
  console.error = () => undefined
  Object.defineProperty(Node.prototype, 'textContent', {
    ...rest,
    set(value) {
      if (value === text) throw new Error('A planted fault.')
      set?.call(this, value)
    },
  })
}

test('what stopped the editor is offered again, or thrown away', async ({ editor, context }) => {
  await editor.openVae()
  await editor.openFile('a.genloom', (await editor.savedText()).replace('"params"', `"title":"${explosive}","params"`))
  await expect(editor.canvas.node(explosive)).toBeVisible()
  const link = await editor.sharedLink()

  const page = await context.newPage()
  await page.addInitScript(plantFault, explosive)
  const faulty = new Editor(page)
  const stopped = page.getByRole('heading', { name: 'The editor failed, but your document is safe' })
  const offer = faulty.gallery.getByRole('region', { name: 'Stopped' })
  await faulty.open(link)
  await expect(stopped).toBeVisible()
  await editor.page.close()

  // By the link, which opens it again.
  await page.goto('about:blank')
  await page.goto(link)
  await expect(offer).toContainText('The graph of the link')
  await offer.getByRole('button', { name: 'Throw it away' }).click()
  await offer.getByRole('button', { name: 'Throw away' }).click()
  await expect(offer).toBeHidden()
  expect(page.url()).not.toContain('#g=')

  // As it was kept in the browser.
  await page.reload()
  await expect(offer).toContainText('VAE stopped the editor')
  await offer.getByRole('button', { name: 'Try it again' }).click()
  await expect(stopped).toBeVisible()
  await page.reload()
  await offer.getByRole('button', { name: 'Throw it away' }).click()
  await offer.getByRole('button', { name: 'Throw away' }).click()
  await expect(offer).toBeHidden()
  await faulty.startFrom(/^Variational autoencoder/)
  await expect(faulty.canvas.nodes).toHaveCount(7)

  // One that works is opened unasked.
  await page.reload()
  await expect(faulty.canvas.nodes).toHaveCount(7)
  await expect(faulty.gallery).toBeHidden()
})
