// Which window holds a document. Two windows that save under one name would overwrite each other.

/** Milliseconds that other windows have to answer where there are no locks. */
const patience = 150

const prefix = 'genloom document '

/** What ends the hold on a document, by its key. */
const held = new Map<string, () => void>()

/** Whether another window has this document open; if none has, this window holds it until it closes or lets it go. */
export async function isOpenElsewhere(key: string): Promise<boolean> {
  if (held.has(key)) return false
  const name = prefix + key
  // Pages over plain http have no locks, but windows can still ask each other.
  const locks = 'locks' in navigator ? navigator.locks : undefined
  const release = await (locks ? takeLock(locks, name) : takeChannel(name))
  // Asked for twice at a time, it is held once.
  if (release && held.has(key)) release()
  else if (release) held.set(key, release)
  return !held.has(key)
}

export function letGo(key: string): void {
  held.get(key)?.()
  held.delete(key)
}

/** The keys of the documents that are held: by any window where there are locks, and else by this one. */
export async function heldDocuments(): Promise<ReadonlySet<string>> {
  const locks = 'locks' in navigator ? (await navigator.locks.query()).held : []
  const names = (locks ?? []).flatMap(({ name }) => name ?? [])
  const keys = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
  return new Set([...held.keys(), ...keys])
}

type Release = () => void

/** `undefined` where another has it. */
function takeLock(locks: LockManager, name: string): Promise<Release | undefined> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(undefined)
          return undefined
        }
        return new Promise<void>((release) => resolve(release))
      })
      .catch(reject)
  })
}

function takeChannel(name: string): Promise<Release | undefined> {
  const channel = new BroadcastChannel(name)
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      channel.onmessage = ({ data }) => {
        if (data === 'open?') channel.postMessage('open')
      }
      resolve(() => channel.close())
    }, patience)
    channel.onmessage = ({ data }) => {
      if (data !== 'open') return
      clearTimeout(timer)
      channel.close()
      resolve(undefined)
    }
    channel.postMessage('open?')
  })
}
