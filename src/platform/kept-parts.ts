// Parts of the site that are kept in the browser beside those that the service worker fetches ahead.

/** Where the service worker looks for them: scripts/vite-offline.ts names it too. */
const beside = 'genloom-beside'

/** Names of the parts that are too large to be fetched ahead, as the build lists them. */
async function largeParts(): Promise<readonly string[]> {
  const list: unknown = await (await fetch('./large-parts.json')).json()
  return Array.isArray(list) ? list.filter((path) => typeof path === 'string') : []
}

/** Called when everything else has loaded. Skipped in data-saving mode, where code is shown as plain text. */
export async function fetchLargeParts(): Promise<void> {
  if (asksToSaveData()) return
  const kept = await caches.open(beside)
  for (const path of await largeParts()) {
    const request = new Request(path, { priority: 'low' })
    if (!(await kept.match(request))) await kept.add(request)
  }
}

/**
 * To be called before a newer version takes the place of this one: windows that stay with this one go on finding its parts.
 * Those of versions before are let go.
 */
export async function keepPresentParts(scope: string): Promise<void> {
  const ahead = (await caches.keys()).find((name) => name.includes('-precache-') && name.endsWith(scope))
  if (ahead === undefined) return
  const [present, kept, large] = await Promise.all([caches.open(ahead), caches.open(beside), largeParts()])
  const wanted = new Set(large.map((path) => new URL(path, scope).href))
  for (const request of await present.keys()) {
    if (!request.url.includes('/assets/')) continue
    wanted.add(request.url)
    const part = await present.match(request)
    if (part && !(await kept.match(request))) await kept.put(request, part)
  }
  // Other sites of the same origin have theirs here too.
  const old = (await kept.keys()).filter(({ url }) => url.startsWith(scope) && !wanted.has(url))
  await Promise.all(old.map((request) => kept.delete(request)))
}

/** Not all browsers tell. */
function asksToSaveData(): boolean {
  const connection: unknown = 'connection' in navigator ? navigator.connection : undefined
  return (
    typeof connection === 'object' && connection !== null && 'saveData' in connection && connection.saveData === true
  )
}
