// JSON of a file or link. JSON.parse silently uses the last of two equal keys and accepts unlimited nesting.
const deepest = 64

interface Opened {
  /** Of an object. */
  readonly keys?: Set<string>
  expectsKey: boolean
}

/** @throws {Error} if the text is not JSON, has a duplicate key, or nests too deeply. */
export function parseJson(text: string): unknown {
  // First, because in text that is not JSON a string may not end, and each quotation mark would be tried as its start.
  const value: unknown = JSON.parse(text)
  checkShape(text)
  return value
}

function checkShape(text: string) {
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/gs
  const open: Opened[] = []
  for (const [found] of text.matchAll(token)) {
    const top = open.at(-1)
    if (found === '{') open.push({ keys: new Set(), expectsKey: true })
    else if (found === '[') open.push({ expectsKey: false })
    else if (found === '}' || found === ']') open.pop()
    else if (found === ',') {
      if (top?.keys) top.expectsKey = true
    } else if (top?.keys && top.expectsKey) {
      top.expectsKey = false
      const key = String(JSON.parse(found))
      if (top.keys.has(key)) throw new Error(`the key ${JSON.stringify(key)} occurs twice in one object`)
      top.keys.add(key)
    }
    if (open.length > deepest) throw new Error(`the text is nested more than ${deepest} deep`)
  }
}
