import { defineCommand } from '../command.ts'
import { describeGraph, type GraphReport, problemLines, reportProblem } from '../graphs/describe-graph.ts'
import { GraphError } from '../graphs/graph-error.ts'
import { graphArgument, readGraph } from '../graphs/read-graph.ts'
import { memoryLimits } from '../running/memory-limits.ts'
import { defaultBackend } from '../running/start-backend.ts'
import { table } from '../text/table.ts'

export const checkCommand = defineCommand({
  name: 'check',
  summary: 'Describe a graph and its problems; exit status 1 if it has errors.',
  arguments: { graph: graphArgument },
  options: {},
  async run({ given, options, terminal }) {
    const limits = memoryLimits(defaultBackend)
    const report = await readGraph(given.graph)
      .then((graph) => describeGraph(graph, limits))
      .catch(asReport)
    terminal.print(options.json ? JSON.stringify(report) : inWords(report))
    return report.valid ? 0 : 1
  },
})

/** For a file or link without a valid graph, so that JSON readers find the reason among the problems. */
function asReport(cause: unknown): GraphReport {
  if (!(cause instanceof GraphError)) throw cause
  const problems = cause.problems.map(reportProblem)
  const nothing = { wires: [], nodes: [], parameters: 0, density: null, procedures: [], absent: [] }
  return { title: '', valid: false, problems, ...nothing }
}

function inWords({ title, problems, wires, nodes, parameters, density, procedures, absent }: GraphReport): string {
  const section = (heading: string, body: string) => (body ? [`${heading}\n${body}`] : [])
  const weighted = nodes.filter((node) => node.parameters > 0)
  return [
    ...(title ? [title] : []),
    problems.length ? problemLines(problems).join('\n') : 'No problems.',
    ...section(
      'Wires',
      table(
        wires.map(({ from, to, carries }) => [from, '->', to, carries]),
        '  ',
      ),
    ),
    ...section(
      'Parameters',
      weighted.length
        ? table([...weighted.map((node) => [node.id, node.parameters]), ['in all', parameters]], '  ')
        : '',
    ),
    ...(density ? [`Density: ${density.density}. ${density.sentence}`] : []),
    ...section(
      'Procedures',
      table(
        procedures.map(({ name, summary }) => [name, summary]),
        '  ',
      ),
    ),
    ...section(
      'Absent',
      table(
        absent.map(({ name, reason }) => [name, reason]),
        '  ',
      ),
    ),
  ].join('\n\n')
}
