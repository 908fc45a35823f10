// Builds a module for a separate page, which is not part of the product.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { tfjsWasmThreads } from '../scripts/vite-tfjs.ts'

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Gives the folder that holds the script under its own name, the `index.html` beside its source, and all that they load.
 * @param source of the module, from this folder on, as in `kernels/compare-backends.ts`.
 * @param publicFolder whose files are served beside them.
 */
export async function buildModule(source: string, publicFolder: string | false): Promise<string> {
  const script = fromHere(source)
  const root = dirname(script)
  // Workers of the test runner build at the same time.
  const worker = process.env.TEST_PARALLEL_INDEX ?? '0'
  const outDir = fromHere(`../node_modules/.cache/genloom/e2e/${dirname(source)}-${worker}/`)
  await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'warn',
    plugins: [tfjsWasmThreads()],
    publicDir: publicFolder && fromHere(publicFolder),
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      // The code that does it asks for a document, which a worker of the module has none of.
      modulePreload: false,
      rolldownOptions: {
        input: [`${root}/index.html`, script],
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  return outDir
}
