// Migrations keep old documents readable: the document and each node kind have a version, and named steps lead from each version
// to the next. Step n - 1 of a list leads from version n to n + 1, so a list cannot have gaps.
import type { Definitions } from './definition.ts'
import type { GraphNode } from './document.ts'
import type { JsonObject } from './json.ts'

/** A document that cannot be read; the message is shown to the user. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
}

export interface DocumentMigration {
  readonly name: string
  readonly up: (document: JsonObject) => JsonObject
}

/** From version 1 onwards; version 1 is the first, so there is none yet. */
export const documentMigrations: readonly DocumentMigration[] = []

/**
 * Brings a parsed document to the version after the last migration.
 * @throws {DocumentError} if it is not a Genloom document, or newer than the known migrations.
 */
export function migrateDocument(json: unknown, migrations: readonly DocumentMigration[]): JsonObject {
  if (!isObject(json) || json.format !== 'genloom') {
    throw new DocumentError('this is not a Genloom document: it lacks the format "genloom"')
  }
  const newest = migrations.length + 1
  const { version } = json
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new DocumentError(
      `the document's version must be an integer from 1 to ${newest}, not ${JSON.stringify(version)}`,
    )
  }
  if (version > newest) {
    throw new DocumentError(
      `the document has version ${version}, but this program supports versions up to ${newest}; open it with a newer version of Genloom`,
    )
  }
  return migrations
    .slice(version - 1)
    .reduce((document, step, i) => ({ ...step.up(document), version: version + i + 1 }), json)
}

/** Migrates each known node to its kind's current version; unknown kinds and newer versions are unchanged. */
export function migrateNodes(nodes: readonly GraphNode[], definitions: Definitions): readonly GraphNode[] {
  return nodes.map((node) => {
    const definition = definitions.get(node.kind)
    if (!definition || node.version >= definition.version) return node
    const steps = (definition.migrations ?? []).slice(node.version - 1)
    const params = steps.reduce((current, step) => step.up(current), node.params)
    return { ...node, params, version: definition.version }
  })
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
