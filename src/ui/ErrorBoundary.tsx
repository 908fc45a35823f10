import { Component, type ReactNode } from 'react'

export interface ErrorBoundaryProps {
  /** What to show instead, given the error and a way to try again. */
  readonly fallback: (error: Error, retry: () => void) => ReactNode
  readonly onError?: () => void
  readonly children: ReactNode
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | null }> {
  override readonly state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch() {
    this.props.onError?.()
  }

  override render() {
    const { error } = this.state
    return error ? this.props.fallback(error, () => this.setState({ error: null })) : this.props.children
  }
}
