// Building a graph by hand: with the mouse, with the keyboard alone, and against the rules.
import { expect, test } from './test.ts'

test('by mouse: add nodes, draw wires, be refused and take the fix, undo and redo', async ({ editor, page }) => {
  const { canvas, refusal } = editor
  await editor.openEmptyCanvas()

  // Tab searches where the canvas was pressed, and nowhere else, since people also walk through the page with it.
  const { x, y } = await canvas.pointAt(0.5, 0.85)
  await page.mouse.click(x, y)
  await page.keyboard.press('Tab')
  await canvas.takeFromSearch('gaussian sampler')
  await expect(canvas.node('Gaussian sampler')).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(canvas.nodes).toHaveCount(0)

  await canvas.addFromPalette('Digits', await canvas.pointAt(0.2, 0.3))
  await canvas.addFromPalette('Dense', await canvas.pointAt(0.7, 0.6))

  await canvas.drawWire({ node: 'Digits', port: 'x' }, { node: 'Dense', port: 'x' })
  await expect(refusal).toContainText('Dense takes a vector, but x is 28 × 28 × 1.')
  await canvas.expectNoWire({ node: 'Dense', port: 'x' })
  await refusal.getByRole('button', { name: 'Insert Flatten' }).click()
  await expect(refusal).toBeHidden()
  await canvas.expectWire('Digits', { node: 'Flatten', port: 'x' })
  await canvas.expectWire('Flatten', { node: 'Dense', port: 'x' })

  // What was one press is one step back.
  await editor.undo()
  await expect(canvas.nodes).toHaveCount(2)
  await canvas.expectNoWire({ node: 'Dense', port: 'x' })
  await editor.redo()
  await canvas.expectWire('Flatten', { node: 'Dense', port: 'x' })

  await canvas.drawWireIntoNothing({ node: 'Dense', port: 'y' }, await canvas.pointAt(0.9, 0.2))
  await canvas.takeFromSearch('activation')
  await canvas.expectWire('Dense', { node: 'Activation', port: 'x' })

  await canvas.pullOff({ node: 'Activation', port: 'x' }, await canvas.pointAt(0.5, 0.9))
  await canvas.expectNoWire({ node: 'Activation', port: 'x' })
  await editor.undo()
  await canvas.expectWire('Dense', { node: 'Activation', port: 'x' })
})

test('by keyboard: add a node, connect it, be refused, undo', async ({ editor, page }) => {
  const { canvas } = editor
  const { keyboard } = page
  await editor.openVae()

  await canvas.area.focus()
  await keyboard.press('Shift+A')
  await canvas.takeFromSearch('dropout')
  await expect(canvas.node('Dropout')).toBeFocused()
  await keyboard.press('c')
  const connect = page.getByRole('dialog', { name: 'Connect' })
  await connect.getByRole('combobox', { name: 'Port to connect', exact: true }).fill('input')
  await keyboard.press('Enter')
  await connect.getByRole('combobox', { name: 'Port to connect to' }).fill('sampler z')
  await keyboard.press('Enter')
  await expect(connect).toBeHidden()
  await canvas.expectWire('Gaussian sampler', { node: 'Dropout', port: 'x' })

  await canvas.node('Encoder').focus()
  await keyboard.press('Enter')
  await expect(editor.inspector.getByRole('button', { name: /^Node title: Encoder/ })).toBeVisible()
  await canvas.node('Encoder').focus()
  await keyboard.press('c')
  await connect.getByRole('combobox', { name: 'Port to connect', exact: true }).fill('mean')
  await keyboard.press('Enter')
  await connect.getByRole('combobox', { name: 'Port to connect to' }).fill('evidence')
  await expect(connect.getByRole('option', { selected: true })).toContainText('but x is in the range real')
  await keyboard.press('Enter')
  await expect(connect).toBeVisible()
  await keyboard.press('Escape')
  await expect(connect).toBeHidden()

  await keyboard.press('Control+z')
  await canvas.expectNoWire({ node: 'Dropout', port: 'x' })
  await keyboard.press('Control+z')
  await expect(canvas.node('Dropout')).toHaveCount(0)
  await keyboard.press('Control+y')
  await expect(canvas.node('Dropout')).toBeVisible()
})

test('a node dropped on a wire pushes others aside, and all stay in view', async ({ editor }) => {
  const { canvas } = editor
  await editor.openVae()
  await expect(canvas.node('Evidence lower bound')).toBeInViewport({ ratio: 0.99 })
  const [before, after] = [
    await canvas.node('Decoder').boundingBox(),
    await canvas.node('Bernoulli likelihood').boundingBox(),
  ]
  if (!before || !after) throw new Error('The nodes are not on the page.')
  const gap = { x: (before.x + before.width + after.x) / 2, y: after.y + after.height / 2 }
  await canvas.addFromPalette('Activation', gap)
  await canvas.expectWire('Decoder', { node: 'Activation', port: 'x' })
  await canvas.expectWire('Activation', { node: 'Bernoulli likelihood', port: 'logits' })
  for (const node of await canvas.nodes.all()) await expect(node).toBeInViewport({ ratio: 0.99 })
})
