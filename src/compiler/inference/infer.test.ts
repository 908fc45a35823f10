import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyFix } from '../../graph/apply-edit.ts'
import { emptyDocument, type GraphDocument } from '../../graph/document.ts'
import {
  addNode,
  connect,
  createNode,
  disconnect,
  removeItems,
  setFrozen,
  setMode,
  setParam,
} from '../../graph/edits.ts'
import { toyData, toyDefinitions, toyObjective, toyScale } from '../../graph/toy-definitions.ts'
import { compileGraph } from '../program/compile.ts'
import { checkConnection, fittingPorts } from './connection.ts'
import { inferGraph } from './infer.ts'

const build = (): GraphDocument =>
  [toyData, toyScale, toyScale, toyObjective].reduce<GraphDocument>(
    (document, kind, i) => addNode(document, createNode(document, kind), [i * 100, 0]),
    emptyDocument,
  )

/** toy -> toyScale -> toyScale2 -> toy2 (the objective). */
const chain = (): GraphDocument => {
  const first = connect(build(), { node: 'toy', port: 'x' }, { node: 'toyScale', port: 'x' })
  const second = connect(first, { node: 'toyScale', port: 'y' }, { node: 'toyScale2', port: 'x' })
  return connect(second, { node: 'toyScale2', port: 'y' }, { node: 'toy2', port: 'x' })
}

const infer = (document: GraphDocument) => inferGraph(document, toyDefinitions)
const codes = (document: GraphDocument) =>
  infer(document).problems.map((p) => `${p.severity} ${p.node ?? ''} ${p.code}`)

describe('inference', () => {
  test('carries shapes along the wires and counts weights and work', () => {
    const typed = infer(setParam(chain(), 'toy', 'length', 6))
    expect(typed.problems).toEqual([])
    expect(typed.nodes.get('toyScale2')?.outputs.y).toEqual({ signal: 'tensor', shape: [6], range: 'real' })
    expect(typed.nodes.get('toyScale2')).toMatchObject({ parameterCount: 6, multiplyAdds: 6 })
  })

  test('a problem is reported once, at its node, without its consequences', () => {
    const document = setParam(setParam(chain(), 'toy', 'length', 10), 'toyScale2', 'limit', 64)
    expect(codes(document)).toEqual(['error toyScale too-long'])
  })

  test('a fix makes the problem go away', () => {
    const document = setParam(setParam(chain(), 'toy', 'length', 10), 'toyScale2', 'limit', 64)
    const fix = infer(document).problems[0]?.fixes[0]
    if (!fix) throw new Error('the problem offers a fix')
    expect(codes(applyFix(document, fix, toyDefinitions))).toEqual([])
  })

  test('a wrong parameter is named, kept in the document and can be reset', () => {
    const document = setParam(chain(), 'toyScale', 'limit', 'many')
    const [problem] = infer(document).problems
    expect(problem).toMatchObject({ node: 'toyScale', field: 'limit', code: 'wrong-parameter', received: '"many"' })
    expect(document.nodes[1]?.params.limit).toBe('many')
    if (!problem?.fixes[0]) throw new Error('the problem offers a fix')
    expect(codes(applyFix(document, problem.fixes[0], toyDefinitions))).toEqual([])
  })

  test('unknown kinds, newer versions and wires into missing ports are explained', () => {
    const document = chain()
    const strange: GraphDocument = {
      ...document,
      nodes: document.nodes.map((node, i) => {
        if (i === 1) return { ...node, kind: 'future/node' }
        return i === 2 ? { ...node, version: 9 } : node
      }),
      wires: [...document.wires, { from: { node: 'toy', port: 'x' }, to: { node: 'toy2', port: 'gone' } }],
    }
    expect(codes(strange)).toEqual([
      'error toyScale unknown-kind',
      'error toyScale2 newer-version',
      'error toy2 unknown-port',
    ])
  })

  test('a cycle is reported on its nodes only', () => {
    const document = connect(chain(), { node: 'toyScale2', port: 'y' }, { node: 'toyScale', port: 'x' })
    expect(codes(document)).toEqual(['error toyScale cycle', 'error toyScale2 cycle'])
  })

  test('a faulty node that no objective depends on is a warning', () => {
    const document = chain()
    const stray = addNode(document, createNode(document, toyScale), [0, 300])
    expect(codes(stray)).toEqual(['warning toyScale3 not-connected'])
    expect('program' in compileGraph(infer(stray))).toBe(true)
  })

  test('a bypassed node passes its input through; a muted one also deactivates its dependents', () => {
    const document = setParam(chain(), 'toyScale', 'limit', 2)
    const bypassed = setMode(document, new Set(['toyScale']), 'bypass')
    expect(codes(bypassed)).toEqual([])
    expect(infer(bypassed).nodes.get('toyScale')?.passes).toEqual({ y: 'x' })
    const muted = infer(setMode(document, new Set(['toyScale']), 'mute'))
    expect(muted.nodes.get('toy2')?.active).toBe(false)
    expect(muted.problems.map((p) => p.code)).toEqual(['no-objective'])
  })

  test('after any sequence of edits, incremental inference equals inference from scratch', async () => {
    const ids = ['toy', 'toyScale', 'toyScale2', 'toy2']
    const step = fc.oneof(
      fc.tuple(fc.constant('length' as const), fc.integer({ min: 1, max: 12 })),
      fc.tuple(fc.constant('limit' as const), fc.integer({ min: 0, max: 12 })),
      fc.tuple(fc.constant('wire' as const), fc.nat(15)),
      fc.tuple(fc.constant('cut' as const), fc.nat(3)),
      fc.tuple(fc.constant('mode' as const), fc.nat(11)),
      fc.tuple(fc.constant('remove' as const), fc.nat(3)),
    )
    await fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let document = chain()
        let typed = infer(document)
        for (const [what, n] of steps) {
          const id = ids[n % 4] ?? ''
          const to = { node: ids[Math.floor(n / 4) % 4] ?? '', port: 'x' }
          const present = new Set(document.nodes.map((node) => node.id))
          if (what === 'length') document = setParam(document, 'toy', 'length', n)
          else if (what === 'limit') document = setParam(document, 'toyScale', 'limit', n)
          else if (what === 'cut') document = disconnect(document, { node: id, port: 'x' })
          else if (what === 'remove') document = removeItems(document, new Set([id]))
          else if (what === 'mode')
            document = setMode(document, new Set([id]), (['bypass', 'mute', undefined] as const)[n % 3])
          else if (present.has(id) && present.has(to.node)) {
            document = connect(document, { node: id, port: id === 'toy' ? 'x' : 'y' }, to)
          }
          typed = inferGraph(document, toyDefinitions, typed)
          const fresh = infer(document)
          expect(typed.problems).toEqual(fresh.problems)
          expect([...typed.nodes]).toEqual([...fresh.nodes])
        }
      }),
    )
  })

  test('an edit re-infers only what it affects', () => {
    const before = infer(chain())
    const after = inferGraph(setParam(chain(), 'toyScale2', 'limit', 5), toyDefinitions, before)
    expect(after.nodes.get('toyScale2')).not.toBe(before.nodes.get('toyScale2'))
    const document = chain()
    const first = infer(document)
    const second = inferGraph(setParam(document, 'toyScale2', 'limit', 5), toyDefinitions, first)
    expect(second.nodes.get('toyScale')).toBe(first.nodes.get('toyScale'))
    expect(second.nodes.get('toy2')).toBe(first.nodes.get('toy2'))
  })
})

describe('connecting', () => {
  const check = (from: string, to: string, document = chain()) => {
    const [a = '', b = ''] = from.split('.')
    const [c = '', d = ''] = to.split('.')
    return checkConnection(infer(document), toyDefinitions, { node: a, port: b }, { node: c, port: d })
  }

  test('accepts a signal that the node accepts', () => {
    expect(check('toy.x', 'toyScale2.x')).toEqual({ allowed: true })
  })

  test.each([
    ['toyScale2.y', 'toyScale.x', /would close a cycle: Scale already depends on Scale/],
    ['toyScale.y', 'toyScale.x', /cannot take its own output/],
    ['toy2.objective', 'toyScale.x', /takes a tensor, but "objective" of Toy objective is an objective/],
    ['toy.gone', 'toyScale.x', /no output "gone"/],
    ['toy.x', 'toyScale.gone', /no input "gone"/],
    ['missing.x', 'toyScale.x', /no node "missing"/],
  ])('rejects %s -> %s with a reason', (from, to, reason) => {
    const result = check(from, to)
    expect(result.allowed).toBe(false)
    if (!result.allowed) expect(result.reason).toMatch(reason)
  })

  test("a rejection by the node offers the node's fix, which also draws the wire", () => {
    const document = disconnect(setParam(chain(), 'toy', 'length', 10), { node: 'toyScale', port: 'x' })
    const result = check('toy.x', 'toyScale.x', document)
    if (result.allowed) throw new Error('a vector of 10 is too long for a limit of 8')
    expect(result.reason).toMatch(/at most 8 elements, but x is 10/)
    const [fix] = result.fixes
    if (!fix) throw new Error('the refusal offers a fix')
    const fixed = applyFix(document, fix, toyDefinitions)
    expect(fixed.wires).toContainEqual({ from: { node: 'toy', port: 'x' }, to: { node: 'toyScale', port: 'x' } })
    expect(infer(fixed).nodes.get('toyScale')?.problems).toEqual([])
  })

  test('the kinds that fit a dragged wire exclude those that would reject it', () => {
    const fits = (document: GraphDocument, node: string, port: string, side: 'output' | 'input') =>
      fittingPorts(infer(document), toyDefinitions, { node, port }, side).map((f) => `${f.definition.kind}.${f.port}`)
    expect(fits(chain(), 'toy', 'x', 'output')).toEqual(['layers/toy-scale.x', 'objectives/toy.x'])
    const long = setParam(chain(), 'toy', 'length', 10)
    expect(fits(long, 'toy', 'x', 'output')).toEqual(['objectives/toy.x'])
    expect(fits(chain(), 'toyScale', 'x', 'input')).toEqual(['data/toy.x', 'layers/toy-scale.y'])
  })
})

describe('ownership', () => {
  const compile = (document: GraphDocument) => {
    const result = compileGraph(infer(document))
    if ('problems' in result) throw new Error(result.problems.map((p) => p.message).join(' '))
    return result.program
  }

  test('an objective trains what is upstream of it, in the order of the graph', () => {
    const document = chain()
    const two = addNode(document, createNode(document, toyObjective), [0, 0])
    const program = compile(connect(two, { node: 'toyScale', port: 'y' }, { node: 'toy3', port: 'x' }))
    expect(program.phases.map((phase) => [phase.node, phase.trains])).toEqual([
      ['toy2', ['toyScale/scale', 'toyScale2/scale']],
      ['toy3', ['toyScale/scale']],
    ])
  })

  test('a frozen node keeps its weights; freezing everything is a problem', () => {
    const frozen = setFrozen(chain(), new Set(['toyScale']), true)
    expect(compile(frozen).phases[0]?.trains).toEqual(['toyScale2/scale'])
    expect(compile(frozen).parameters.map((p) => p.frozen)).toEqual([true, false])
    expect(codes(setFrozen(chain(), new Set(['toyScale', 'toyScale2']), true))).toEqual(['error toy2 trains-nothing'])
  })

  test('a bypassed node has no weights and no call', () => {
    const program = compile(setMode(chain(), new Set(['toyScale']), 'bypass'))
    expect(program.parameters.map((p) => p.name)).toEqual(['toyScale2/scale'])
    expect(program.procedures[0]?.calls.map((call) => call.name)).toEqual(['toyScale2', 'toy2'])
  })

  test('a graph with errors, or without an objective, has problems and no Program', () => {
    const broken = disconnect(chain(), { node: 'toyScale', port: 'x' })
    const result = compileGraph(infer(broken))
    expect('problems' in result && result.problems.map((p) => p.code)).toEqual(['not-connected'])
    const aimless = compileGraph(infer(removeItems(chain(), new Set(['toy2']))))
    expect('problems' in aimless && aimless.problems.map((p) => `${p.severity} ${p.code}`)).toEqual([
      'error no-objective',
    ])
  })
})
