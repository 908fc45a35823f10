// A Python that has PyTorch: the one on the path, or the system's.
import { spawnSync } from 'node:child_process'

const candidates = ['python3', '/usr/bin/python3', 'python']
let found: string | null | undefined

/** @throws Error when no Python imports torch. */
export function python(): string {
  found ??= candidates.find((program) => spawnSync(program, ['-c', 'import torch']).status === 0) ?? null
  if (found === null) throw new Error('No Python here imports torch.')
  return found
}
