// Answers to the page that take time: several may be pending, and the model is freed only after them.

export interface Answers {
  begin(work: () => Promise<void>): void
  /** Settles once no answer is under way; never rejects. */
  settled(): Promise<void>
}

export function createAnswers(onFailure: (error: unknown) => void): Answers {
  const open = new Set<Promise<void>>()
  return {
    begin(work) {
      const answered = work()
        .catch(onFailure)
        .finally(() => open.delete(answered))
      open.add(answered)
    },
    async settled() {
      await Promise.all(open)
    },
  }
}
