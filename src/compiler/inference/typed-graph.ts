// The result of inference: the signal on each wire, the ports and weights of each node, and the problems.
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

/** The connection of an input port: its source, and the signal if known. */
export interface Link {
  readonly from: Endpoint
  readonly signal: Signal | undefined
  /** Whether the source is part of the model. */
  readonly active: boolean
  /** Why there is no signal even if the source has no problems. */
  readonly lacks?: Lack
}

/** The source has no such output with its current settings; or it is bypassed, and no input can replace this output. */
export interface Lack {
  readonly what: 'output' | 'stand-in'
  /** Title of the source. */
  readonly source: string
}

/** A primitive call inside a node, with its inferred properties. */
export interface TypedCall {
  /** Path inside the node; `''` for a node that is a single call. */
  readonly path: string
  readonly definition: ComputingDefinition
  readonly params: JsonObject
  readonly inputs: Readonly<Record<string, Reference>>
  readonly inputSignals: Signals
  readonly outputs: Signals
  readonly weights: Readonly<Record<string, TensorSpec>>
  readonly state: Readonly<Record<string, TensorSpec>>
  readonly multiplyAdds: number
  /** It returns its input unchanged. */
  readonly isIdentity: boolean
  /** The op runs in its inverse direction; `inputs` and `outputs` are then those of the inverse. */
  readonly direction?: 'inverse'
}

/** A chain of calls and the sources of its results. */
export interface TypedLine {
  readonly calls: readonly TypedCall[]
  readonly results: Readonly<Record<string, Reference>>
}

export interface TypedNode {
  readonly node: GraphNode
  /** Absent for an unknown kind. */
  readonly definition: NodeDefinition | undefined
  /** All parameters, with defaults filled in. */
  readonly params: JsonObject
  readonly ports: { readonly inputs: Ports; readonly outputs: Ports }
  readonly links: Readonly<Record<string, Link>>
  readonly inputs: Signals
  /** Absent if unknown. */
  readonly outputs: Signals
  /** `false` if the node is muted, or depends on a muted node. */
  readonly active: boolean
  /** For a bypassed node: output port to the input port that passes through. */
  readonly passes: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  /** The calls it expands to and the sources of its outputs; empty while something is missing. */
  readonly calls: readonly TypedCall[]
  readonly results: Readonly<Record<string, Reference>>
  /** For a transform: the inverse direction, from its outputs to its inputs. */
  readonly inverse?: TypedLine
  /** Number of trainable parameters. */
  readonly parameterCount: number
  readonly multiplyAdds: number
}

export interface TypedGraph {
  readonly document: GraphDocument
  /** Those of the document. */
  readonly definitions: Definitions
  readonly topology: Topology
  readonly nodes: ReadonlyMap<string, TypedNode>
  /** Active objectives and the nodes they depend on; in a graph without an objective, all nodes. */
  readonly used: ReadonlySet<string>
  /** Problems of all nodes and of the graph as a whole. */
  readonly problems: readonly Problem[]
}

/** The nodes that make up the model: what is trained, counted and saved. */
export const modelNodes = ({ nodes, used }: TypedGraph): readonly TypedNode[] =>
  [...nodes.values()].filter(({ node }) => used.has(node.id) && node.mode !== 'bypass')
