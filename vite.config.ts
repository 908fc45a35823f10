import react from '@vitejs/plugin-react'
import { defaultExclude, defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'
import { sharedTests } from './scripts/shared-tests.ts'
import { isolation } from './scripts/site-headers.ts'
import { declarations } from './scripts/vite-declarations.ts'
import { frontMatterOnly } from './scripts/vite-front-matter.ts'
import { licences } from './scripts/vite-licences.ts'
import { parsedMessages } from './scripts/vite-messages.ts'
import { monacoStyles } from './scripts/vite-monaco-styles.ts'
import { offline } from './scripts/vite-offline.ts'
import { siteHeaders } from './scripts/vite-site-headers.ts'
import { tfjsEntries, tfjsOnlyInWorkers, tfjsWasmInNode, tfjsWasmThreads } from './scripts/vite-tfjs.ts'

const tests = '{src,nodes,templates,scripts,bench}/**/*.test.{ts,tsx}'
const shared = sharedTests(import.meta.dirname)

export default defineConfig({
  base: './',
  plugins: [
    react(),
    declarations(),
    frontMatterOnly(),
    licences(import.meta.dirname),
    parsedMessages(),
    monacoStyles(import.meta.dirname),
    tfjsOnlyInWorkers(),
    siteHeaders(import.meta.dirname),
    offline(),
  ],
  server: { headers: isolation },
  // kB; the code editor, loaded when its panel opens, is far larger than everything else.
  build: { target: 'es2022', chunkSizeWarningLimit: 4000 },
  worker: {
    format: 'es',
    plugins: () => [tfjsWasmThreads()],
    rolldownOptions: { output: { comments: { legal: false, annotation: false, jsdoc: false } } },
  },
  // Only the worker imports these; unlisted, the dev server would find them late and reload the page.
  optimizeDeps: { include: tfjsEntries },
  environments: { ssr: { resolve: { mainFields: ['module'] } } },
  test: {
    environment: 'node',
    projects: [
      { extends: true, test: { name: 'isolated', include: [tests], exclude: [...defaultExclude, ...shared] } },
      { extends: true, test: { name: 'shared', include: shared, isolate: false } },
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    deps: {
      optimizer: {
        ssr: { enabled: true, include: tfjsEntries, rolldownOptions: { plugins: [tfjsWasmInNode()] } },
      },
    },
    onConsoleLog: (log) => !log.includes('you are running TensorFlow.js in Node.js'),
  },
})
