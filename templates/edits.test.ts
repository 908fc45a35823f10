// Any single edit of a template leaves either a model or a problem that says why there is none.
import { describe, expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { changesOf } from '../src/compiler/fixtures/changes.ts'
import { inferGraph } from '../src/compiler/inference/infer.ts'
import { compileGraph } from '../src/compiler/program/compile.ts'
import { readTemplates } from './index.ts'

describe.each(readTemplates(definitions))('$name', ({ document }) => {
  test('compiles after any single change, or says why not', () => {
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
