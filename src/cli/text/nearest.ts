// "Did you mean": the known names closest to a mistyped one.

/** At most three names within a third of the length, nearest first. */
export function nearest(name: string, known: Iterable<string>): readonly string[] {
  const most = Math.max(1, Math.floor(name.length / 3))
  return [...known]
    .map((candidate) => ({ candidate, distance: isPart(name, candidate) ? 0 : editDistance(name, candidate) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

const isPart = (name: string, candidate: string): boolean =>
  name.length >= 3 && (candidate.startsWith(name) || name.startsWith(candidate))

/** Insertions, deletions, substitutions and transpositions (optimal string alignment). */
export function editDistance(from: string, to: string): number {
  let before: readonly number[] = []
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < to.length; j++) {
      const substituted = row[j]! + (from[i] === to[j] ? 0 : 1)
      const isExchange = i > 0 && j > 0 && from[i] === to[j - 1] && from[i - 1] === to[j]
      const exchanged = isExchange ? before[j - 1]! + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, substituted, exchanged))
    }
    before = row
    row = next
  }
  return row.at(-1)!
}

/** `; did you mean vae?`, or nothing. */
export function suggestion(name: string, known: Iterable<string>, show = (found: string) => found): string {
  const found = nearest(name, known).map(show)
  return found.length ? `; did you mean ${found.join(' or ')}?` : ''
}
