// A phase changes what it trains and nothing else: one step of it alone, and every weight compared bit by bit. The two
// players of a game share nothing.
import { type Phase, type Procedure, type Program, phaseName } from '../../../compiler/program/program.ts'
import { calleeNames, weightsOf } from '../../../compiler/program/read-call.ts'
import type { NamedTensors } from '../../../engine/index.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { createTrainer } from '../../training/trainer.ts'
import { type Check, judge } from '../check.ts'

const check = 'ownership'

export const ownership: Check = async (model, feed) => {
  const { program } = model
  const results: CheckResult[] = []
  for (const phase of program.phases) results.push(await stepAlone(model, feed, phase))
  return [...results, ...sharedByPlayers(program)]
}

async function stepAlone(model: Model, feed: DataFeed, phase: Phase): Promise<CheckResult> {
  const { program, parameters } = model
  const before = await parameters.save()
  const trainer = createTrainer({ ...model, program: { ...program, phases: [phase] }, dispose: () => undefined }, feed)
  try {
    trainer.advance()
    const changed = changedIn(before, await parameters.save())
    const procedure = model.procedure(phase.procedure).procedure
    const state = stateOf(program, procedure)
    const allowed = new Set([...phase.trains, ...state])
    const strangers = changed.filter((name) => !allowed.has(name))
    const node = program.parameters.find(({ name }) => name === strangers[0])?.node
    const trained = phase.trains.filter((name) => changed.includes(name)).length
    const title = program.phases.length > 1 ? `What ${phaseName(phase)} changes` : 'What a step changes'
    return judge(
      { check, title, error: strangers.length, tolerance: 0, unit: 'tensors', node },
      `One step changes ${trained} of the ${phase.trains.length} weight tensors that it trains, and no bit of any other.`,
      `One step changes ${strangers.join(', ')}, which it must leave alone.`,
    )
  } finally {
    trainer.dispose()
    parameters.load(before)
  }
}

/** Names of the tensors of which a bit differs. */
function changedIn(before: NamedTensors, after: NamedTensors): string[] {
  return Object.keys(before).filter((name) => {
    const [a, b] = [before[name], after[name]].map(
      (tensor) => new Int32Array(Float32Array.from(tensor?.values ?? []).buffer),
    )
    return !a || !b || a.length !== b.length || a.some((bits, i) => bits !== b[i])
  })
}

/** State that the calls of a procedure may move: not that of frozen nodes. */
function stateOf(program: Program, procedure: Procedure): string[] {
  const functions = new Map(program.functions.map((one) => [one.name, one]))
  const used = new Set<string>()
  const visit = (calls: Procedure['calls']): void => {
    for (const call of calls) {
      for (const parameter of Object.values(weightsOf(call))) used.add(parameter)
      for (const name of calleeNames(call)) visit(functions.get(name)?.calls ?? [])
    }
  }
  visit(procedure.calls)
  return program.parameters.flatMap(({ name, trainable, frozen }) =>
    !trainable && !frozen && used.has(name) ? [name] : [],
  )
}

/** Phases of one objective are opponents: what both train, each undoes for the other. */
function sharedByPlayers(program: Program): CheckResult[] {
  const nodes = [...new Set(program.phases.map(({ node }) => node))]
  return nodes.flatMap((node) => {
    const players = program.phases.filter((phase) => phase.node === node)
    if (players.length < 2) return []
    const owners = new Map<string, string[]>()
    for (const { trains, title } of players)
      for (const name of trains) owners.set(name, [...(owners.get(name) ?? []), title])
    const shared = [...owners].filter(([, titles]) => titles.length > 1)
    const [first] = shared
    const at = program.parameters.find(({ name }) => name === first?.[0])?.node
    return [
      judge(
        { check, title: 'What the players share', error: shared.length, tolerance: 0, unit: 'tensors', node: at },
        `${players.map(({ title }) => title).join(' and ')} train different weights.`,
        `${first?.[1].join(' and ')} both train ${first?.[0]}: the gradient of one must stop before it.`,
      ),
    ]
  })
}
