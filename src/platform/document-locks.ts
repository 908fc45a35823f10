// Which window holds a document. Two windows that save under one name would overwrite each other.

/** Milliseconds that other windows have to answer where there are no locks. */
const patience = 150

/** Whether another window has this document open; if none has, this window holds it until it closes. */
export function isOpenElsewhere(key: string): Promise<boolean> {
  const name = `genloom document ${key}`
  // Pages over plain http have no locks, but windows can still ask each other.
  const locks = 'locks' in navigator ? navigator.locks : undefined
  if (!locks) return isAnswered(name)
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        resolve(lock === null)
        return lock ? new Promise<never>(() => undefined) : undefined
      })
      .catch(reject)
  })
}

function isAnswered(name: string): Promise<boolean> {
  const channel = new BroadcastChannel(name)
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      channel.onmessage = ({ data }) => {
        if (data === 'open?') channel.postMessage('open')
      }
      resolve(false)
    }, patience)
    channel.onmessage = ({ data }) => {
      if (data !== 'open') return
      clearTimeout(timer)
      channel.close()
      resolve(true)
    }
    channel.postMessage('open?')
  })
}
