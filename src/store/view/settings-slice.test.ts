import { expect, it } from 'vitest'
import { toyDatasets } from '../../graph/toy-datasets.ts'
import { createPageServices } from '../files/page-services.ts'
import { toyKinds } from '../fixtures/toy-kinds.ts'
import { createEditorStore } from '../store.ts'
import { readSettings } from './settings-slice.ts'

const defaults = { theme: 'system', panning: 'drag', minimap: false, wireShapes: true }

it('keeps what was chosen for the next visit', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  }
  const open = () =>
    createEditorStore({
      definitions: toyKinds,
      datasets: toyDatasets,
      services: createPageServices(toyKinds, toyDatasets),
      storage,
    })
  expect(open().getState().settings).toEqual(defaults)
  open().getState().changeSettings({ theme: 'dark' })
  expect(open().getState().settings).toEqual({ ...defaults, theme: 'dark' })
})

it.each([
  ['nothing', null],
  ['no JSON', '{theme'],
  ['another version', '{"version":2,"theme":"dark"}'],
])('reads %s as the defaults', (_, text) => {
  expect(readSettings(text)).toEqual(defaults)
})

it('replaces only what it does not know', () => {
  expect(readSettings('{"version":1,"theme":"sepia","minimap":true}')).toEqual({ ...defaults, minimap: true })
})
