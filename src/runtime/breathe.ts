/**
 * Lets waiting messages in. A message to itself, because browsers stretch repeated timeouts to 4 ms. The channel is closed at
 * once: an open one keeps Node from ending.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
