// Names of variables and functions: each scope gives out a name once, and never one that already has a meaning.

export class Names {
  private readonly taken = new Set<string>()

  private readonly reserved: ReadonlySet<string>
  private readonly outer: Names | undefined

  /** @param reserved words with a meaning in the printed language. */
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

  /** The first free candidate, else the last one with a number appended. */
  take(...candidates: readonly string[]): string {
    const free = freeName((name) => !this.isFree(name), ...candidates)
    this.taken.add(free)
    return free
  }
}

/** The first candidate that is not taken, else the last one with a number appended. */
export function freeName(isTaken: (name: string) => boolean, ...candidates: readonly string[]): string {
  const free = candidates.find((name) => !isTaken(name))
  if (free !== undefined) return free
  const last = candidates.at(-1) ?? 'value'
  let number = 2
  while (isTaken(`${last}${number}`)) number++
  return `${last}${number}`
}

/** `digits.x.flow` becomes `digitsXFlow`. */
export const identifier = (text: string): string =>
  text.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase()).replace(/^(?=\d|$)/, 'value')

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
