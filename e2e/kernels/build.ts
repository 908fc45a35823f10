// Builds the comparison as a module of its own, beside the product and never in it.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const folderOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Gives the folder that holds `compare-backends.js`, the files it loads, and the data. */
export async function buildComparison(): Promise<string> {
  const outDir = folderOf('../../node_modules/.cache/genloom/kernels/')
  await build({
    configFile: false,
    root: folderOf('.'),
    base: './',
    logLevel: 'warn',
    publicDir: folderOf('../../public'),
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      rolldownOptions: {
        input: [folderOf('index.html'), folderOf('compare-backends.ts')],
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  return outDir
}
