// What the recording of a step is doing, and what changes that. Dispatches belong to the kernel that the engine asked for
// first, whichever others it calls. A step that cannot be recorded is called to its end all the same.
import type { Dispatch, KernelRecord } from './trace.ts'

/** Of a kernel, as the engine sees it. */
export type RecordedCall = Omit<KernelRecord, 'dispatches'>

export type RecordingState =
  | { readonly doing: 'betweenKernels'; readonly records: readonly KernelRecord[] }
  | { readonly doing: 'inKernel'; readonly records: readonly KernelRecord[]; readonly dispatches: readonly Dispatch[] }
  | { readonly doing: 'done'; readonly records: readonly KernelRecord[] }
  /** Why, in one sentence. */
  | { readonly doing: 'failed'; readonly reason: string }

export type RecordingEvent =
  | { readonly event: 'kernelBegan' }
  | { readonly event: 'dispatched'; readonly dispatch: Dispatch }
  /** Without a call there is nothing to record: what the kernel writes is known, or it threw. */
  | { readonly event: 'kernelEnded'; readonly call: RecordedCall | undefined }
  /** Work that is not TF.js's. */
  | { readonly event: 'emitted'; readonly record: KernelRecord }
  /** Of a tensor that holds none while a step is recorded. */
  | { readonly event: 'numbersRead' }
  /** `keepsTensor`: one that the step computed outlives it. */
  | { readonly event: 'stepEnded'; readonly keepsTensor: boolean }

export const recordingAtStart: RecordingState = { doing: 'betweenKernels', records: [] }

export function reduceRecording(state: RecordingState, event: RecordingEvent): RecordingState {
  // Nothing leads back from there.
  if (state.doing === 'failed' || state.doing === 'done') return state
  const { records } = state
  switch (event.event) {
    case 'kernelBegan':
      return state.doing === 'inKernel' ? state : { doing: 'inKernel', records, dispatches: [] }
    case 'dispatched':
      if (state.doing !== 'inKernel') return failed('A shader runs outside of any kernel.')
      return { ...state, dispatches: [...state.dispatches, event.dispatch] }
    case 'kernelEnded':
      if (state.doing !== 'inKernel') return state
      return { doing: 'betweenKernels', records: withCall(records, event.call, state.dispatches) }
    case 'emitted':
      return { ...state, records: [...records, event.record] }
    case 'numbersRead':
      return failed('The step reads numbers that it computes.')
    case 'stepEnded':
      return event.keepsTensor ? failed('The step keeps a tensor that it computes.') : { doing: 'done', records }
    default:
      return event satisfies never
  }
}

const failed = (reason: string): RecordingState => ({ doing: 'failed', reason })

const withCall = (
  records: readonly KernelRecord[],
  call: RecordedCall | undefined,
  dispatches: readonly Dispatch[],
): readonly KernelRecord[] => (call ? [...records, { ...call, dispatches }] : records)
