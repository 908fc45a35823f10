// TensorFlow.js's WASM backend needs two corrections before a bundler may touch it. Each fails the build when the
// package's code no longer is what it corrects.
import type { Plugin } from 'vite'

/** The TensorFlow.js modules that the sources may import. Bundled together, they share one tfjs-core. */
export const tfjsEntries = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-core/dist/register_all_gradients',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-backend-webgpu',
]

/**
 * For browsers. The backend starts its threads from `factory.toString()`, in which the free variable `_scriptDir`
 * survives only as long as no minifier renames it; so the uses of that variable are taken out.
 */
export function tfjsWasmThreads(): Plugin {
  return {
    name: 'tfjs-wasm-threads',
    transform: {
      filter: { id: /tfjs-backend-wasm-threaded-simd\.js/ },
      handler(code) {
        const corrected = code
          .replace(/typeof _scriptDir !== "undefined" && _scriptDir/g, 'false')
          .replace(/Module\["mainScriptUrlOrBlob"\]\|\|_scriptDir/g, 'Module["mainScriptUrlOrBlob"]')
        if (corrected === code)
          this.error('tfjs-backend-wasm has changed: the thread script no longer uses _scriptDir.')
        return { code: corrected, map: null }
      },
    },
  }
}

/**
 * For Node.js. Bundled as an ES module, the backend has no `__dirname` to find its .wasm files by; they lie beside the
 * package's main file.
 */
export function tfjsWasmInNode(): Plugin {
  const folder = `dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))`
  const imports = `import { createRequire } from 'node:module'; import { dirname } from 'node:path';`
  return {
    name: 'tfjs-wasm-in-node',
    transform: {
      filter: { id: /tfjs-backend-wasm[\\/]wasm-out[\\/](?!.*\.worker\.js).*\.js/ },
      handler(code) {
        if (code.startsWith(imports)) return undefined // Vitest applies the optimizer's plugins twice
        const corrected = code.replaceAll('__dirname', folder)
        if (corrected === code) this.error('tfjs-backend-wasm has changed: it no longer looks for files by __dirname.')
        return { code: `${imports}\n${corrected}`, map: null }
      },
    },
  }
}

/** Fails the build when TensorFlow.js has come into the page itself, whose workers are bundled apart from it. */
export function tfjsOnlyInWorkers(): Plugin {
  return {
    name: 'tfjs-only-in-workers',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue
        const found = output.moduleIds.find((id) => /@tensorflow[\\/].*\.js$/.test(id))
        if (found) this.error(`${output.fileName} contains ${found}: only workers may load TensorFlow.js.`)
      }
    },
  }
}
