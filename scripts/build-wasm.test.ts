import { expect, test } from 'vitest'
import { buildBinary, buildMultiplyAdd, readBinary, readMultiplyAdd } from './build-wasm.mjs'

test('the WebAssembly modules in the sources are what their own sources give: node scripts/build-wasm.mjs', async () => {
  expect(await buildBinary()).toBe(readBinary())
  expect(await buildMultiplyAdd()).toBe(readMultiplyAdd())
})
