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
  /** TensorFlow.js may be imported, which keeps it out of the page's chunks; its parts alone, or the union package. */
  readonly tensors?: true | 'as others take them'
  /** React and what is built on it may be imported. */
  readonly react?: true
}

const page = [
  'ground',
  'platform',
  'words',
  'graph',
  'compiler',
  'codegen',
  'share',
  'protocol',
  'curves',
  'store',
  'editor',
  'studio',
  'ui',
  'views',
  'nodes',
]
const worker = ['ground', 'engine', 'graph', 'compiler', 'metrics', 'protocol', 'curves', 'runtime']

export const layers: readonly Layer[] = [
  // The composition roots: only they know the actual nodes.
  { name: 'main', files: /^src\/main\.tsx$/, imports: [...page, 'templates'], react: true },
  { name: 'worker', files: /^src\/worker\.ts$/, imports: [...worker, 'ops'], tensors: true },
  {
    name: 'cli',
    files: /^src\/cli\//,
    imports: [...worker, 'codegen', 'share', 'nodes', 'ops', 'templates'],
    tensors: true,
  },

  // The version has its one home there.
  { name: 'manifest', files: /^package\.json$/, imports: [] },

  // What an exported project carries, known to others by its public face. Its ground floor needs no tensors, so that the page may
  // load it, too.
  { name: 'ground', files: /^src\/engine\/(data|files|formats|random|text)\//, imports: [] },
  { name: 'engine', files: /^src\/engine\/(index|node)\.ts$/, imports: ['ground', 'inside engine'], tensors: true },
  { name: 'inside engine', files: /^src\/engine\//, imports: ['ground'], tensors: true },

  // What a browser may lack or refuse: asked for there alone, with an answer for when it is missing.
  { name: 'platform', files: /^src\/platform\//, imports: [] },
  // What people read, in their language.
  { name: 'words', files: /^src\/words\//, imports: [] },
  { name: 'graph', files: /^src\/graph\//, imports: ['ground'] },
  { name: 'compiler', files: /^src\/compiler\//, imports: ['ground', 'graph'] },
  // What is printed, in no language; those that print it, and what they bring along.
  { name: 'plan', files: /^src\/codegen\/(plan|simplify)\//, imports: ['ground', 'compiler', 'graph'] },
  { name: 'codegen', files: /^src\/codegen\//, imports: ['ground', 'compiler', 'graph', 'plan'] },
  { name: 'metrics', files: /^src\/metrics\//, imports: ['ground', 'engine'], tensors: true },
  { name: 'share', files: /^src\/share\//, imports: ['ground', 'graph'] },
  { name: 'protocol', files: /^src\/protocol\//, imports: ['ground', 'graph'], types: ['engine', 'compiler'] },
  { name: 'curves', files: /^src\/curves\//, imports: ['compiler'], types: ['engine', 'protocol'] },
  {
    name: 'runtime',
    files: /^src\/runtime\//,
    imports: ['ground', 'engine', 'graph', 'compiler', 'metrics', 'protocol'],
    tensors: true,
  },
  {
    name: 'store',
    files: /^src\/store\//,
    imports: ['manifest', 'ground', 'platform', 'words', 'graph', 'compiler', 'codegen', 'share', 'protocol', 'curves'],
    types: ['engine'],
    react: true,
  },
  {
    name: 'editor',
    files: /^src\/editor\//,
    imports: ['ground', 'platform', 'words', 'store', 'graph', 'ui'],
    types: ['compiler'],
    react: true,
  },
  {
    name: 'studio',
    files: /^src\/studio\//,
    imports: ['ground', 'platform', 'words', 'store', 'graph', 'ui', 'curves'],
    types: ['compiler', 'protocol', 'engine'],
    react: true,
  },
  { name: 'ui', files: /^src\/ui\//, imports: ['platform', 'words'], react: true },
  { name: 'tests of the whole', files: /^src\/[^/]+\.test\.ts$/, imports: [] },

  {
    name: 'ops',
    files: /^nodes\/(.*\.op|ops)\.ts$/,
    imports: ['ground', 'engine'],
    types: ['runtime', 'nodes'],
    tensors: true,
  },
  { name: 'views', files: /^nodes\/(.*\.view\.tsx|views\.ts)$/, imports: ['graph', 'store', 'ui'], react: true },
  { name: 'nodes', files: /^nodes\//, imports: ['ground', 'graph'] },
  { name: 'templates', files: /^templates\//, imports: ['graph'] },

  // Beside the product: what measures it and what tries it in a browser. Neither knows the other, nor the page.
  {
    name: 'baselines',
    files: /^bench\/(baselines\/|contestants\/baseline\.ts$)/,
    imports: ['ground', 'bench', 'cli'],
    tensors: 'as others take them',
  },
  {
    name: 'bench',
    files: /^bench\//,
    imports: [...worker, 'inside engine', 'cli', 'baselines', 'scripts', 'nodes', 'ops', 'templates'],
    tensors: true,
  },
  {
    name: 'e2e',
    files: /^e2e\//,
    imports: [...worker, 'inside engine', 'codegen', 'cli', 'scripts', 'nodes', 'ops', 'templates'],
    tensors: true,
  },
  { name: 'scripts', files: /^scripts\//, imports: [] },
]

/** Packages that only layers marked `react` may import. */
export const reactPackages = /^(react|react-dom|@xyflow\/react|lucide-react)(\/|$)/
