// Parts of the page that are loaded on demand. One that could not be loaded, as without a network, can be retried later.

/** A part that could not be loaded; its message is shown to the user. */
export class PartMissing extends Error {
  constructor(title: string, options: ErrorOptions) {
    const reason = navigator.onLine
      ? 'If trying again does not help, the site may have been renewed: reload the page. What you made is kept.'
      : 'This browser is offline.'
    super(`${title} could not be loaded. ${reason}`, options)
    this.name = 'PartMissing'
  }
}

const failures = new WeakSet<Error>()
const failedStyles = new Set<HTMLLinkElement>()

/** To be called once, before any part is loaded. */
export function watchParts(): void {
  // Vite's helper says so before it throws; errors inside a part that did arrive are faults of another kind.
  addEventListener('vite:preloadError', ({ payload }) => failures.add(payload))
  // An error of an element reaches the window on the way down only.
  addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') failedStyles.add(target)
    },
    { capture: true },
  )
}

/**
 * The one way to load a part.
 * @throws {PartMissing} when it does not arrive; to be called again
 */
export async function loadPart<Part>(title: string, load: () => Promise<Part>): Promise<Part> {
  try {
    await loadFailedStyles()
    return await load()
  } catch (error) {
    if (error instanceof Error && failures.has(error)) throw new PartMissing(title, { cause: error })
    throw error
  }
}

/** The bundler asks for a style sheet once, and takes it for loaded the next time even if it never came. */
async function loadFailedStyles(): Promise<void> {
  await Promise.all(
    [...failedStyles].map(
      (failed) =>
        new Promise<void>((resolve, reject) => {
          const link = document.createElement('link')
          for (const { name, value } of failed.attributes) link.setAttribute(name, value)
          link.addEventListener('load', () => resolve())
          link.addEventListener('error', () => {
            const error = new Error(`The style sheet ${link.href} could not be loaded.`)
            failures.add(error)
            reject(error)
          })
          failedStyles.delete(failed)
          failed.replaceWith(link)
        }),
    ),
  )
}
