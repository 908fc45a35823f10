// Names of variables and functions: each scope gives a name once, and never one that means something already.

const keywords =
  'abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do ' +
  'else enum eval export extends false finally for from function get if implements import in infer instanceof interface is ' +
  'keyof let module namespace never new null number object of package private protected public readonly require return ' +
  'satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown using var void ' +
  'while with yield'

const globals = 'Array Error Infinity Map Math NaN Number Object Promise Record Set String console globalThis process'

/** Names with a fixed meaning in the printed files. */
const ours = 'context parameters state tf weights'

const reserved: ReadonlySet<string> = new Set(`${keywords} ${globals} ${ours}`.split(' '))

export class Names {
  private readonly taken = new Set<string>()
  private readonly outer: Names | undefined

  constructor(outer?: Names) {
    this.outer = outer
  }

  isFree(name: string): boolean {
    return !reserved.has(name) && !this.taken.has(name) && (this.outer?.isFree(name) ?? true)
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
