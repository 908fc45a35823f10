// What inference says of a document: the signal on each wire, the ports and weights of each node, and what is wrong.
import type { NodeDefinition, Ports, Reference, TensorSpec } from '../graph/definition.ts'
import type { GraphDocument, GraphNode } from '../graph/document.ts'
import type { JsonObject } from '../graph/json.ts'
import type { Problem } from '../graph/problems.ts'
import type { Signal } from '../graph/signals.ts'
import type { Topology } from '../graph/topology.ts'

export type Signals = Readonly<Record<string, Signal>>

/** A primitive call inside a node, with everything that is known about it. */
export interface TypedCall {
  /** Path inside the node; `''` for a node that stands for itself. */
  readonly path: string
  readonly definition: NodeDefinition
  readonly params: JsonObject
  readonly inputs: Readonly<Record<string, Reference>>
  readonly inputSignals: Signals
  readonly outputs: Signals
  readonly weights: Readonly<Record<string, TensorSpec>>
  readonly state: Readonly<Record<string, TensorSpec>>
  readonly multiplyAdds: number
}

export interface TypedNode {
  readonly node: GraphNode
  /** Absent for an unknown kind. */
  readonly definition: NodeDefinition | undefined
  /** All parameters, defaults filled in. */
  readonly params: JsonObject
  readonly ports: { readonly inputs: Ports; readonly outputs: Ports }
  readonly inputs: Signals
  /** Left out where unknown. */
  readonly outputs: Signals
  readonly problems: readonly Problem[]
  /** The calls it stands for and where its outputs come from; empty while something is missing. */
  readonly calls: readonly TypedCall[]
  readonly results: Readonly<Record<string, Reference>>
  /** Trainable numbers. */
  readonly parameterCount: number
  readonly multiplyAdds: number
}

export interface TypedGraph {
  readonly document: GraphDocument
  readonly topology: Topology
  readonly nodes: ReadonlyMap<string, TypedNode>
  /** Of all nodes, and of the graph as a whole. */
  readonly problems: readonly Problem[]
}
