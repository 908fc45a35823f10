// npm run build:engine: the engine as a package in dist-engine: a few ES modules with source maps, types, licence and manifest. Give
// another folder as an argument to build there.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root, runTool } from './dependencies.mjs'

const folder = resolve(root, process.argv[2] ?? 'dist-engine')

run('vite/bin/vite.js', ['build', '--config', 'vite.engine.config.ts', '--outDir', folder, '--emptyOutDir'])
run('typescript/bin/tsc', ['--project', 'tsconfig.engine.json', '--outDir', join(folder, 'types')])
for (const file of typeFiles()) nameBuiltFiles(file)
copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)

/**
 * @param {string} tool
 * @param {string[]} args
 */
function run(tool, args) {
  const code = runTool(tool, args)
  if (code !== 0) process.exit(code)
}

function typeFiles() {
  return readdirSync(join(folder, 'types'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}

/**
 * Declarations name the sources they came from, of which the package has none, and the parts of TensorFlow.js.
 * @param {string} file
 */
function nameBuiltFiles(file) {
  const text = readFileSync(file, 'utf8')
    .replace(/((?:from|import) '\.{1,2}\/[^']*)\.ts'/g, "$1.js'")
    .replace(/'@tensorflow\/tfjs-core[^']*'/g, "'@tensorflow/tfjs'")
  writeFileSync(file, text)
}

function manifest() {
  const { version, license, engines, dependencies, devDependencies, peerDependencies, peerDependenciesMeta } =
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const backends = ['@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-webgpu']
  return {
    name: 'genloom-engine',
    version,
    description: 'Distributions, flows, optimisers and training on TensorFlow.js, as Genloom runs them',
    license,
    type: 'module',
    engines,
    sideEffects: ['./index.js', './node.js'],
    exports: {
      '.': { types: './types/index.d.ts', default: './index.js' },
      './node': { types: './types/node.d.ts', default: './node.js' },
    },
    dependencies: {
      '@tensorflow/tfjs': devDependencies['@tensorflow/tfjs'],
      ...Object.fromEntries(backends.map((name) => [name, dependencies[name]])),
    },
    peerDependencies,
    peerDependenciesMeta,
  }
}
