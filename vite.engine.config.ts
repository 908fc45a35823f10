// Bundles the engine as a package of its own; scripts/build-engine.mjs runs this build and puts types, licence and manifest beside
// what it gives.
import { defineConfig } from 'vite'

export default defineConfig({
  logLevel: 'warn',
  publicDir: false,
  plugins: [
    {
      name: 'genloom:union-package',
      enforce: 'pre',
      // People know the union package, which holds the modules that the sources import.
      resolveId: (id) =>
        /^@tensorflow\/tfjs-(core|backend-cpu)(\/|$)/.test(id) ? { id: '@tensorflow/tfjs', external: true } : undefined,
    },
  ],
  build: {
    lib: { entry: { index: 'src/engine/index.ts', node: 'src/engine/node.ts' }, formats: ['es'] },
    target: 'es2022',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      external: [/^@tensorflow\/tfjs(-backend-(wasm|webgpu))?$/, /^node:/],
      output: { chunkFileNames: '[name].js' },
    },
  },
})
