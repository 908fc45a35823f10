// The small copies of the templates that other tests train: valid, with the same nodes, and small.
import { expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { inferGraph } from '../src/compiler/inference/infer.ts'
import { compileGraph } from '../src/compiler/program/compile.ts'
import type { GraphDocument } from '../src/graph/document.ts'
import { sizeOf } from '../src/graph/signals.ts'
import { readTemplates } from './index.ts'
import { shrunk } from './shrunk.ts'

function compile(document: GraphDocument) {
  const typed = inferGraph(document, definitions)
  expect(typed.problems).toEqual([])
  const result = compileGraph(typed)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

const kindsOf = ({ calls }: { calls: readonly { target: string }[] }) => calls.map(({ target }) => target)

test.each(readTemplates(definitions))('$name shrunk is the same model with fewer weights', ({ document }) => {
  const [whole, small] = [compile(document), compile(shrunk(document))]
  const sizes = [whole, small].map(({ parameters }) => parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0))
  expect(sizes[1]).toBeLessThan(25_000)
  expect(sizes[1]).toBeLessThan(sizes[0] ?? 0)
  expect(small.procedures.map(kindsOf)).toEqual(whole.procedures.map(kindsOf))
  expect(small.functions.map(kindsOf)).toEqual(whole.functions.map(kindsOf))
  // With smaller images, the likelihood has fewer dimensions.
  const claimOf = ({ density: { likelihood, ...density } }: typeof whole) => ({
    ...density,
    likelihood: likelihood && { ...likelihood, of: { ...likelihood.of, dimensions: 'as the images' } },
  })
  expect(claimOf(small)).toEqual(claimOf(whole))
})
