// Notices documents that take the editor down. A mark is set before one is read and shown, and taken away once it has been on
// the page for a moment; a mark that a later visit finds is of a document that stopped the editor.

const prefix = 'genloom.opening.'

export interface OpeningGuard {
  /** Before a document is read and shown, and again when the editor has failed with it. */
  begin(name: string): void
  /** Whatever was begun is on the page and works. */
  settle(): void
  /** Whether it stopped the editor at an earlier visit. */
  hasStopped(name: string): boolean
  forget(name: string): void
}

/** Without storage nothing is noticed. */
export function createOpeningGuard(storage: Storage | undefined): OpeningGuard {
  const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
  const stopped = new Set(keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)))
  const begun = new Set<string>()
  const forget = (name: string) => {
    stopped.delete(name)
    storage?.removeItem(prefix + name)
  }
  return {
    begin(name) {
      begun.add(name)
      try {
        storage?.setItem(prefix + name, 'begun')
      } catch {
        // The storage is full or closed: then a document that stops the editor is not noticed.
      }
    },
    settle() {
      for (const name of begun) forget(name)
      begun.clear()
    },
    hasStopped: (name) => stopped.has(name),
    forget,
  }
}
