// A thousand layers in a chain: what is drawn is what is in view, and its wires end at its ports.
import { expect, test } from './test.ts'

const layers = 1000

function chain(): string {
  const ids = Array.from({ length: layers }, (_, i) => `dense${i}`)
  const nodes = ids.map((id) => ({ id, kind: 'layers/dense', version: 1, params: { units: 8 } }))
  const before = (i: number) => (i === 0 ? 'flatten' : `dense${i - 1}`)
  const places = ids.map((id, i) => [id, [i * 280 + 560, (i % 5) * 200]])
  return JSON.stringify({
    format: 'genloom',
    version: 1,
    title: 'Chain',
    nodes: [
      { id: 'digits', kind: 'data/digits', version: 1, params: {} },
      { id: 'flatten', kind: 'layers/flatten', version: 1, params: {} },
      ...nodes,
    ],
    wires: ['digits.x -> flatten.x', ...ids.map((id, i) => `${before(i)}.y -> ${id}.x`)],
    layout: { nodes: { digits: [0, 0], flatten: [280, 0], ...Object.fromEntries(places) } },
  })
}

test('a graph of a thousand nodes draws those in view', async ({ editor, page }) => {
  await editor.openEmptyCanvas()
  // Every card that is ever put on the page.
  await page.evaluate(() => {
    const drawn = new Set<string>()
    Object.assign(window, { drawn })
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes)
          if (node instanceof HTMLElement && node.matches('.react-flow__node')) drawn.add(node.dataset.id ?? '')
    }).observe(document.body, { subtree: true, childList: true })
  })
  await editor.openFile('chain.genloom', chain())
  await expect(editor.canvas.nodes.first()).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, 'drawn').size)).toBeLessThan(layers / 5)

  // A wire ends at the port that its card has drawn.
  await expect(async () => {
    const gaps = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.react-flow__node')].map(({ dataset: { id } }) => {
        const wire = document.querySelector<SVGPathElement>(`path[data-wire="${id}.x"]`)
        const port = document.querySelector(`[data-id="${id}"] .react-flow__handle[data-handleid="x"]`)
        const end = wire?.getPointAtLength(wire.getTotalLength()).matrixTransform(wire.getScreenCTM() ?? undefined)
        const box = port?.getBoundingClientRect()
        return end && box ? Math.abs(end.y - (box.top + box.height / 2)) : Number.NaN
      }),
    )
    expect(gaps.length).toBeGreaterThan(3)
    expect(Math.max(...gaps)).toBeLessThan(0.5)
  }).toPass({ timeout: 10_000 })
})
