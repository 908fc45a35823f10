// Components that are loaded when they are shown. One that cannot be loaded says so in its place, and can be tried again.
import { type ComponentType, lazy, type ReactNode, useState } from 'react'
import { loadPart, PartMissing } from '../platform/parts.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { MissingPart } from './MissingPart.tsx'

/**
 * Suspends while it loads. `title` begins a sentence, as "The charts"; `Frame` is what to show around the message when it is
 * missing, given what the part is given.
 */
export function lazyPart<Props extends object>(
  title: string,
  load: () => Promise<ComponentType<Props>>,
  Frame: ComponentType<Props & { readonly children: ReactNode }> = Bare,
): (props: Props) => ReactNode {
  // React keeps the outcome of a lazy component for good, a failure too; so each attempt is another one.
  const attempt = () => lazy(async () => ({ default: await loadPart(title, load) }))
  let latest = attempt()

  return function Part(props: Props) {
    const [attempts, setAttempts] = useState(0)
    const Shown = latest
    function retry() {
      if (latest === Shown) latest = attempt()
      setAttempts(attempts + 1)
    }
    return (
      <ErrorBoundary
        key={attempts}
        fallback={(error) => {
          if (!(error instanceof PartMissing)) throw error
          return (
            <Frame {...props}>
              <MissingPart message={error.message} attempts={attempts} onRetry={retry} />
            </Frame>
          )
        }}
      >
        <Shown {...props} />
      </ErrorBoundary>
    )
  }
}

const Bare = ({ children }: { readonly children: ReactNode }) => children
