// The service worker, which keeps the site in the browser. Pages over plain http have none.
import { fetchLargeParts, keepPresentParts } from './kept-parts.ts'

/**
 * Lets the site be opened without a network from now on. When there is a newer one, `offer` is called with what changes to
 * it; the page never reloads by itself, also not when another window has changed.
 */
export function keepForOffline(offer: (change: () => void) => void): void {
  // The development server has no service worker.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const begin = () => void keep(navigator.serviceWorker, offer)
  // What the page itself needs comes first.
  if (document.readyState === 'complete') begin()
  else addEventListener('load', begin)
}

async function keep(workers: ServiceWorkerContainer, offer: (change: () => void) => void): Promise<void> {
  // Refused where a person has switched storage off; the page works without.
  const registration = await workers.register('./sw.js').catch(() => null)
  if (!registration) return

  let isAsked = false
  workers.addEventListener('controllerchange', () => {
    if (isAsked) location.reload()
  })
  function change() {
    isAsked = true
    // There is none that waits where another window has changed meanwhile.
    if (registration?.waiting) registration.waiting.postMessage({ type: 'SKIP_WAITING' })
    else location.reload()
  }
  async function offerChange() {
    // Without them, as on a full disk, a window that stays shows for each missing part what to do.
    await keepPresentParts(registration?.scope ?? '').catch(() => undefined)
    offer(change)
  }

  registration.addEventListener('updatefound', () => {
    const { installing } = registration
    installing?.addEventListener('statechange', () => {
      // The first one activates immediately.
      if (installing.state === 'installed' && registration.active) void offerChange()
    })
  })
  if (registration.waiting) void offerChange()

  await workers.ready
  // A network failure meanwhile is not reported; the next visit tries again.
  await fetchLargeParts().catch(() => undefined)
}
