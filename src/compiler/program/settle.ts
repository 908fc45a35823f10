// Evaluates dependencies before dependents without recursion: graphs can be thousands of nodes deep, the stack cannot.

export interface Question {
  readonly key: string
  /** In the order in which the answer takes them. */
  readonly needs: readonly Need[]
  answer(): void
}

export interface Need {
  readonly key: string
  question(): Question
  /** Once it is known. */
  take(): void
}

/** What would need itself is left to the answer. */
export function settle(first: Question, isKnown: (key: string) => boolean): void {
  const line = [{ question: first, taken: 0 }]
  const open = new Set([first.key])
  for (let last = line.at(-1); last; last = line.at(-1)) {
    const { question } = last
    const need = question.needs[last.taken]
    if (!need) {
      if (!isKnown(question.key)) question.answer()
      open.delete(question.key)
      line.pop()
    } else if (isKnown(need.key) || open.has(need.key)) {
      if (isKnown(need.key)) need.take()
      last.taken++
    } else {
      open.add(need.key)
      line.push({ question: need.question(), taken: 0 })
    }
  }
}
