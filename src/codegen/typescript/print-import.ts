/** One import statement, on several lines if it is too long for one. @param names as in an import: `a`, `type B`. */
export function printImport(names: readonly string[], from: string): string {
  const byName = (name: string) => name.replace(/^type /, '').toLowerCase()
  const sorted = [...new Set(names)].sort((one, other) => (byName(one) < byName(other) ? -1 : 1))
  const areTypes = sorted.every((name) => name.startsWith('type '))
  const [start, listed] = areTypes
    ? ['import type', sorted.map((name) => name.slice('type '.length))]
    : ['import', sorted]
  const oneLine = `${start} { ${listed.join(', ')} } from '${from}'`
  if (oneLine.length <= 120) return oneLine
  return `${start} {\n${listed.map((name) => `  ${name},\n`).join('')}} from '${from}'`
}

/** An import from the engine. */
export const printEngineImport = (names: readonly string[]): string => printImport(names, './engine/index.ts')

/** An import from the engine's part for Node.js. */
export const printNodeImport = (names: readonly string[]): string => printImport(names, './engine/node.ts')
