// Parts that do not arrive at once.
import { Suspense } from 'react'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { PartMissing, watchParts } from '../platform/parts.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { lazyPart } from './lazy-part.tsx'

watchParts()

/** As Vite's helper does where the network fails. */
function networkFails(): never {
  const payload = new Error('Failed to fetch dynamically imported module')
  dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload }))
  throw payload
}

const Chart = ({ name }: { readonly name: string }) => <p>Chart of {name}</p>

test('a part that is missing says so and is loaded by trying again, with the keyboard too', async () => {
  const load = vi.fn(async () => Chart)
  load.mockImplementationOnce(async () => networkFails())
  load.mockImplementationOnce(async () => networkFails())
  const LazyChart = lazyPart('The chart', load)
  await render(
    <Suspense fallback="Loading">
      <LazyChart name="losses" />
    </Suspense>,
  )
  const again = page.getByRole('button', { name: 'Try again' })
  await expect.element(page.getByRole('alert')).toHaveTextContent('The chart could not be loaded')
  expect(load).toHaveBeenCalledTimes(1)
  await userEvent.keyboard('{Tab}')
  await expect.element(again).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2))
  await expect.element(again).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('Chart of losses')).toBeVisible()
  await expect.element(again).not.toBeInTheDocument()
})

test('what frames the message is given what the part is given', async () => {
  const LazyChart = lazyPart<{ readonly name: string }>(
    'The chart',
    async () => networkFails(),
    ({ name, children }) => <section aria-label={name}>{children}</section>,
  )
  await render(
    <Suspense>
      <LazyChart name="losses" />
    </Suspense>,
  )
  await expect.element(page.getByRole('region', { name: 'losses' })).toHaveTextContent('could not be loaded')
})

test('errors of a part that was loaded are not loading errors', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const faults: Error[] = []
  const note = (error: Error) => {
    faults.push(error)
    return <p>Stopped</p>
  }
  const Broken = lazyPart('The chart', async () => {
    throw new Error('a separate error')
  })
  const Breaking = lazyPart('The chart', async () => () => {
    throw new Error('a fault in drawing')
  })
  for (const Part of [Broken, Breaking]) {
    await render(
      <ErrorBoundary fallback={note}>
        <Suspense>
          <Part />
        </Suspense>
      </ErrorBoundary>,
    )
  }
  await expect.element(page.getByText('Stopped').nth(1)).toBeVisible()
  silent.mockRestore()
  expect(new Set(faults.map(({ message }) => message))).toEqual(new Set(['a separate error', 'a fault in drawing']))
  expect(faults.some((error) => error instanceof PartMissing)).toBe(false)
})
