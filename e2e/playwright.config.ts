import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { findBrowser } from '../scripts/browser.mjs'
import { isFullTest } from '../scripts/full-tests.ts'

const port = Number(process.env.E2E_PORT ?? 4519)
const url = `http://localhost:${port}/`
const executablePath = await findBrowser()

// Keeps the browser from calling its maker's servers, and allows WebGPU on a machine without a graphics card.
const args = [
  // Another name of this machine, to which browsers give what they give to any page over plain http.
  '--host-resolver-rules=MAP school.test localhost',
  '--enable-unsafe-webgpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  testIgnore: process.env.GENLOOM_PICTURES ? [] : '**/pictures.spec.ts',
  // With a graphics device in software they take long.
  ...(isFullTest ? {} : { grepInvert: /@full/ }),
  outputDir: '../test-results',
  reporter: 'list',
  fullyParallel: true,
  // Each has a browser that computes; more would wait for each other.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: url,
    // Each journey would fetch the whole site once more; offline.spec.ts lets it.
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 720 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args,
      chromiumSandbox: process.getuid?.() !== 0, // Chromium refuses its sandbox to root
    },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    cwd: dirname(dirname(fileURLToPath(import.meta.url))),
    url,
    reuseExistingServer: false,
  },
})
