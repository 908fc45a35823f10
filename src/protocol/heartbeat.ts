// The page's side of a worker's heartbeat, if there are no locks that signal its end.

/** What is used of a message port. */
export type Beats = Pick<MessagePort, 'addEventListener' | 'start' | 'close'>

/** Milliseconds; the worker beats each second. A page that slept finds one check late, not several. */
const checkInterval = 2500
/** A beat may come just before a check, so the third check in silence is 5 to 7.5 seconds after the last. */
const silentChecks = 3

/**
 * Calls once when the beats have stopped: within 10 seconds, and not because the page itself was asleep, for a check counts
 * only if none came since the one before.
 * @returns what ends the listening.
 */
export function listenForBeats(beats: Beats, ended: () => void): () => void {
  let silent = 0
  beats.addEventListener('message', () => {
    silent = 0
  })
  beats.start()
  const timer = setInterval(() => {
    silent++
    if (silent < silentChecks) return
    stop()
    ended()
  }, checkInterval)
  const stop = () => {
    clearInterval(timer)
    beats.close()
  }
  return stop
}
