import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSafetensors, writeSafetensors } from '../../engine/formats/safetensors.ts'
import { readBytes } from '../files.ts'
import { runMain } from '../fixtures/run-main.ts'
import { testFolder } from '../fixtures/test-folder.ts'
import { tinyVae } from '../fixtures/tiny-vae.ts'

const at = testFolder()
const graph = at('tiny.json', tinyVae)

describe('verify', () => {
  test('passes a VAE as it starts: JSON on standard output, the table on standard error', async () => {
    const { status, out, err } = await runMain('verify', graph, '--backend', 'cpu', '--json', '--seed', '4')
    const { passed, backend, seed, results } = JSON.parse(out)
    expect([status, passed, backend, seed]).toEqual([0, true, 'cpu', 4])
    expect(results.find(({ check }: { check: string }) => check === 'gradient')).toMatchObject({
      outcome: 'passed',
      error: expect.any(Number),
      tolerance: 0.02,
      unit: 'of the slope',
    })
    expect(results.find(({ check }: { check: string }) => check === 'round-trip').outcome).toBe('skipped')
    expect(err).toMatch(/^passed {3}Gradient of the objective/m)
    expect(err).toContain('skipped: Round trip. This model has no exact inverse. The decoder is not invertible.')
  }, 60_000)

  test('passes it after a few steps, and says in one line what came out', async () => {
    await runMain('train', graph, '--steps', '20', '--out', at('run'), '--backend', 'cpu', '--json')
    const weights = join(at('run'), 'weights.safetensors')
    const { status, out, err } = await runMain('verify', graph, '--weights', weights, '--backend', 'cpu')
    const lines = (outcome: string) => err.split('\n').filter((line) => line.startsWith(`${outcome}  `)).length
    expect(lines('passed')).toBeGreaterThan(10)
    expect([status, out]).toEqual([0, `${lines('passed')} passed, ${lines('skipped')} do not apply.`])
  }, 60_000)

  test('fails where something is not a number, exit status 1', async () => {
    const weights = at('broken.safetensors', await brokenWeights())
    const { status, out, err } = await runMain('verify', graph, '--weights', weights, '--backend', 'cpu', '--json')
    expect(status).toBe(1)
    expect(JSON.parse(out).results[0]).toMatchObject({ outcome: 'failed', check: 'finite', node: 'encoder' })
    expect(err).toContain('failed: Nothing but numbers (encoder).')
  }, 60_000)
})

/** Trained weights of which a kernel is made so large that sums of it are infinite. */
async function brokenWeights(): Promise<Uint8Array> {
  const { tensors, metadata } = readSafetensors(await readBytes(join(at('run'), 'weights.safetensors')), 'weights')
  const kernel = tensors['encoder/hidden1/kernel']
  if (!kernel) throw new Error(`There is no such kernel among ${Object.keys(tensors).join(', ')}.`)
  const values = kernel.values.map(() => 3e38)
  return writeSafetensors({ tensors: { ...tensors, 'encoder/hidden1/kernel': { ...kernel, values } }, metadata })
}
