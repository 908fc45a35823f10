// A worker's heartbeat: a nested worker, so that no long computation disturbs it, which ends when its parent does.
import type { Alive } from '../protocol/messages.ts'

const beating = `onmessage = ({ data }) => setInterval(() => data.postMessage('beat'), 1000)`

/** Hands the page a port on which beats arrive for as long as this worker lives. */
export function startBeating(): void {
  const { port1, port2 } = new MessageChannel()
  const address = URL.createObjectURL(new Blob([beating], { type: 'text/javascript' }))
  const heart = new Worker(address)
  heart.postMessage(port2, [port2])
  // Only now, because without a heartbeat the page would wait forever.
  self.postMessage({ type: 'alive', beats: port1 } satisfies Alive, { transfer: [port1] })
}
