// Lets the comparisons run in a worker, as training does, instead of on the page. A worker of `compare-backends.js` is sent
// the name of one of its functions and what to give it, and posts back the result.

export interface Asked {
  readonly module: string
  readonly name: string
  readonly given: readonly unknown[]
}

export type Answer = { readonly result: unknown } | { readonly failure: string }

if (!('document' in globalThis)) {
  addEventListener('message', ({ data }: MessageEvent<Asked>) => {
    answer(data).then(
      (result) => postMessage({ result } satisfies Answer),
      (error: unknown) => postMessage({ failure: String(error) } satisfies Answer),
    )
  })
}

async function answer({ module, name, given }: Asked): Promise<unknown> {
  const functions: Record<string, (...given: readonly unknown[]) => unknown> = await import(/* @vite-ignore */ module)
  const called = functions[name]
  if (called === undefined) throw new Error(`${module} has no function ${name}.`)
  return called(...given)
}
