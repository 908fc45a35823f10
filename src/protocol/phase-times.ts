// How long the phases of a step take, which the worker reports during development: on a separate channel, since nothing of
// the page depends on it.

export interface PhaseTimes {
  readonly run: string
  /** Mean milliseconds of the last updates of each phase, in the order in which they first ran. */
  readonly means: readonly (readonly [phase: string, ms: number])[]
}

const channelName = 'genloom phase times'

export function openPhaseTimes(): { tell(times: PhaseTimes): void } {
  const channel = new BroadcastChannel(channelName)
  return { tell: (times) => channel.postMessage(times) }
}

/** @returns what ends the listening. */
export function listenForPhaseTimes(receive: (times: PhaseTimes) => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }: MessageEvent<PhaseTimes>) => receive(data))
  return () => channel.close()
}
