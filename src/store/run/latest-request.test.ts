import { expect, test } from 'vitest'
import { answered, asked, type LatestRequest, type NextRequest, noRequest } from './latest-request.ts'

const busy: LatestRequest<string> = { doing: 'waiting' }
const full: LatestRequest<string> = { doing: 'waiting', next: 'a' }

test.each<[string, LatestRequest<string>, (queue: LatestRequest<string>) => NextRequest<string>, NextRequest<string>]>([
  ['asked while nothing is awaited', noRequest, (queue) => asked(queue, 'b'), { queue: busy, sends: 'b' }],
  ['asked while an answer is awaited', busy, (queue) => asked(queue, 'b'), { queue: { doing: 'waiting', next: 'b' } }],
  ['asked while another waits', full, (queue) => asked(queue, 'b'), { queue: { doing: 'waiting', next: 'b' } }],
  ['answered with nothing waiting', busy, answered, { queue: noRequest }],
  ['answered with one waiting', full, answered, { queue: busy, sends: 'a' }],
  ['answered unasked', noRequest, answered, { queue: noRequest }],
])('%s', (_, queue, event, next) => {
  expect(event(queue)).toEqual(next)
})
