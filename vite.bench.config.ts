// Bundles the benchmark for Node.js: what runs it, and each contestant as a program of its own. bench/run.mjs runs this.
import { defineConfig } from 'vite'
import { tfjsWasmInNode } from './scripts/vite-tfjs.ts'

export default defineConfig({
  logLevel: 'warn',
  publicDir: false,
  plugins: [tfjsWasmInNode()],
  // Packages are bundled too: TensorFlow.js's ES modules, which carry the gradients, are not loadable by Node.js.
  ssr: { noExternal: true, external: ['webgpu', 'vite'], resolve: { mainFields: ['module', 'main'] } },
  build: {
    ssr: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: ['bench/main.ts', 'bench/contestants/genloom.ts', 'bench/contestants/baseline.ts'],
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
})
