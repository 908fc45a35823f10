import { describe, expect, it } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { readTemplate } from '../../../templates/index.ts'
import { applyFix } from '../../graph/apply-edit.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { addNode, connect, createNode, definitionOf, setMode } from '../../graph/edits.ts'
import type { JsonObject } from '../../graph/json.ts'
import { inferGraph } from '../inference/infer.ts'
import { modelNodes } from '../inference/typed-graph.ts'
import { compileDocument } from '../program/compile.ts'

const vae = readTemplate('vae', definitions).document

function grown(
  document: GraphDocument,
  kind: string,
  params: JsonObject,
  from: readonly [string, string],
  port: string,
) {
  const node = createNode(document, definitionOf(definitions, kind), params)
  const wired = connect(addNode(document, node, [0, 900]), { node: from[0], port: from[1] }, { node: node.id, port })
  return { document: wired, id: node.id }
}

const encoderOf = (document: GraphDocument) =>
  grown(document, 'networks/encoder', { layers: [], latent: 3 }, ['digits', 'x'], 'x')
const warnings = (document: GraphDocument) => inferGraph(document, definitions).problems
const weights = (document: GraphDocument) =>
  modelNodes(inferGraph(document, definitions)).reduce((sum, { parameterCount }) => sum + parameterCount, 0)

describe('weights that lead to no objective', () => {
  const encoder = encoderOf(vae)
  const dense = grown(encoder.document, 'layers/dense', { units: 5 }, [encoder.id, 'mean'], 'x')
  const shape = grown(dense.document, 'layers/activation', {}, [dense.id, 'y'], 'x')

  it.each([
    ['an encoder', encoder.document, encoder.id, 1],
    ['an encoder and a dense layer', dense.document, dense.id, 2],
    ['and a layer without weights after them', shape.document, dense.id, 3],
  ])('are reported once, are not counted, and are removed by the fix: %s', (_, document, last, size) => {
    const [problem, ...more] = warnings(document)
    expect(more).toEqual([])
    expect(problem).toMatchObject({ code: 'idle-branch', severity: 'warning', node: last })
    expect(weights(document)).toBe(weights(vae))
    const [fix] = problem!.fixes
    expect(fix?.edits).toHaveLength(size)
    const mended = applyFix(document, fix!, definitions)
    expect(warnings(mended)).toEqual([])
    expect(mended.nodes).toEqual(vae.nodes)
    expect(mended.wires).toEqual(vae.wires)
  })

  it('are not part of the Program', () => {
    const parameters = (document: GraphDocument) => {
      const compilation = compileDocument(document, definitions)
      return 'program' in compilation ? compilation.program.parameters : undefined
    }
    expect(parameters(dense.document)).toEqual(parameters(vae))
  })

  it('two branches of one encoder are two problems, and the encoder stays with the other branch', () => {
    const second = grown(dense.document, 'layers/dense', { units: 7 }, [encoder.id, 'logVariance'], 'x')
    const found = warnings(second.document)
    expect(found.map(({ node }) => node)).toEqual([dense.id, second.id])
    const mended = applyFix(second.document, found[0]!.fixes[0]!, definitions)
    expect(mended.nodes.map(({ id }) => id)).toEqual([...vae.nodes.map(({ id }) => id), encoder.id, second.id])
    expect(warnings(mended).map(({ node }) => node)).toEqual([second.id])
  })

  it('are not reported if their objective, or the branch, is muted', () => {
    const objective = vae.nodes.find(({ kind }) => kind === 'objectives/evidence-lower-bound')!
    expect(warnings(setMode(vae, new Set([objective.id]), 'mute')).map(({ code }) => code)).toEqual(['no-objective'])
    expect(warnings(setMode(dense.document, new Set([encoder.id]), 'mute'))).toEqual([])
  })
})
