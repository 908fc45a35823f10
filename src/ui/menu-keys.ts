// The keys inside a menu, by the ARIA pattern: arrows go round, Home and End go to the ends, letters go to a title.

/** Milliseconds between two letters of one word. */
const wordPause = 700

/** Where a key leads among `titles`, or `undefined` for a key that means nothing here. */
export function createMenuKeys(): (
  key: string,
  at: number,
  titles: readonly string[],
  now: number,
) => number | undefined {
  let word = ''
  let last = Number.NEGATIVE_INFINITY
  return (key, at, titles, now) => {
    const count = titles.length
    if (count === 0) return undefined
    if (key === 'ArrowDown') return (at + 1) % count
    if (key === 'ArrowUp') return at <= 0 ? count - 1 : at - 1
    if (key === 'Home') return 0
    if (key === 'End') return count - 1
    if (key.length !== 1) return undefined
    word = now - last > wordPause ? key.toLowerCase() : word + key.toLowerCase()
    last = now
    return titleFrom(titles, at, word)
  }
}

/** The next title that begins with the word. A repeated letter moves to the next title that starts with it. */
function titleFrom(titles: readonly string[], at: number, word: string): number | undefined {
  const [letter = ''] = word
  const isRepeated = word === letter.repeat(word.length)
  const sought = isRepeated ? letter : word
  const first = isRepeated ? at + 1 : Math.max(0, at)
  const order = titles.map((_, place) => (first + place) % titles.length)
  return order.find((place) => titles[place]?.toLowerCase().startsWith(sought))
}
