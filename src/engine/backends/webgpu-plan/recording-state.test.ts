import { describe, expect, test } from 'vitest'
import {
  type RecordedCall,
  type RecordingEvent,
  type RecordingState,
  recordingAtStart,
  reduceRecording,
} from './recording-state.ts'
import type { Dispatch, KernelRecord, TensorRef } from './trace.ts'

const ref = (id: number): TensorRef => ({ id, shape: [2], dtype: 'float32', role: 'temporary' })
const dispatchOf = (id: number): Dispatch => ({
  pipeline: new Promise<GPUComputePipeline>(() => undefined),
  bindings: [{ tensor: ref(id) }],
  workgroups: [1, 1, 1],
})
const [first, second] = [dispatchOf(1), dispatchOf(2)]
const call: RecordedCall = { kernel: 'Add', attrs: {}, inputs: { a: ref(1), b: ref(2) }, outputs: [ref(3)] }
const emitted: KernelRecord = {
  kernel: 'UpdateParameters',
  attrs: {},
  inputs: {},
  outputs: [ref(1)],
  dispatches: [second],
}
const recorded: KernelRecord = { ...call, dispatches: [first] }

const between: RecordingState = { doing: 'betweenKernels', records: [emitted] }
const inKernel: RecordingState = { doing: 'inKernel', records: [emitted], dispatches: [first] }
const done: RecordingState = { doing: 'done', records: [emitted] }
const failed: RecordingState = { doing: 'failed', reason: 'It is not to be.' }
const failedBy = (reason: string): RecordingState => ({ doing: 'failed', reason })

const began: RecordingEvent = { event: 'kernelBegan' }
const ran: RecordingEvent = { event: 'dispatched', dispatch: second }
const ended: RecordingEvent = { event: 'kernelEnded', call }
const endedForNothing: RecordingEvent = { event: 'kernelEnded', call: undefined }
const added: RecordingEvent = { event: 'emitted', record: emitted }
const read: RecordingEvent = { event: 'numbersRead' }
const over: RecordingEvent = { event: 'stepEnded', keepsTensor: false }
const overWithTensor: RecordingEvent = { event: 'stepEnded', keepsTensor: true }
const all = [began, ran, ended, endedForNothing, added, read, over, overWithTensor]

test.each<[RecordingState, RecordingEvent, RecordingState]>([
  [between, began, { doing: 'inKernel', records: [emitted], dispatches: [] }],
  [between, ran, failedBy('A shader runs outside of any kernel.')],
  [between, ended, between],
  [between, added, { ...between, records: [emitted, emitted] }],
  [between, read, failedBy('The step reads numbers that it computes.')],
  [between, over, done],
  [between, overWithTensor, failedBy('The step keeps a tensor that it computes.')],
  [inKernel, began, inKernel],
  [inKernel, ran, { ...inKernel, dispatches: [first, second] }],
  [inKernel, ended, { ...between, records: [emitted, recorded] }],
  [inKernel, endedForNothing, between],
  [inKernel, added, { ...inKernel, records: [emitted, emitted] }],
  [inKernel, read, failedBy('The step reads numbers that it computes.')],
  ...all.map((event): [RecordingState, RecordingEvent, RecordingState] => [done, event, done]),
  ...all.map((event): [RecordingState, RecordingEvent, RecordingState] => [failed, event, failed]),
])('$0.doing, $1.event: $2.doing', (state, event, next) => {
  expect(reduceRecording(state, event)).toEqual(next)
})

describe('a step', () => {
  test('is the list of its kernels and of what was added, in order', () => {
    const events = [
      began,
      { event: 'dispatched', dispatch: first } as const,
      ended,
      added,
      began,
      endedForNothing,
      over,
    ]
    expect(events.reduce(reduceRecording, recordingAtStart)).toEqual({ doing: 'done', records: [recorded, emitted] })
  })

  test('in which numbers are read cannot be recorded, whatever it does then', () => {
    expect([began, read, ran, ended, over].reduce(reduceRecording, recordingAtStart)).toEqual(
      failedBy('The step reads numbers that it computes.'),
    )
  })
})
