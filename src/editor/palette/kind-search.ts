// Finding node kinds by what people type: title first, then other words for it, then its one-line summary.
import type { Family, NodeDefinition } from '../../graph/definition.ts'

export const familyTitles: Readonly<Record<Family, string>> = {
  data: 'Data',
  networks: 'Networks',
  layers: 'Layers',
  stochastic: 'Distributions',
  flows: 'Flows',
  masked: 'Masked',
  objectives: 'Objectives',
}

/** Best first; all of them, in their own order, for an empty query. */
export function searchKinds<T extends { readonly definition: NodeDefinition }>(
  kinds: readonly T[],
  query: string,
): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...kinds]
  const scored = kinds.map((kind) => ({ kind, score: scoreOf(kind.definition, words) }))
  return scored
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ kind }) => kind)
}

/** The sum over the words; 0 where one word is found nowhere. */
function scoreOf({ title, keywords = [], summary, family }: NodeDefinition, words: readonly string[]): number {
  const name = title.toLowerCase()
  const others = [...keywords, familyTitles[family]].map((text) => text.toLowerCase())
  let total = 0
  for (const word of words) {
    const score =
      (name.startsWith(word) && 8) ||
      (name.includes(word) && 5) ||
      (others.some((other) => other.startsWith(word)) && 4) ||
      (others.some((other) => other.includes(word)) && 2) ||
      (summary.toLowerCase().includes(word) && 1) ||
      0
    if (score === 0) return 0
    total += score
  }
  return total
}
