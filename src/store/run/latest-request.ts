// Requests to the worker of which only the newest matters: one is answered at a time, and of those that come meanwhile only the
// last waits.

export type LatestRequest<R> =
  | { readonly doing: 'nothing' }
  /** An answer is pending; `next` is sent when it arrives. */
  | { readonly doing: 'waiting'; readonly next?: R }

/** What the queue is after an event, and what is to be sent because of it. */
export interface NextRequest<R> {
  readonly queue: LatestRequest<R>
  readonly sends?: R
}

export const noRequest: LatestRequest<never> = { doing: 'nothing' }

export const asked = <R>(queue: LatestRequest<R>, request: R): NextRequest<R> =>
  queue.doing === 'nothing'
    ? { queue: { doing: 'waiting' }, sends: request }
    : { queue: { doing: 'waiting', next: request } }

/** The answer has come, or none will. */
export function answered<R>(queue: LatestRequest<R>): NextRequest<R> {
  if (queue.doing === 'nothing' || queue.next === undefined) return { queue: noRequest }
  return { queue: { doing: 'waiting' }, sends: queue.next }
}
