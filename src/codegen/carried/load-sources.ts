import type { Sources } from '../plan/op-source.ts'

/** In one piece of their own, loaded once. */
export const loadSources = async (): Promise<Sources> => (await import('./sources.ts')).sources
