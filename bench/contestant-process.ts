// A contestant's process as the benchmark sees it: started, asked one thing after the other, ended.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { root } from '../src/cli/package-root.ts'
import type { Failure, Ready, Replies, Request } from './contestants/messages.ts'
import { python } from './python.ts'

export type ContestantName = 'genloom' | 'baseline' | 'torch'

export interface ContestantProcess {
  readonly ready: Ready
  /** @throws Error with the contestant's own words when it cannot. */
  ask<A extends Request['ask']>(request: Extract<Request, { ask: A }>): Promise<Replies[A]>
  end(): void
}

/** @throws Error with the contestant's own words when it cannot train the model. */
export async function startContestant(
  name: ContestantName,
  model: string,
  backend: string,
): Promise<ContestantProcess> {
  const [program, given, environment] = commandOf(name, model, backend)
  const child = spawn(program, given, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
  const next = repliesOf(child)
  const read = async <R>(): Promise<R> => {
    const reply: R | Failure = JSON.parse(await next())
    if (typeof reply === 'object' && reply !== null && 'failure' in reply) throw new Error(reply.failure)
    return reply
  }
  try {
    const ready = await read<Ready>()
    return {
      ready,
      ask: (request) => {
        child.stdin.write(`${JSON.stringify(request)}\n`)
        return read()
      },
      end: () => void child.kill(),
    }
  } catch (error) {
    child.kill()
    throw error
  }
}

type Command = readonly [program: string, given: string[], environment: Record<string, string>]

function commandOf(name: ContestantName, model: string, backend: string): Command {
  if (name === 'torch') {
    const script = join(root, 'bench/torch/contestant.py')
    const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }
    return [python(), ['-B', script, model, join(root, 'public/data/digits.bin')], oneThread]
  }
  const bundle = join(dirname(fileURLToPath(import.meta.url)), `${name}.mjs`)
  return [process.execPath, ['--expose-gc', bundle, model, backend], {}]
}

/** The lines that the process prints, one at a time. */
function repliesOf(child: ChildProcessByStdio<Writable, Readable, Readable>): () => Promise<string> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  // Whoever writes to a process that has ended learns of it when it reads.
  child.stdin.on('error', () => undefined)
  let complaints = ''
  child.stderr.on('data', (text) => {
    complaints = `${complaints}${text}`.slice(-20_000)
  })
  return async () => {
    const line = await lines.next()
    if (line.done) throw new Error(reasonIn(complaints) ?? 'The process ended without an error message.')
    return line.value
  }
}

/** Node.js and Python both name an error on a separate line. */
const reasonIn = (complaints: string): string | undefined => /^\w*Error: (.*)$/m.exec(complaints)?.[1]
