// What inference says of a document: the signal on each wire, the ports and weights of each node, and what is wrong.
import type {
  Definitions,
  NodeDefinition,
  Ports,
  PrimitiveDefinition,
  Reference,
  TensorSpec,
  TransformDefinition,
} from '../../graph/definition.ts'
import type { Endpoint, GraphDocument, GraphNode } from '../../graph/document.ts'
import type { JsonObject } from '../../graph/json.ts'
import type { Problem } from '../../graph/problems.ts'
import type { Signal } from '../../graph/signals.ts'
import type { Topology } from '../../graph/topology.ts'

/** A definition that has an op. */
export type ComputingDefinition = PrimitiveDefinition | TransformDefinition

export type Signals = Readonly<Record<string, Signal>>

/** What reaches an input port: where from, and the signal if it is known. */
export interface Link {
  readonly from: Endpoint
  readonly signal: Signal | undefined
  /** Whether the source takes part in the model. */
  readonly active: boolean
  /** Why there will be no signal, however sound the source is. */
  readonly lacks?: Lack
}

/** The source has no such output as it is set up now; or it is bypassed, and no input can stand in for this output. */
export interface Lack {
  readonly what: 'output' | 'stand-in'
  /** Title of the source. */
  readonly source: string
}

/** A primitive call inside a node, with everything that is known about it. */
export interface TypedCall {
  /** Path inside the node; `''` for a node that stands for itself. */
  readonly path: string
  readonly definition: ComputingDefinition
  readonly params: JsonObject
  readonly inputs: Readonly<Record<string, Reference>>
  readonly inputSignals: Signals
  readonly outputs: Signals
  readonly weights: Readonly<Record<string, TensorSpec>>
  readonly state: Readonly<Record<string, TensorSpec>>
  readonly multiplyAdds: number
  /** It gives what it is given. */
  readonly isIdentity: boolean
  /** The op runs backwards; `inputs` and `outputs` are then those of the backward direction. */
  readonly direction?: 'inverse'
}

/** A line of calls and where its results come from. */
export interface TypedLine {
  readonly calls: readonly TypedCall[]
  readonly results: Readonly<Record<string, Reference>>
}

export interface TypedNode {
  readonly node: GraphNode
  /** Absent for an unknown kind. */
  readonly definition: NodeDefinition | undefined
  /** All parameters, defaults filled in. */
  readonly params: JsonObject
  readonly ports: { readonly inputs: Ports; readonly outputs: Ports }
  readonly links: Readonly<Record<string, Link>>
  readonly inputs: Signals
  /** Left out where unknown. */
  readonly outputs: Signals
  /** `false` where the node is muted, or needs something from a node that is. */
  readonly active: boolean
  /** Of a bypassed node: output port to the input port that passes through. */
  readonly passes: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  /** The calls it stands for and where its outputs come from; empty while something is missing. */
  readonly calls: readonly TypedCall[]
  readonly results: Readonly<Record<string, Reference>>
  /** Of a transform: from its outputs to its inputs. */
  readonly inverse?: TypedLine
  /** Trainable numbers. */
  readonly parameterCount: number
  readonly multiplyAdds: number
}

export interface TypedGraph {
  readonly document: GraphDocument
  /** Those of the document. */
  readonly definitions: Definitions
  readonly topology: Topology
  readonly nodes: ReadonlyMap<string, TypedNode>
  /** Nodes that an objective which takes part depends on, itself included; of a graph without one, all nodes. */
  readonly used: ReadonlySet<string>
  /** Of all nodes, and of the graph as a whole. */
  readonly problems: readonly Problem[]
}

/** The nodes that make up the model: what is trained, counted and saved. */
export const modelNodes = ({ nodes, used }: TypedGraph): readonly TypedNode[] =>
  [...nodes.values()].filter(({ node }) => used.has(node.id) && node.mode !== 'bypass')
