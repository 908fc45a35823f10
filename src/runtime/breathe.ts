const channel = new MessageChannel()

/** Lets waiting messages in. A message to itself, because browsers stretch repeated timeouts to 4 ms. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve()
    channel.port2.postMessage(null)
  })
}
