// The service worker, which keeps the site in the browser. Pages over plain http have none.
import { registerSW } from 'virtual:pwa-register'

/**
 * Lets the site be opened without a network from now on. When there is a newer one, `offer` is called with what changes to
 * it; the page never reloads by itself, also not when another window has changed.
 */
export function keepForOffline(offer: (change: () => void) => void): void {
  let isAsked = false
  let hasChanged = false
  const update = registerSW({
    onNeedRefresh() {
      offer(() => {
        isAsked = true
        if (hasChanged) location.reload()
        else void update()
      })
    },
    onNeedReload() {
      hasChanged = true
      if (isAsked) location.reload()
    },
  })
}
