import { expect, test } from 'vitest'
import { buildBinary, readBinary } from './build-wasm.mjs'

test('the WebAssembly module in the sources is what its own sources give: node scripts/build-wasm.mjs', async () => {
  expect(await buildBinary()).toBe(readBinary())
})
