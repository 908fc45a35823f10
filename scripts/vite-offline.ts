// The service worker that keeps the site in the browser, so that it opens and trains without a network once it was visited.
import type { PluginOption } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/**
 * Bytes of the largest file that is fetched ahead of its use. The digits and TensorFlow.js are below, the code editor and its
 * compiler are above: as large as all the rest together, and kept once they were used.
 */
const largest = 2_000_000

export function offline(): PluginOption {
  return VitePWA({
    // Registered by src/platform/offline.ts, which offers updates.
    registerType: 'prompt',
    injectRegister: false,
    manifest: false,
    workbox: {
      globPatterns: ['**/*.{html,js,css,woff2,wasm,svg,bin,json}'],
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
          options: { cacheName: 'genloom-used', expiration: { maxEntries: 60 } },
        },
      ],
    },
  })
}
