/**
 * The value of the promise, if it arrives in time. Otherwise the work continues and its result is ignored.
 * @param milliseconds how long to wait
 * @throws Error naming the limit when it passes
 */
export async function withTimeLimit<T>(promise: T | Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} s`)), milliseconds)
  })
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}
