// The page of controls renders in both themes at once, without any console message.
import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { expectNoFaults } from '../fixtures/in-browser.ts'
import { Showcase } from './Showcase.tsx'
import '../theme.css'

test('every control is shown in light and dark, without faults', async () => {
  const errors = vi.spyOn(console, 'error')
  const warnings = vi.spyOn(console, 'warn')
  await render(<Showcase />)
  const [light, dark] = ['Light', 'Dark'].map((name) => page.getByRole('region', { name, exact: true }))
  const background = (side: typeof light) => side && getComputedStyle(side.element()).backgroundColor
  expect([background(light), background(dark)]).toEqual(['rgb(255, 255, 255)', 'rgb(26, 26, 29)'])
  expect(light?.getByRole('button').elements().length).toBeGreaterThan(20)
  await expectNoFaults()
  expect([errors.mock.calls, warnings.mock.calls]).toEqual([[], []])
})

test('what opens keeps the theme of its side', async () => {
  await render(<Showcase />)
  await page.getByRole('region', { name: 'Dark', exact: true }).getByRole('button', { name: 'Open the dialog' }).click()
  const dialog = page.getByRole('dialog', { name: 'A dialog' })
  await expect.element(dialog).toBeVisible()
  expect(getComputedStyle(dialog.element()).backgroundColor).toBe('rgb(26, 26, 29)')
  await expectNoFaults()
})
