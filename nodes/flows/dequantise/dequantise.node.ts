import { defineTransform } from '../../../src/graph/define.ts'
import { choice } from '../../../src/graph/fields.ts'
import type { PortProblem } from '../../../src/graph/problems.ts'
import { describeRange, type ElementRange, flow } from '../../../src/graph/signals.ts'
import { flowInput, flowOutput } from '../flow-ports.ts'

export const dequantise = defineTransform({
  kind: 'flows/dequantise',
  role: 'transform',
  family: 'flows',
  title: 'Dequantise',
  version: 1,
  summary: 'Adds uniform noise below one level to integers and scales them to 0…1.',
  keywords: ['dequantize', 'dequantization', 'discrete', 'noise', 'pixels', 'levels', 'images'],
  fields: {
    levels: choice({
      title: 'Levels',
      help: 'Number of values that an element of the data can take.',
      initial: '256',
      choices: [
        { value: '256', title: '256 (0 to 255)' },
        { value: '2', title: '2 (binary)' },
      ],
    }),
  },
  inputs: flowInput,
  outputs: flowOutput,
  infer: ({ node, params, inputs: { x } }) => ({
    outputs: { y: flow(x.shape, 'unit') },
    problems: checkLevels(node, params.levels, x.range),
  }),
  callParams: ['levels'],
  usesContext: true,
  drawsNoise: true,
})

const rangeOf: Readonly<Record<'2' | '256', ElementRange>> = { '2': 'binary', '256': 'levels256' }

function checkLevels(node: string, levels: '2' | '256', range: ElementRange): readonly PortProblem[] {
  if (range === rangeOf[levels]) return []
  const other = levels === '2' ? '256' : '2'
  const isOther = range === rangeOf[other]
  const wrong = isOther
    ? `expects ${levels} levels, but the data has ${other}.`
    : `expects integers, but the flow carries numbers in the range ${describeRange(range)}.`
  return [
    {
      severity: 'error',
      code: 'range-mismatch',
      port: 'x',
      message: `Dequantise ${wrong}`,
      expected: describeRange(rangeOf[levels]),
      received: describeRange(range),
      ...(isOther ? {} : { wish: { range: rangeOf[levels] } }),
      fixes: isOther
        ? [{ title: `Use ${other} levels`, edits: [{ edit: 'setParam', node, field: 'levels', value: other }] }]
        : [],
    },
  ]
}
