// Component tests in a real browser: controls by the keys a person presses, and what texts may bring onto the page.
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findBrowser } from './scripts/browser.mjs'

const executablePath = await findBrowser()

export default defineConfig({
  plugins: [react()],
  optimizeDeps: {
    // All that the tests import: one found late would reload the page in the midst of a test.
    include: [
      'react',
      'react-dom/client',
      'react/jsx-dev-runtime',
      'vitest-browser-react',
      'lucide-react',
      'axe-core',
      'dompurify',
      'katex',
      'marked',
      '@dagrejs/dagre',
      '@xyflow/react',
      'fflate',
      'idb',
      'intl-messageformat',
      'react-dom',
      'uplot',
      'valibot',
      'zustand',
      'zustand/vanilla',
    ],
  },
  test: {
    include: ['src/**/*.components.tsx'],
    expect: { poll: { timeout: 5000 } },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          ...(executablePath ? { executablePath } : {}),
          chromiumSandbox: process.getuid?.() !== 0, // Chromium refuses its sandbox to root
          args: ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
        },
      }),
      instances: [{ browser: 'chromium', viewport: { width: 1280, height: 720 } }],
    },
  },
})
