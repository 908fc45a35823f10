// npm start: from a fresh clone to the editor in the browser.
import { requireDataFiles, requireDependencies, requireNode, runTool } from './dependencies.mjs'

requireNode()
requireDependencies()
const dataCode = requireDataFiles()
if (dataCode !== 0) process.exit(dataCode)
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
const opens = hasDisplay && !process.env.CI
process.exitCode = runTool('vite/bin/vite.js', [...(opens ? ['--open'] : []), ...process.argv.slice(2)])
