// What a person does with one gesture to a template either leaves a model, or a problem that says why there is none.
import { describe, expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { changesOf } from '../src/compiler/fixtures/changes.ts'
import { inferGraph } from '../src/compiler/inference/infer.ts'
import { compileGraph } from '../src/compiler/program/compile.ts'
import { readTemplates } from './index.ts'

describe.each(readTemplates(definitions))('$name', ({ document }) => {
  test('is compiled after any one change, or it is told why not', () => {
    const typed = inferGraph(document, definitions)
    const failures = changesOf(document, typed).flatMap(([gesture, changed]) => {
      try {
        const compiled = compileGraph(inferGraph(changed, definitions, typed))
        return 'program' in compiled || compiled.problems.length > 0 ? [] : [`${gesture}: no reason`]
      } catch (error) {
        return [`${gesture}: ${error}`]
      }
    })
    expect(failures).toEqual([])
  })
})
