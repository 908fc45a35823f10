// The texts of the files that exported projects carry, and of the ops that the code view shows: taken in as text when the
// program is built. A few hundred kilobytes, so `load-sources.ts` loads them when they are first needed.
import type { Sources } from './op-source.ts'

const files = import.meta.glob<string>(
  [
    '../../nodes/**/*.op.ts',
    '../math/**/*.ts',
    '../data/**/*.ts',
    '../files/*.ts',
    '../graph/{class-names,dataset-facts,in-bytes}.ts',
    '../runtime/backends/{environment,gpu-adapter,in-place,node-environment,start-webgpu,started-backend,time-limit}.ts',
    '../runtime/backends/{wasm-kernels,webgpu-kernels,webgpu-plan}/**/*.ts',
    '../runtime/checkpoints/{optimiser-prefix,safetensors}.ts',
    '../runtime/evaluation/incremental/*.ts',
    '../runtime/program/tensor-store.ts',
    '../runtime/protocol/curve-point.ts',
    '../runtime/training/{differentiate,in-place-rules,metrics-ring,optimisers,parameter-update}.ts',
    '../../LICENSE',
    '!../**/*.test.ts',
    '!../**/fixtures/**',
  ],
  { query: '?raw', import: 'default', eager: true },
)

export const sources: Sources = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.replace(/^\.\.\/\.\.\//, '').replace(/^\.\.\//, 'src/'), text]),
)
