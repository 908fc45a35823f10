const channel = new MessageChannel()
const waiting: (() => void)[] = []

channel.port1.onmessage = () => waiting.shift()?.()

/** Lets waiting messages in. A message to itself, because browsers stretch repeated timeouts to 4 ms. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    channel.port2.postMessage(null)
  })
}
