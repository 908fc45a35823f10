import type { Timed, Untimed } from '../measure/training-steps.ts'
import type { BenchmarkResults, ModelResults } from '../results.ts'
import { inBytes } from '../targets.ts'
import { short } from './step-table.ts'
import { textTable } from './text-table.ts'

/** Start-up, memory, where the time goes, sampling, sizes; each under its heading. */
export function restTables({ models, sampling, sizes }: BenchmarkResults): readonly string[] {
  return [
    '## Start-up on WASM',
    'Milliseconds in a fresh process from the backend on: compiling the graph and making the model, and the first step.',
    startUpTable(models),
    ...profile(models),
    ...memory(models),
    ...(sampling
      ? [
          '## Sampling',
          `PixelCNN, 16 digits on WASM: ${short(sampling.milliseconds)} ms; one full pass per pixel ${short(sampling.fullPasses)} ms` +
            `${sampling.passes < sampling.wanted ? ` (from ${sampling.passes} passes of ${sampling.wanted})` : ''}.`,
        ]
      : []),
    ...(sizes
      ? [
          '## Sizes',
          `Gzip: the page's script ${inBytes(sizes.page)}, the worker with its backends ${inBytes(sizes.worker)}.`,
        ]
      : []),
  ]
}

function startUpTable(models: readonly ModelResults[]): string {
  const cell = (timed: Timed | Untimed | undefined, ...names: readonly string[]) => {
    if (!timed || 'failure' in timed) return ''
    return short(names.reduce((sum, name) => sum + (timed.ready.startUp[name] ?? 0), 0))
  }
  return textTable(
    ['model', 'Genloom: model', 'first step', 'TF.js: model', 'first step', 'PyTorch: model and data', 'first step'],
    models.map(({ model, wasm: { timed } }) => [
      model,
      cell(timed.genloom, 'compile', 'model'),
      cell(timed.genloom, 'first step'),
      cell(timed.baseline, 'model'),
      cell(timed.baseline, 'first step'),
      cell(timed.torch, 'model'),
      cell(timed.torch, 'first step'),
    ]),
  )
}

const kernelsShown = 5

function profile(models: readonly ModelResults[]): readonly string[] {
  const rows = models.flatMap(({ model, wasm: { kernels, interpreter } }) => {
    if (!kernels || !interpreter) return []
    const inKernels = kernels.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
    const largest = kernels
      .slice(0, kernelsShown)
      .map(({ kernel, calls, milliseconds }) => `${calls}× ${kernel} ${percent(milliseconds, interpreter.step)}`)
    return [
      [
        model,
        `${Math.round(kernels.reduce((sum, { calls }) => sum + calls, 0))}`,
        percent(inKernels, interpreter.step),
        percent(interpreter.interpreter, interpreter.step),
        largest.join(', '),
      ],
    ]
  })
  if (!rows.length) return []
  return [
    '## Where a step of Genloom goes on WASM',
    textTable(
      ['model', 'kernel calls', 'in kernels', 'interpreter', 'largest kernels, by the shapes of their inputs'],
      rows,
    ),
  ]
}

function memory(models: readonly ModelResults[]): readonly string[] {
  const rows = models.flatMap(({ model, wasm: { memory } }) =>
    memory ? [[model, `${memory.steps}`, `${memory.tensors}`, inBytes(memory.bytes), inBytes(memory.heap)]] : [],
  )
  if (!rows.length) return []
  return [
    '## Memory: growth on WASM',
    textTable(['model', 'steps', 'tensors', 'their bytes', "JavaScript's heap after collection"], rows),
  ]
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`
