// Builds a procedure backwards from what it must give: asking for a value emits the calls it needs, once each and in
// order. Values put in place beforehand stop the walk, which is how `decode` cuts a graph at the latent.
import type { Endpoint } from '../graph/document.ts'
import { endpointKey } from '../graph/document.ts'
import type { JsonObject } from '../graph/json.ts'
import type { Signal } from '../graph/signals.ts'
import type { Call, CountSignal, Procedure, ProcedureInput, ProcedureName, ProgramValue } from './program.ts'
import { type FunctionTable, nodeCall } from './program-calls.ts'
import type { TypedGraph, TypedNode } from './typed-graph.ts'

export class ProcedureBuilder {
  private readonly values = new Map<string, ProgramValue>()
  private readonly inputs: ProcedureInput[] = []
  private readonly calls: Call[] = []
  private readonly typed: TypedGraph
  private readonly functions: FunctionTable

  constructor(typed: TypedGraph, functions: FunctionTable) {
    this.typed = typed
    this.functions = functions
  }

  /** Uses `value` wherever the output `endpoint` is asked for. */
  substitute(endpoint: Endpoint, value: ProgramValue): void {
    this.values.set(endpointKey(endpoint), value)
  }

  /** A value that whoever runs the procedure gives. */
  input(name: string, signal: Signal | CountSignal, meaning: string): ProgramValue {
    const value = { name, signal }
    this.inputs.push({ ...value, source: { from: 'caller', meaning } })
    return value
  }

  /** The value of a node's output. */
  value(endpoint: Endpoint): ProgramValue {
    const key = endpointKey(endpoint)
    const present = this.values.get(key)
    if (present) return present
    const node = this.node(endpoint.node)
    const passed = node.passes[endpoint.port]
    const value = passed === undefined ? this.produce(node, endpoint) : this.inputOf(node, passed)
    this.values.set(key, value)
    return value
  }

  /** The value at a node's input. */
  inputOf(node: TypedNode, port: string): ProgramValue {
    const link = node.links[port]
    if (!link) throw new Error(`Input "${port}" of node "${node.node.id}" is not connected.`)
    return this.value(link.from)
  }

  private produce(node: TypedNode, endpoint: Endpoint): ProgramValue {
    const { definition } = node
    if (definition?.role === 'source') return this.column(node, endpoint)
    const inputs = Object.keys(node.inputs).map((port): [string, ProgramValue] => [port, this.inputOf(node, port)])
    const call = nodeCall(node, Object.fromEntries(inputs), this.functions)
    this.calls.push(call)
    for (const [port, value] of Object.entries(call.outputs)) {
      const key = endpointKey({ node: node.node.id, port })
      if (!this.values.has(key)) this.values.set(key, value)
    }
    const value = call.outputs[endpoint.port]
    if (!value) throw new Error(`Node "${node.node.id}" does not give "${endpoint.port}".`)
    return value
  }

  private column(node: TypedNode, endpoint: Endpoint): ProgramValue {
    const { definition } = node
    const column = definition?.role === 'source' ? definition.data(node.params).columns[endpoint.port] : undefined
    const signal = node.outputs[endpoint.port]
    if (!column || !signal) throw new Error(`Node "${node.node.id}" has no column "${endpoint.port}".`)
    const value = { name: endpointKey(endpoint), signal }
    this.inputs.push({ ...value, source: { from: 'data', node: node.node.id, column } })
    return value
  }

  /** A call of one of the compiler's own operations, `math/...`. */
  operation(
    target: string,
    node: string,
    inputs: Readonly<Record<string, ProgramValue>>,
    result: { readonly name: string; readonly signal: Signal },
    params: JsonObject = {},
    usesContext = false,
  ): ProgramValue {
    this.calls.push({
      call: 'op',
      target,
      name: `${node}/${result.name}`,
      node,
      inputs: Object.fromEntries(Object.entries(inputs).map(([port, value]) => [port, value.name])),
      outputs: { y: result },
      weights: {},
      params,
      usesContext,
    })
    return result
  }

  finish(name: ProcedureName, summary: string, outputs: Readonly<Record<string, ProgramValue>>): Procedure {
    const names = Object.entries(outputs).map(([output, value]) => [output, value.name])
    return { name, summary, inputs: this.inputs, calls: this.calls, outputs: Object.fromEntries(names) }
  }

  private node(id: string): TypedNode {
    const node = this.typed.nodes.get(id)
    if (!node) throw new Error(`There is no node "${id}".`)
    return node
  }
}
