// A file can name any kind as a layer of a stack: it either fits or is an error at its node.
import { expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { inferGraph } from '../src/compiler/inference/infer.ts'
import { setParam } from '../src/graph/edits.ts'
import { readTemplates } from './index.ts'

const stacks = new Map(
  readTemplates(definitions).flatMap(({ document }) =>
    document.nodes
      .filter(({ params }) => 'layers' in params)
      .map(({ id, kind }) => [`${kind}`, { document, id }] as const),
  ),
)

test.each([...stacks])('the stack of %s', (_kind, { document, id }) => {
  const typed = inferGraph(document, definitions)
  for (const kind of definitions.keys()) {
    const changed = setParam(document, id, 'layers', [{ kind, params: {} }])
    const { nodes, problems } = inferGraph(changed, definitions, typed)
    expect(
      problems.filter(({ code }) => code === 'internal-error'),
      kind,
    ).toEqual([])
    const node = nodes.get(id)
    const isToldOrKnown = Object.keys(node?.outputs ?? {}).length > 0 || (node?.problems.length ?? 0) > 0
    expect(isToldOrKnown, kind).toBe(true)
  }
})
