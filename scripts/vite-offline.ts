// The service worker that keeps the site in the browser, so that it opens and trains without a network once it was visited.
import type { Plugin, PluginOption } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/**
 * Bytes of the largest file that is fetched ahead of its use. The digits and TensorFlow.js are below, the code editor and its
 * compiler are above: as large as all the rest together. The page fetches them when everything else has loaded.
 */
const largest = 2_000_000

export function offline(): PluginOption {
  return [
    largeParts(),
    VitePWA({
      // Registered by src/platform/offline.ts, which offers updates.
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      workbox: {
        // Of the fonts in older formats only the code editor's signs, which exist in no other.
        globPatterns: ['**/*.{html,js,css,woff2,wasm,svg,bin,json}', '**/codicon*.ttf'],
        // Its own limit would warn of each file beyond.
        maximumFileSizeToCacheInBytes: Number.MAX_SAFE_INTEGER,
        manifestTransforms: [(files) => ({ manifest: files.filter(({ size }) => size <= largest), warnings: [] })],
        // Names in this folder hold a hash of the content.
        dontCacheBustURLsMatching: /assets\//,
        // Nothing on the site depends on what stands behind a question mark.
        ignoreURLParametersMatching: [/./],
        navigateFallback: null,
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
        runtimeCaching: [
          {
            urlPattern: ({ sameOrigin, url }) => sameOrigin && url.pathname.includes('/assets/'),
            handler: 'CacheFirst',
            // Filled and emptied by src/platform/kept-parts.ts.
            options: { cacheName: 'genloom-beside' },
          },
        ],
      },
    }),
  ]
}

/** Lists what is too large to be fetched ahead, for the page. */
function largeParts(): Plugin {
  return {
    name: 'large-parts',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        if (this.environment.name !== 'client') return
        const paths = Object.values(bundle)
          .filter((file) => Buffer.byteLength(file.type === 'chunk' ? file.code : file.source) > largest)
          .map(({ fileName }) => fileName)
        this.emitFile({ type: 'asset', fileName: 'large-parts.json', source: JSON.stringify(paths) })
      },
    },
  }
}
