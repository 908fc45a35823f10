// Bundles the command line for Node.js; scripts/genloom.mjs runs this build when a source has changed.
import { defineConfig } from 'vite'
import { tfjsWasmInNode } from './scripts/vite-tfjs.ts'

export default defineConfig({
  logLevel: 'warn',
  publicDir: false,
  plugins: [tfjsWasmInNode()],
  // Packages are bundled too: TensorFlow.js's ES modules, which carry the gradients, are not loadable by Node.js.
  ssr: { noExternal: true, external: ['webgpu'], resolve: { mainFields: ['module', 'main'] } },
  build: {
    ssr: 'src/cli/main.ts',
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'cli.mjs', codeSplitting: false } },
  },
})
