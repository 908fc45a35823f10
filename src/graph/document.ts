// The document: everything the user created, nothing a run produced. Plain immutable JSON-like data.
import type { JsonObject } from './json.ts'

export const documentFormat = 'genloom'
export const documentVersion = 1

/** `bypass` passes the input through, `mute` excludes the node and its dependents from the model. */
export type NodeMode = 'bypass' | 'mute'

export interface GraphNode {
  readonly id: string
  readonly kind: string
  /** Version of the kind's parameters. */
  readonly version: number
  readonly params: JsonObject
  readonly title?: string
  readonly mode?: NodeMode
  /** Its weights are not trained. */
  readonly frozen?: true
}

export interface Endpoint {
  readonly node: string
  readonly port: string
}

/** An input takes one wire, so a wire is known by its end. */
export interface Wire {
  readonly from: Endpoint
  readonly to: Endpoint
}

export interface Frame {
  readonly id: string
  readonly title: string
  readonly nodes: readonly string[]
}

export interface Note {
  readonly id: string
  readonly text: string
}

export type BudgetUnit = 'steps' | 'epochs' | 'seconds'

/** The schedule of all learning rates over a budget in steps or epochs. */
export type LearningRateSchedule = 'linear' | 'cosine' | 'stable-decay'

export interface TrainingSettings {
  readonly seed: number
  readonly batchSize: number
  readonly budget: { readonly unit: BudgetUnit; readonly amount: number }
  /** If absent, learning rates are constant. */
  readonly schedule?: LearningRateSchedule
}

export type Point = readonly [x: number, y: number]
export type Box = readonly [x: number, y: number, width: number, height: number]

/** Positions on the canvas; they never affect the meaning of the graph. */
export interface Layout {
  readonly nodes: Readonly<Record<string, Point>>
  readonly frames: Readonly<Record<string, Box>>
  readonly notes: Readonly<Record<string, Box>>
  /** Reroute points by wire, keyed `node.port` of its end. */
  readonly wires: Readonly<Record<string, readonly Point[]>>
}

export interface GraphDocument {
  readonly title: string
  readonly nodes: readonly GraphNode[]
  readonly wires: readonly Wire[]
  readonly frames: readonly Frame[]
  readonly notes: readonly Note[]
  readonly training: TrainingSettings
  readonly layout: Layout
}

/** Far beyond any memory, so that oversized requests are reported with the bytes they need. */
export const mostInBatch = 2 ** 20

export const defaultTraining: TrainingSettings = { seed: 1, batchSize: 128, budget: { unit: 'epochs', amount: 10 } }

export const emptyLayout: Layout = { nodes: {}, frames: {}, notes: {}, wires: {} }

export const emptyDocument: GraphDocument = {
  title: 'Untitled',
  nodes: [],
  wires: [],
  frames: [],
  notes: [],
  training: defaultTraining,
  layout: emptyLayout,
}

export const endpointKey = ({ node, port }: Endpoint): string => `${node}.${port}`
export const sameEndpoint = (a: Endpoint, b: Endpoint): boolean => a.node === b.node && a.port === b.port

export const findNode = (document: GraphDocument, id: string): GraphNode | undefined =>
  document.nodes.find((node) => node.id === id)
