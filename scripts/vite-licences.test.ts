import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { licencesText } from './vite-licences.ts'

const text = licencesText(dirname(dirname(fileURLToPath(import.meta.url))))

test('names what the bundles contain, with licence texts', () => {
  expect(text).toMatch(/^react 19\S+\nLicence: MIT\n/m)
  expect(text).toMatch(/^@tensorflow\/tfjs-core 4\S+\nLicence: Apache-2\.0$/m)
  expect(text).toMatch(/^mnist \S+\n/m)
  expect(text).toMatch(/^workbox-precaching \S+\n/m)
  expect(text).toContain('Apache License\n')
})

test('leaves out what only the development of Genloom uses', () => {
  expect(text).not.toMatch(/^(vitest|typescript|@types\/\S+) \d/m)
})
