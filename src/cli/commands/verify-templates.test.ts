// Every template on the command line, on WASM and made small: its maths holds as it starts, it trains, it is sampled, and its
// maths still holds.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { isFullTest } from '../../../scripts/full-tests.ts'
import { readTemplates } from '../../../templates/index.ts'
import { shrunk } from '../../../templates/shrunk.ts'
import { readNpy } from '../../engine/formats/npy.ts'
import { writeDocument } from '../../graph/document-file.ts'
import type { CheckResult } from '../../protocol/messages.ts'
import { readBytes } from '../files.ts'
import { runMain } from '../fixtures/run-main.ts'
import { testFolder } from '../fixtures/test-folder.ts'

const at = testFolder()

/** Their many couplings take longer than all other templates together. */
const slow = new Set(['realnvp-images', 'glow'])
const templates = readTemplates(definitions).filter(({ name }) => isFullTest || !slow.has(name))

test.each(templates)('$name', { timeout: 240_000 }, async ({ name, document }) => {
  const graph = at(`${name}.json`, writeDocument(shrunk(document)))
  await expectSound(graph)
  const trained = await runMain('train', graph, '--steps', '20', '--out', at(name), '--json')
  expect(trained.status, trained.err).toBe(0)
  const weights = join(at(name), 'weights.safetensors')
  await expectSound(graph, '--weights', weights)
  const samples = at(`${name}.npy`)
  const drawn = await runMain('sample', graph, '--weights', weights, '--count', '4', '--out', samples)
  expect(drawn.status, drawn.err).toBe(0)
  const { shape, data } = readNpy(await readBytes(samples), samples)
  expect(shape[0]).toBe(4)
  expect(data.every(Number.isFinite)).toBe(true)
})

/** Every answer has its number and its tolerance, and none has failed. */
async function expectSound(graph: string, ...options: readonly string[]): Promise<void> {
  const { status, out, err } = await runMain('verify', graph, ...options, '--json')
  expect(status, err).toBe(0)
  const { results }: { results: CheckResult[] } = JSON.parse(out)
  const made = results.filter(({ outcome }) => outcome !== 'skipped')
  expect(made.length).toBeGreaterThan(3)
  for (const { check, title, outcome, error, tolerance = Number.NaN } of made) {
    expect([title, outcome]).toEqual([title, 'passed'])
    // The arithmetic of differences leaves room: what comes near the tolerance is the model's.
    expect(error, title).toBeLessThanOrEqual(check === 'gradient' ? tolerance / 4 : tolerance)
  }
}
