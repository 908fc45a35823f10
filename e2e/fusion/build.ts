// Builds the check of fused steps as a module of its own, beside the product and never in it.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const folderOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Gives the folder that holds `check-fusion.js` and the files it loads. */
export async function buildCheck(): Promise<string> {
  const outDir = folderOf('../../node_modules/.cache/genloom/fusion/')
  await build({
    configFile: false,
    root: folderOf('.'),
    base: './',
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      rolldownOptions: {
        input: [folderOf('index.html'), folderOf('check-fusion.ts')],
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  return outDir
}
