// Of a template's about.md the page shows the title and the summary, so it carries only the block at the top that holds them.
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const about = /\/templates\/[^/]+\/about\.md\?raw$/

export function frontMatterOnly(): Plugin {
  return {
    name: 'front-matter-only',
    enforce: 'pre',
    load(id) {
      if (!about.test(id)) return undefined
      const file = id.slice(0, id.indexOf('?'))
      this.addWatchFile(file)
      return `export default ${JSON.stringify(frontMatterOf(readFileSync(file, 'utf8')))}`
    },
  }
}

/** The lines between the first two lines of three dashes, with both; empty where the text begins otherwise. */
export const frontMatterOf = (text: string): string => /^---\r?\n[\s\S]*?\r?\n---\r?\n/.exec(text)?.[0] ?? ''
