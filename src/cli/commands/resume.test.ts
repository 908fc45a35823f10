// train --resume: a run continues as if it had never been interrupted, or the reason why it cannot is reported.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { smallGame, smallVae, statefulVae } from '../../codegen/fixtures/small-graphs.ts'
import { smallDisk } from '../../engine/files/fixtures/small-disk.ts'
import { readSafetensors, writeSafetensors } from '../../engine/formats/safetensors.ts'
import { readRunFile, writeRunFile } from '../../protocol/run-file.ts'
import { rememberingTerminal } from '../fixtures/remembering-terminal.ts'
import { runMain } from '../fixtures/run-main.ts'
import { testFolder } from '../fixtures/test-folder.ts'
import { main } from '../main.ts'

const at = testFolder()
const graph = at('graph.json', JSON.stringify(smallVae))

const bytesOf = (folder: string, name = 'run.safetensors') => new Uint8Array(readFileSync(join(folder, name)))
const runOf = (folder: string, name?: string) => readRunFile(bytesOf(folder, name), folder)

async function train(...words: readonly string[]) {
  const outcome = await runMain('train', ...words)
  expect(outcome).toMatchObject({ status: 0 })
  return outcome
}

test.each([
  ['with the moments of Adam', 'cpu', smallVae],
  ['with the moments of Adam', 'wasm', smallVae],
  ['with state, dropout and other draws', 'cpu', statefulVae],
  ['with state, dropout and other draws', 'wasm', statefulVae],
  ['of two optimisers, one of them repeated', 'wasm', smallGame],
] as const)('a run %s that goes on on %s is the run that was never interrupted', async (_, backend, document) => {
  const file = at('one.json', JSON.stringify(document))
  const [halves, once] = [at(`halves-${backend}`), at(`once-${backend}`)]
  for (const folder of [halves, once]) rmSync(folder, { recursive: true, force: true })
  await train(file, '--backend', backend, '--steps', '3', '--out', halves)
  const resumed = await train('--resume', halves, '--steps', '7')
  const whole = await train(file, '--backend', backend, '--steps', '7', '--out', once)

  expect(resumed.err).toContain(`Resuming from step 3 of ${join(halves, 'run.safetensors')}.`)
  const [ours, theirs] = [runOf(halves), runOf(once)]
  expect(ours.checkpoint.tensors).toEqual(theirs.checkpoint.tensors)
  expect([ours.checkpoint.step, ours.backend, ours.graph]).toEqual([7, backend, theirs.graph])
  expect(ours.curves.train).toEqual(theirs.curves.train)
  expect(readFileSync(join(halves, 'curves.csv'), 'utf8')).toContain('\ntrain,')
  const [first, second] = [resumed, whole].map(({ out }) => JSON.parse(out))
  expect(first).toMatchObject({ steps: 7, epochs: second.epochs, test: second.test })
  expect(runOf(halves, 'run.previous.safetensors').checkpoint.step).toBe(3)
})

describe('a run', () => {
  const folder = at('run')
  test('stopped by Ctrl-C continues to the end of its budget', async () => {
    const terminal = rememberingTerminal()
    // A falling learning rate depends on the whole budget.
    const scheduled = {
      ...smallVae,
      training: { seed: 3, batchSize: 16, budget: { unit: 'steps', amount: 60 }, schedule: 'cosine' },
    }
    const file = at('scheduled.json', JSON.stringify(scheduled))
    const onInterrupt = (listener: (status: number) => void) => {
      const timer = setTimeout(listener, 5, 130)
      return () => clearTimeout(timer)
    }
    expect(await main(['train', file, '--out', folder, '--json'], { ...terminal, onInterrupt })).toBe(130)
    const { step } = runOf(folder).checkpoint
    expect(step).toBeGreaterThan(0)
    expect(step).toBeLessThan(60)
    await train('--resume', folder, '--json')
    await train(file, '--out', at('whole'), '--json')
    expect(runOf(folder).checkpoint.tensors).toEqual(runOf(at('whole')).checkpoint.tensors)
  })

  test('whose budget is spent is evaluated and stays as it is', async () => {
    const before = runOf(folder)
    const { err } = await train('--resume', folder, '--json')
    expect(err).toContain('It has been trained to the end of its budget; to continue, give a larger one: --steps 120')
    expect(runOf(folder)).toEqual(before)
  })

  test('may go on elsewhere, and leaves the folder that it came from', async () => {
    const before = bytesOf(folder)
    await train('--resume', folder, '--steps', '61', '--out', at('elsewhere'), '--json')
    expect(runOf(at('elsewhere')).checkpoint.step).toBe(61)
    expect(Buffer.compare(bytesOf(folder), before)).toBe(0)
  })

  test('may be named with its graph, whatever its titles and settings', async () => {
    const named = {
      ...smallVae,
      title: 'Another name',
      training: { seed: 9, batchSize: 4, budget: { unit: 'steps', amount: 1 } },
    }
    const { out } = await train(at('named.json', JSON.stringify(named)), '--resume', folder, '--steps', '61', '--json')
    expect(JSON.parse(out)).toMatchObject({ steps: 61, seed: 3 })
  })

  test('on another backend says that it is not the same to the last bit', async () => {
    const { err } = await train('--resume', folder, '--steps', '62', '--backend', 'cpu', '--json')
    expect(err).toContain('It was computed on wasm; on cpu the last digits will differ.')
  })
})

describe('what cannot go on is refused with the reason', () => {
  const folder = at('refused')
  const file = join(folder, 'run.safetensors')
  const refuse = async (...words: readonly string[]) => {
    const { status, out, err } = await runMain('train', ...words, '--json')
    expect(out).toBe('')
    return [status, err] as const
  }
  let whole: Uint8Array
  beforeAll(async () => {
    await train(graph, '--steps', '1', '--out', folder, '--json')
    whole = bytesOf(folder)
  })

  test.each([
    ['no folder', ['--resume', at('nowhere')], `there is no folder "${at('nowhere')}" with a run to resume`],
    ['a folder without a run', ['--resume', at('')], 'has no run to resume: it has no run.safetensors'],
    [
      'another graph',
      ['vae', '--resume', folder],
      `${file} is a run of a different graph from vae: "Small VAE", with different`,
    ],
    [
      'another seed',
      ['--resume', folder, '--seed', '4'],
      `${file} is a run with seed 3, so it cannot continue with --seed 4`,
    ],
    ['other batches', ['--resume', folder, '--batch', '5'], `${file} is a run with batch size 16, so it cannot`],
    ['no graph', [], 'a share link, or --resume'],
  ])('%s', async (_, words, reason) => {
    const [status, err] = await refuse(...words)
    expect(err).toContain(reason)
    expect(status).toBe(2)
  })

  test.each<[string, (bytes: Uint8Array) => Uint8Array, string]>([
    ['cut off', (bytes) => bytes.slice(0, -4), 'cannot lie at bytes'],
    ['empty', () => new Uint8Array(), 'is not a safetensors file: it holds 0 bytes'],
    ['numbers that are not finite', (bytes) => bytes.fill(0xff, -4), 'is damaged: its checksum is'],
    ['weights alone', () => bytesOf(folder, 'weights.safetensors'), 'does not hold a training run that can be resumed'],
    [
      'a graph that cannot be read',
      (bytes) => writeRunFile({ ...readRunFile(bytes, ''), graph: '{"format":"genloom"}' }, '1'),
      'does not hold a training run that can be resumed',
    ],
    [
      'a missing tensor',
      (bytes) => {
        const { tensors, metadata } = readSafetensors(bytes, '')
        const [[lost] = ['']] = Object.entries(tensors)
        return writeSafetensors({
          tensors: Object.fromEntries(Object.entries(tensors).filter(([name]) => name !== lost)),
          metadata,
        })
      },
      'does not hold the state of the graph in it: There are no values for',
    ],
  ])('a damaged file: %s', async (_, damage, reason) => {
    writeFileSync(file, damage(Uint8Array.from(whole)))
    const before = bytesOf(folder)
    const [status, err] = await refuse('--resume', folder, '--steps', '2')
    expect(err).toMatch(/^(Resuming.*\n)?genloom: /)
    expect(err).toContain(`${file}`)
    expect(err).toContain(reason)
    expect(status).toBe(1)
    expect(Buffer.compare(bytesOf(folder), before)).toBe(0)
    writeFileSync(file, whole)
  })
})

test('a run of which one bit is another is refused, and left as it is', async () => {
  const folder = at('flipped')
  await train(graph, '--steps', '2', '--out', folder, '--json')
  const bytes = bytesOf(folder)
  bytes[bytes.length - 6]! ^= 1
  writeFileSync(join(folder, 'run.safetensors'), bytes)
  const { status, err } = await runMain('train', '--resume', folder, '--steps', '3')
  expect(status).toBe(1)
  expect(err).toMatch(
    /run\.safetensors is damaged: its checksum is [0-9a-f]{8}, but it was written with [0-9a-f]{8}\.$/,
  )
  expect(bytesOf(folder)).toEqual(bytes)
})

describe('a run that cannot be written where it was wanted', () => {
  const expectElsewhere = async (folder: string, onInterrupt: () => () => void, reason: string) => {
    const terminal = { ...rememberingTerminal(), onInterrupt }
    const status = await main(['train', graph, '--steps', '2', '--out', folder, '--json'], terminal)
    const err = terminal.err.join('\n')
    expect(err).toContain(reason)
    expect(status).toBe(1)
    expect(JSON.parse(terminal.out.join())).toMatchObject({ steps: 2 })
    const elsewhere = /genloom train --resume (\S+) --out DIR$/m.exec(err)?.[1] ?? ''
    expect(err).toContain(`All that should have been written lies in ${elsewhere} instead.`)
    expect(runOf(elsewhere).checkpoint.step).toBe(2)
    expect(existsSync(join(elsewhere, 'samples.png'))).toBe(true)
    await train('--resume', elsewhere, '--steps', '3', '--out', at('saved'), '--json')
    expect(runOf(at('saved')).checkpoint.step).toBe(3)
    rmSync(elsewhere, { recursive: true })
  }

  test('is in the temporary folder, from which it goes on', async () => {
    const folder = at('spoilt')
    // The folder is tried when the run begins, so it is spoilt afterwards.
    const spoil = () => {
      mkdirSync(join(folder, 'run.safetensors'))
      return () => undefined
    }
    await expectElsewhere(
      folder,
      spoil,
      `${join(folder, 'run.safetensors')} cannot be written: it is a folder, not a file.`,
    )
  })

  const disk = smallDisk(4000)
  test.runIf(disk)('so on a disk that fills up', async () => {
    const fill = () => {
      writeFileSync(join(`${disk}`, 'filling'), 'x'.repeat(3_900_000))
      return () => undefined
    }
    await expectElsewhere(join(`${disk}`, 'run'), fill, 'cannot be written: the disk is full.')
  })
})
