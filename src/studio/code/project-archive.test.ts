import { strFromU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { projectArchive } from './project-archive.ts'

it('holds every file under one folder', () => {
  const files = [
    { path: 'model.ts', text: 'export const β = 1\n' },
    { path: 'ops/dense.ts', text: '' },
  ]
  const unpacked = unzipSync(projectArchive('vae', files))
  const texts = Object.entries(unpacked).map(([path, bytes]) => [path, strFromU8(bytes)])
  expect(texts).toEqual([
    ['vae/model.ts', 'export const β = 1\n'],
    ['vae/ops/dense.ts', ''],
  ])
})
