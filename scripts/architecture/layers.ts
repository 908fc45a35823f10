// What may import what, as data: src/architecture.test.ts holds every source file to this table. A file belongs to the
// first layer whose pattern matches its path. Files of one layer may always import each other.

/** One row of the table. */
export interface Layer {
  readonly name: string
  readonly files: RegExp
  /** Layers whose code may be imported. */
  readonly imports: readonly string[]
  /** Layers of which only types may be imported. */
  readonly types?: readonly string[]
  /** TensorFlow.js may be imported, which keeps it out of the page's chunks. */
  readonly tensors?: true
  /** React and what is built on it may be imported. */
  readonly react?: true
}

const page = [
  'platform',
  'graph',
  'compiler',
  'codegen',
  'share',
  'client',
  'curves',
  'store',
  'editor',
  'studio',
  'ui',
  'views',
  'nodes',
]
const engine = ['graph', 'compiler', 'random', 'math', 'data', 'metrics', 'client', 'curves', 'runtime']

export const layers: readonly Layer[] = [
  // The composition roots: only they know the actual nodes.
  { name: 'main', files: /^src\/main\.tsx$/, imports: [...page, 'random', 'templates'], react: true },
  { name: 'worker', files: /^src\/runtime\/worker\.ts$/, imports: [...engine, 'ops'], tensors: true },
  {
    name: 'cli',
    files: /^src\/cli\//,
    imports: [...engine, 'files', 'codegen', 'share', 'nodes', 'ops', 'templates'],
    tensors: true,
  },

  // Files of Node.js: for the command line.
  { name: 'files', files: /^src\/files\//, imports: ['graph'] },
  // The version has its one home there.
  { name: 'manifest', files: /^package\.json$/, imports: [] },
  // What a browser may lack or refuse: asked for there alone, with an answer for when it is missing.
  { name: 'platform', files: /^src\/platform\//, imports: [] },
  { name: 'graph', files: /^src\/graph\//, imports: [] },
  // What does not compute with tensors, and so may also say, before anything runs, what will be drawn.
  { name: 'random', files: /^src\/math\/random\/(draws|random-stream|threefry)\.ts$/, imports: [] },
  { name: 'math', files: /^src\/math\//, imports: ['random'], tensors: true },
  { name: 'compiler', files: /^src\/compiler\//, imports: ['graph'] },
  { name: 'codegen', files: /^src\/codegen\//, imports: ['compiler', 'graph'] },
  { name: 'data', files: /^src\/data\//, imports: ['graph', 'random', 'math'] },
  { name: 'metrics', files: /^src\/metrics\//, imports: ['random', 'math', 'data'], tensors: true },
  { name: 'share', files: /^src\/share\//, imports: ['graph', 'data'] },
  {
    name: 'client',
    files: /^src\/runtime\/(protocol|client|checkpoints)(\.ts|\/)/,
    imports: ['graph'],
    types: ['compiler'],
  },
  { name: 'curves', files: /^src\/curves\//, imports: ['compiler'], types: ['client'] },
  {
    name: 'runtime',
    files: /^src\/runtime\//,
    imports: ['graph', 'compiler', 'random', 'math', 'data', 'metrics', 'client'],
    tensors: true,
  },
  {
    name: 'store',
    files: /^src\/store\//,
    imports: ['manifest', 'platform', 'graph', 'compiler', 'codegen', 'share', 'client', 'curves'],
    react: true,
  },
  {
    name: 'editor',
    files: /^src\/editor\//,
    imports: ['platform', 'store', 'graph', 'ui'],
    types: ['compiler'],
    react: true,
  },
  {
    name: 'studio',
    files: /^src\/studio\//,
    imports: ['platform', 'store', 'graph', 'ui', 'curves'],
    types: ['compiler', 'client'],
    react: true,
  },
  { name: 'ui', files: /^src\/ui\//, imports: ['platform'], react: true },
  { name: 'tests of the whole', files: /^src\/[^/]+\.test\.ts$/, imports: [] },

  {
    name: 'ops',
    files: /^nodes\/(.*\.op|ops)\.ts$/,
    imports: ['random', 'math'],
    types: ['runtime', 'nodes'],
    tensors: true,
  },
  { name: 'views', files: /^nodes\/(.*\.view\.tsx|views\.ts)$/, imports: ['graph', 'store', 'ui'], react: true },
  { name: 'nodes', files: /^nodes\//, imports: ['graph', 'random'] },
  { name: 'templates', files: /^templates\//, imports: ['graph'] },
]

/** Packages that only layers marked `react` may import. */
export const reactPackages = /^(react|react-dom|@xyflow\/react|lucide-react)(\/|$)/
