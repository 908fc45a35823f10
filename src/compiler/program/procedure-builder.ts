// Builds a procedure backwards from its outputs: requesting a value emits the calls it needs, once each and in order. Values
// provided beforehand stop the traversal, which is how `decode` cuts a graph at the latent.
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import type { JsonObject } from '../../graph/json.ts'
import { received, type Signal, type SignalKind } from '../../graph/signals.ts'
import type { TypedCall, TypedGraph, TypedNode } from '../inference/typed-graph.ts'
import { type Judgement, judgementBehind } from '../readings/critics.ts'
import {
  asCondition,
  type Call,
  type CountSignal,
  isGenerative,
  type OpCall,
  type Operation,
  type Procedure,
  type ProcedureInput,
  type ProcedureName,
  type ProgramValue,
  type Repetition,
} from './program.ts'
import { applicationCall, type FunctionTable, inverseCall, nodeCall, partCall } from './program-calls.ts'
import { type Need, type Question, settle } from './settle.ts'

/** Where a flow ends. */
export interface FlowEnds {
  /** Values there, by `node.port`. */
  readonly values: ReadonlyMap<string, ProgramValue>
  /** Inputs on the way there, by `node.port`, as `flowPath` finds them. */
  readonly path: ReadonlySet<string>
}

const inverse = (key: string): string => `inverse ${key}`

/** The output where a traversed node passes on its input `port`. */
const passedTo = ({ passes }: TypedNode, port: string): string | undefined =>
  Object.keys(passes).find((output) => passes[output] === port)

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

  /** Uses `value` wherever the output `endpoint` is requested. */
  substitute(endpoint: Endpoint, value: ProgramValue): void {
    this.values.set(endpointKey(endpoint), value)
  }

  /** A value provided by the caller of the procedure. */
  input(name: string, signal: Signal | CountSignal, meaning: string): ProgramValue {
    const value = { name, signal }
    this.inputs.push({ ...value, source: { from: 'caller', meaning } })
    return value
  }

  /** The value of a node's output. */
  value(endpoint: Endpoint): ProgramValue {
    const present = this.values.get(endpointKey(endpoint))
    if (present) return present
    settle(this.question(endpoint), (key) => this.values.has(key))
    return this.values.get(endpointKey(endpoint)) ?? this.found(endpoint)
  }

  private question(endpoint: Endpoint): Question {
    const node = this.node(endpoint.node)
    const needs = this.portsFor(node, endpoint.port).flatMap((port): Need[] => {
      const from = node.links[port]?.from
      if (!from) return []
      return [{ key: endpointKey(from), question: () => this.question(from), take: () => this.inputOf(node, port) }]
    })
    return { key: endpointKey(endpoint), needs, answer: () => this.found(endpoint) }
  }

  /** The inputs that an output is computed from, in the order in which they are requested. */
  private portsFor({ definition, inputs, passes }: TypedNode, output: string): readonly string[] {
    if (!definition || 'phases' in definition) return []
    const application = definition.role === 'network' ? definition.applications?.[output] : undefined
    const only = passes[output] ?? application
    return only === undefined ? Object.keys(inputs) : [only]
  }

  private found(endpoint: Endpoint): ProgramValue {
    const key = endpointKey(endpoint)
    const node = this.node(endpoint.node)
    const passed = node.passes[endpoint.port]
    const value = passed === undefined ? this.produce(node, endpoint) : this.inputOf(node, passed)
    this.values.set(key, value)
    return value
  }

  /** The value at a node's input, as the kind of signal that the input takes. */
  inputOf(node: TypedNode, port: string): ProgramValue {
    const link = node.links[port]
    if (!link) throw new Error(`Input "${port}" of node "${node.node.id}" is not connected.`)
    return this.as(node.ports.inputs[port]?.signal, this.value(link.from), node.node.id)
  }

  /** A tensor starts a flow with a log-determinant of zero; a flow is a tensor when its log-determinant is dropped. */
  as(kind: SignalKind | undefined, value: ProgramValue, node: string): ProgramValue {
    const { signal } = value
    if (kind === undefined || signal.signal === 'count' || kind === signal.signal) return value
    const converted = received(kind, signal)
    if (!converted) throw new Error(`A ${signal.signal} cannot be used as a ${kind} at node "${node}".`)
    const target = kind === 'flow' ? 'math/start-flow' : 'math/flow-value'
    const name = `${value.name}.${kind}`
    const known = this.values.get(name)
    if (known) return known
    const result = this.operation(target, node, { x: value }, { name, signal: converted })
    this.values.set(name, result)
    return result
  }

  /** The number of examples that the caller wants; one shared input. */
  count(): ProgramValue {
    const known = this.inputs.find((input) => input.name === 'count')
    return known ?? this.input('count', { signal: 'count' }, 'Number of examples.')
  }

  /** The value of a flow at `endpoint`, computed by inverting it from its ends. @throws Error when no path from there leads to an
   * end.
   */
  backward(endpoint: Endpoint, ends: FlowEnds): ProgramValue {
    const known = (key: string) => ends.values.get(key) ?? this.values.get(inverse(key))
    const present = known(endpointKey(endpoint))
    if (present) return present
    settle(this.questionBack(endpoint, ends), (key) => known(key) !== undefined)
    const value = known(endpointKey(endpoint))
    if (!value) throw new Error(`The flow at "${endpointKey(endpoint)}" was not inverted.`)
    return value
  }

  private questionBack(endpoint: Endpoint, ends: FlowEnds): Question {
    const key = endpointKey(endpoint)
    const next = (this.typed.topology.outOf.get(endpoint.node) ?? [])
      .filter((wire) => wire.from.port === endpoint.port && ends.path.has(endpointKey(wire.to)))
      .map((wire) => ({ node: this.node(wire.to.node), port: wire.to.port }))
      .find(({ node }) => node.active && (node.inverse || Object.keys(node.passes).length > 0))
    if (!next) throw new Error(`The flow at "${key}" does not lead to an end.`)
    const { node, port } = next
    const passed = passedTo(node, port)
    const needs = (passed === undefined ? Object.keys(node.outputs) : [passed]).map((output): Need => {
      const at = { node: node.node.id, port: output }
      return {
        key: endpointKey(at),
        question: () => this.questionBack(at, ends),
        take: () => passed ?? this.as('flow', this.backward(at, ends), at.node),
      }
    })
    return { key, needs, answer: () => this.values.set(inverse(key), this.backThrough(node, port, ends)) }
  }

  private backThrough(node: TypedNode, port: string, ends: FlowEnds): ProgramValue {
    const { id } = node.node
    const passed = passedTo(node, port)
    if (passed !== undefined) return this.backward({ node: id, port: passed }, ends)
    const flows = Object.keys(node.outputs).map((output): [string, ProgramValue] => [
      output,
      this.as('flow', this.backward({ node: id, port: output }, ends), id),
    ])
    const sides = Object.keys(node.inputs)
      .filter((input) => node.inputs[input]?.signal !== 'flow')
      .map((input): [string, ProgramValue] => [input, this.inputOf(node, input)])
    const call = inverseCall(node, Object.fromEntries([...flows, ...sides]), this.functions)
    this.calls.push(call)
    const value = call.outputs[port]
    if (!value) throw new Error(`The inverse of node "${id}" has no output "${port}".`)
    return value
  }

  private produce(node: TypedNode, endpoint: Endpoint): ProgramValue {
    const { definition } = node
    const { id } = node.node
    if (definition?.role === 'source') return this.column(node, endpoint)
    const application = definition?.role === 'network' ? definition.applications?.[endpoint.port] : undefined
    if (application !== undefined) {
      const call = applicationCall(node, endpoint.port, this.inputOf(node, application), this.functions)
      this.calls.push(call)
      return this.output(call, 'y', id)
    }
    if (definition && 'phases' in definition) return this.part(node, endpoint.port)
    const inputs = Object.keys(node.inputs).map((port): [string, ProgramValue] => [port, this.inputOf(node, port)])
    const counted = definition && 'takesCount' in definition && definition.takesCount
    const call = nodeCall(
      node,
      Object.fromEntries(counted ? [...inputs, ['count', this.count()]] : inputs),
      this.functions,
    )
    this.calls.push(call)
    for (const [port, value] of Object.entries(call.outputs)) {
      const key = endpointKey({ node: id, port })
      if (!this.values.has(key)) this.values.set(key, value)
    }
    return this.output(call, endpoint.port, id)
  }

  /** For an objective with several calls, only the one with this output. */
  private part(node: TypedNode, port: string): ProgramValue {
    const { id } = node.node
    const result = node.results[port]
    const typed = result && 'call' in result ? node.calls.find((call) => call.path === result.call) : undefined
    if (!result || !('call' in result) || !typed) throw new Error(`Node "${id}" has no output "${port}".`)
    const inputs: Record<string, ProgramValue> = {}
    for (const [name, from] of Object.entries(typed.inputs)) {
      if (!('input' in from)) throw new Error(`The parts of the objective "${id}" must take the inputs of the node.`)
      inputs[name] = this.inputOf(node, from.input)
    }
    const call = partCall(node, typed, inputs)
    const critic = typed.definition.role === 'transform' ? undefined : typed.definition.usesCritic
    this.calls.push(critic ? this.withCritic(call, node, typed, critic) : call)
    return this.output(call, result.port, id)
  }

  private withCritic(
    call: OpCall,
    node: TypedNode,
    typed: TypedCall,
    critic: { readonly real: string; readonly fake: string },
  ): OpCall {
    const judged = (score: string): Judgement => {
      const from = typed.inputs[score]
      const judgement = from && 'input' in from ? judgementBehind(this.typed, node, from.input) : undefined
      if (judgement) return judgement
      throw new Error(`The loss of "${node.node.id}" needs scores that come directly from a discriminator.`)
    }
    const [real, fake] = [judged(critic.real), judged(critic.fake)]
    return {
      ...call,
      inputs: {
        ...call.inputs,
        realExamples: this.inputOf(real.critic, real.port).name,
        fakeExamples: this.inputOf(fake.critic, fake.port).name,
      },
      functions: { critic: real.critic.node.id },
    }
  }

  private output(call: Call, port: string, node: string): ProgramValue {
    const value = call.outputs[port]
    if (!value) throw new Error(`Node "${node}" has no output "${port}".`)
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

  /** A call of one of the compiler's own operations. */
  operation(
    target: Operation,
    node: string,
    inputs: Readonly<Record<string, ProgramValue>>,
    result: { readonly name: string; readonly signal: Signal },
    params: JsonObject = {},
    usesContext = false,
  ): ProgramValue {
    this.calls.push({
      call: 'operation',
      target,
      name: `${node}/${result.name}`,
      node,
      inputs: Object.fromEntries(Object.entries(inputs).map(([port, value]) => [port, value.name])),
      outputs: { y: result },
      params,
      usesContext,
    })
    return result
  }

  finish(
    name: ProcedureName,
    summary: string,
    outputs: Readonly<Record<string, ProgramValue>>,
    repeat?: Repetition,
  ): Procedure {
    const names = Object.entries(outputs).map(([output, value]) => [output, value.name])
    const { calls } = this
    const inputs = isGenerative(name) ? this.inputs.map(asCondition) : this.inputs
    return { name, summary, inputs, calls, outputs: Object.fromEntries(names), ...(repeat ? { repeat } : {}) }
  }

  private node(id: string): TypedNode {
    const node = this.typed.nodes.get(id)
    if (!node) throw new Error(`There is no node "${id}".`)
    return node
  }
}
