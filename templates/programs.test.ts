// The templates' Programs as frozen snapshots: refactoring must not change a single call. An intended change shows in the diff
// and is accepted with `npx vitest run templates/programs.test.ts -u`.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { inferGraph } from '../src/compiler/inference/infer.ts'
import { compileGraph } from '../src/compiler/program/compile.ts'
import { programText } from '../src/compiler/program/program-text.ts'
import { parseDocument } from '../src/graph/document-file.ts'
import { templateNames } from './index.ts'

test.each(templateNames)('the Program of %s', async (name) => {
  const text = readFileSync(new URL(`${name}/graph.json`, import.meta.url), 'utf8')
  const result = compileGraph(inferGraph(parseDocument(text, definitions), definitions))
  if (!('program' in result)) throw new Error(result.problems.map(({ message }) => message).join(' '))
  await expect(programText(result.program)).toMatchFileSnapshot(`${name}/program.txt`)
})
