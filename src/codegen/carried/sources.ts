// The texts of the files that are copied into exported projects, and of the ops that the code view shows, imported as
// text at build time. They take a few hundred kilobytes, so `load-sources.ts` loads them when they are first needed.
import type { Sources } from '../plan/op-source.ts'

const files = import.meta.glob<string>(
  [
    '../../../nodes/**/*.op.ts',
    '../../engine/**/*.ts',
    '../../../LICENSE',
    '!../../**/*.test.ts',
    '!../../**/{fixtures,kernel-cases}/**',
  ],
  { query: '?raw', import: 'default', eager: true },
)

export const sources: Sources = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.replace(/^(\.\.\/){3}/, '').replace(/^(\.\.\/){2}/, 'src/'), text]),
)
