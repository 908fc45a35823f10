import { startBackend } from '../../src/engine/backends/choose.ts'
import { browserEnvironment } from '../../src/runtime/browser/browser-environment.ts'
import '../../src/engine/backends/register-gradients.ts'

export type ComparedBackend = 'cpu' | 'wasm' | 'webgpu'

/** Gives the number of its threads. @throws Error when another backend starts than the one wanted. */
export async function start(wanted: ComparedBackend): Promise<number> {
  const { backend, skipped, threads } = await startBackend(wanted, browserEnvironment())
  const reasons = skipped.map(({ backend: name, reason }) => `${name}: ${reason}`).join(' ')
  if (backend !== wanted) throw new Error(`${wanted} was wanted, ${backend} started. ${reasons}`)
  return threads
}
