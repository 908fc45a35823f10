// The arguments of an ICU message, read off its text by the compiler: `{steps, plural, ...}` takes a number, `{title}` a text.
// Braces alternate: one opens an argument in a text, and a text (a branch of a plural) in an argument.

/** What a message is given, by name. */
export type ArgumentsOf<Message extends string, Other = never> = {
  readonly [Argument in InText<Message> as NameOf<Argument>]: ValueOf<Argument> | Other
}

/** `Found` are the arguments so far, each as it is written: `title`, or `steps, plural, one `. */
type InText<Text extends string, Found extends string = never> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${string}`
    ? Text extends `${string}}${infer Rest}`
      ? BetweenBranches<Rest, Found>
      : never
    : InArgument<After, Found>
  : Text extends `${string}}${infer Rest}`
    ? BetweenBranches<Rest, Found>
    : Found

type InArgument<Text extends string, Found extends string> = Text extends `${infer Head}}${infer After}`
  ? Head extends `${infer Start}{${string}`
    ? Text extends `${string}{${infer Branch}`
      ? InText<Branch, Found | Start>
      : never
    : InText<After, Found | Head>
  : never

type BetweenBranches<Text extends string, Found extends string> = Text extends `${infer Head}}${infer After}`
  ? Head extends `${string}{${string}`
    ? Text extends `${string}{${infer Branch}`
      ? InText<Branch, Found>
      : never
    : InText<After, Found>
  : never

type NameOf<Argument extends string> = Argument extends `${infer Name},${string}` ? Name : Argument

type ValueOf<Argument extends string> = Argument extends `${string}, ${'plural' | 'selectordinal' | 'number'}${string}`
  ? number
  : string | number
