/** Why a step cannot be recorded, in one sentence. */
export class TraceError extends Error {
  override readonly name = 'TraceError'
}
