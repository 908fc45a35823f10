// Names of variables and functions: each scope gives a name once, and never one that means something already.

export class Names {
  private readonly taken = new Set<string>()

  private readonly reserved: ReadonlySet<string>
  private readonly outer: Names | undefined

  /** @param reserved words that mean something in the language that is printed. */
  constructor(reserved: ReadonlySet<string>, outer?: Names) {
    this.reserved = reserved
    this.outer = outer
  }

  /** A scope inside this one. */
  inner(): Names {
    return new Names(this.reserved, this)
  }

  isFree(name: string): boolean {
    return !this.reserved.has(name) && !this.taken.has(name) && (this.outer?.isFree(name) ?? true)
  }

  /** The first free one of the candidates, else the last with a number. */
  take(...candidates: readonly string[]): string {
    const free = candidates.find((name) => this.isFree(name)) ?? this.numbered(candidates.at(-1) ?? 'value')
    this.taken.add(free)
    return free
  }

  private numbered(base: string): string {
    let number = 2
    while (!this.isFree(`${base}${number}`)) number++
    return `${base}${number}`
  }
}

/** `digits.x.flow` gives `digitsXFlow`. */
export const identifier = (text: string): string =>
  text.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase()).replace(/^(?=\d|$)/, 'value')

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
