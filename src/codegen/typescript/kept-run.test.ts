// No training of an exported project is lost: runs resume as if they had never been interrupted, Ctrl-C saves, and
// replaced files are kept.

import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import { smallDisk } from '../../engine/files/fixtures/small-disk.ts'
import { readSafetensors, writeSafetensors } from '../../engine/formats/safetensors.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { JsonObject } from '../../graph/json.ts'
import { loadSources } from '../carried/load-sources.ts'
import { BuiltProject } from '../fixtures/built-project.ts'
import { readPublicFile } from '../fixtures/same-training.ts'
import { smallGame, smallVae, statefulVae } from '../fixtures/small-graphs.ts'
import { printProject, projectEntries } from './project.ts'

const built: BuiltProject[] = []
afterAll(() => {
  for (const project of built) project.remove()
})

async function build(graph: JsonObject): Promise<BuiltProject> {
  const result = compileDocument(readDocument(graph, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  const datasets = new Map([['data/digits.bin', await readPublicFile('data/digits.bin')]])
  const project = new BuiltProject(
    projectEntries(printProject(result.program, await loadSources(), builtInDatasets), datasets),
  )
  built.push(project)
  expect(project.compile()).toEqual([])
  return project
}

const train = (project: BuiltProject, ...options: string[]) =>
  project.run(['dist/train.js', '--backend', 'cpu', ...options])
const bytesOf = (project: BuiltProject, name: string) => new Uint8Array(readFileSync(join(project.folder, name)))
const runOf = (project: BuiltProject, name = 'weights.safetensors') => readSafetensors(bytesOf(project, name), name)
const saved = (project: BuiltProject) =>
  readdirSync(project.folder)
    .filter((name) => name.endsWith('.safetensors'))
    .sort()
const stepOf = (project: BuiltProject, name?: string) => Number(runOf(project, name).metadata.step)

test.each([
  ['with the moments of Adam', smallVae],
  ['with state', statefulVae],
  ['of two phases, one of them repeated', smallGame],
] as const)('a resumed run %s equals the run that was never interrupted', { timeout: 120_000 }, async (_, graph) => {
  const project = await build(graph)
  await train(project, '--steps', '3')
  expect(await train(project, '--steps', '6')).toMatch(/^Resuming from step 3 of /)
  await train(project, '--steps', '6', '--out', 'once.safetensors')
  expect(runOf(project).tensors).toEqual(runOf(project, 'once.safetensors').tensors)
  expect(stepOf(project, 'weights.previous.safetensors')).toBe(3)
  await project.run(['dist/sample.js', '--count', '2', '--backend', 'cpu'])
})

describe('a project', () => {
  let project: BuiltProject
  beforeAll(async () => {
    project = await build(smallVae)
  }, 120_000)
  beforeEach(() => {
    for (const name of saved(project)) rmSync(join(project.folder, name))
  })

  test('whose steps are done says so and leaves the file unchanged', { timeout: 60_000 }, async () => {
    await train(project, '--steps', '2')
    const before = bytesOf(project, 'weights.safetensors')
    const printed = await train(project, '--steps', '2')
    expect(printed).toContain('To train further: npm start -- --steps 4. To start over: npm start -- --fresh')
    expect(printed).toMatch(/^test split: /m)
    expect(bytesOf(project, 'weights.safetensors')).toEqual(before)
    expect(saved(project)).toEqual(['weights.safetensors'])
  })

  test('started over keeps every earlier run under a separate name', { timeout: 60_000 }, async () => {
    for (const steps of ['1', '2', '3']) await train(project, '--fresh', '--steps', steps)
    const kept = ['weights.earlier-run-1.safetensors', 'weights.earlier-run-2.safetensors']
    expect(saved(project)).toEqual([...kept, 'weights.safetensors'])
    expect([...kept, undefined].map((name) => stepOf(project, name))).toEqual([1, 2, 3])
  })

  test('whose losses are no longer numbers leaves the earlier run unchanged, and says so', {
    timeout: 60_000,
  }, async () => {
    await train(project, '--steps', '2')
    const before = bytesOf(project, 'weights.safetensors')
    project.change('dist/hyperparameters.js', 'learningRate = ', 'learningRate = 1e30 + ')
    try {
      for (const [option, what] of [
        ['--seed=3', 'weights.safetensors holds the weights after step 2.'],
        ['--fresh', 'Nothing has been saved; weights.safetensors is unchanged.'],
      ] as const) {
        const stopped = project.fail('dist/train.js', '--backend', 'cpu', '--steps', '40', option)
        expect(stopped.code).toBe(1)
        expect(stopped.stderr).toMatch(/^Training stopped at step \d+: .* is no longer a finite number\./)
        expect(stopped.stderr).toContain(what)
        expect(bytesOf(project, 'weights.safetensors')).toEqual(before)
      }
    } finally {
      project.change('dist/hyperparameters.js', 'learningRate = 1e30 + ', 'learningRate = ')
    }
  })

  test('with weights alone continues from their step', { timeout: 60_000 }, async () => {
    await train(project, '--steps', '2')
    const { tensors } = runOf(project)
    const weights = Object.fromEntries(Object.entries(tensors).filter(([name]) => !name.startsWith('@')))
    const content = writeSafetensors({ tensors: weights, metadata: { step: '2' } })
    writeFileSync(join(project.folder, 'weights.safetensors'), content)
    expect(await train(project, '--steps', '3')).toContain('weights.safetensors holds weights alone')
    expect(stepOf(project)).toBe(3)
    expect(bytesOf(project, 'weights.previous.safetensors')).toEqual(new Uint8Array(content))
  })

  test('rejects another seed, and weights of another model, and says what to do', { timeout: 60_000 }, async () => {
    await train(project, '--steps', '1')
    const refused = project.fail('dist/train.js', '--seed', '9')
    expect([refused.code, refused.stderr]).toEqual([
      2,
      'weights.safetensors was trained with seed 3, not 9. To start over: npm start -- --fresh, which keeps that file under another name.\n',
    ])
    const content = writeSafetensors({ tensors: {}, metadata: {} })
    writeFileSync(join(project.folder, 'weights.safetensors'), content)
    expect(project.fail('dist/train.js', '--backend', 'cpu').stderr).toMatch(
      /^weights\.safetensors does not hold the weights of this model: .* To start over: /,
    )
    expect(bytesOf(project, 'weights.safetensors')).toEqual(new Uint8Array(content))
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('saves on %s', { timeout: 60_000 }, async (signal, status) => {
    await train(project, '--steps', '1')
    const child = spawn(process.execPath, ['dist/train.js', '--backend', 'cpu', '--steps', '1000000'], {
      cwd: project.folder,
    })
    let printed = ''
    child.stdout.on('data', (text: Buffer) => {
      const isFirst = !printed.includes('step 50 of')
      printed += text
      if (isFirst && printed.includes('step 50 of')) child.kill(signal)
    })
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(status)
    const step = stepOf(project)
    expect(step).toBeGreaterThanOrEqual(50)
    expect(printed).toContain(`weights.safetensors holds the run after step ${step}. To resume: npm start`)
    expect(stepOf(project, 'weights.previous.safetensors')).toBe(1)
  })

  const disk = smallDisk(700)
  test.runIf(disk)('on a disk that fills up leaves the old run and saves elsewhere', { timeout: 60_000 }, async () => {
    const file = join(`${disk}`, 'weights.safetensors')
    await train(project, '--steps', '1', '--out', file)
    const before = readFileSync(file)
    // Free space is checked when training begins, so the disk is filled afterwards.
    const filled = join(`${disk}`, 'filling')
    project.change(
      'dist/engine/project/train-project.js',
      'const interruption = listen',
      `await writeWhole(${JSON.stringify(filled)}, 'x'.repeat(${700_000 - 2 * before.length}));\nconst interruption = listen`,
    )
    const { code, stderr } = project.fail('dist/train.js', '--backend', 'cpu', '--steps', '2', '--out', file)
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`${file} cannot be written: the disk is full. The run is in `),
    ])
    const elsewhere = /npm start -- --start (\S+)/.exec(stderr)?.[1] ?? ''
    expect(readSafetensors(new Uint8Array(readFileSync(elsewhere)), elsewhere).metadata.step).toBe('2')
    expect(readFileSync(file)).toEqual(before)
    expect(existsSync(`${file}.part`)).toBe(false)
    rmSync(elsewhere)
  })
})
