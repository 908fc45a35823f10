import type { Sources } from '../plan/op-source.ts'

/** In a separate chunk, loaded once. */
export const loadSources = async (): Promise<Sources> => (await import('./sources.ts')).sources
