// Tensors that are wanted side by side, so that one dispatch can take them all: gradients by the optimiser, new state. Most
// kernels simply write to the wanted place. Where one cannot, because the same dispatch would read and write one buffer, or
// the tensor is wanted twice, a copy is put in.
import type { Stretch } from './copy-kernel.ts'
import type { Shader } from './shader.ts'
import type { Dispatch, KernelRecord, TensorRef } from './trace.ts'
import { elementCount, roundUp } from './uniform-block.ts'
import { partAlignment } from './variable-buffer.ts'

export interface Gathering {
  /** The whole of it, which the taking dispatch binds. */
  readonly region: TensorRef
  /** In the order in which they lie there. */
  readonly members: readonly Member[]
}

interface Member {
  readonly ref: TensorRef
  /** Numbers from the start of the region. */
  readonly place: number
}

/** Numbers that a member takes up in a region. */
export const paddedLength = (shape: readonly number[]): number => roundUp(elementCount(shape), partAlignment / 4)

/** @param reference names the region. */
export function gatheringOf(refs: readonly TensorRef[], reference: (shape: readonly number[]) => TensorRef): Gathering {
  let end = 0
  const members = refs.map((ref) => {
    const place = end
    end += paddedLength(ref.shape)
    return { ref, place }
  })
  return { region: reference([end]), members }
}

export interface Gathered {
  readonly records: readonly KernelRecord[]
  /** Tensors that are written where they are wanted, by id. */
  readonly inRegion: ReadonlyMap<number, { readonly region: number; readonly place: number }>
}

/** How tensors are copied. */
export interface Copying {
  /** One dispatch, which binds what is written, then the sources. */
  shader(stretches: readonly Stretch[]): Shader
  /** The most tensors of one dispatch. */
  readonly sources: number
}

export function placeGatherings(
  records: readonly KernelRecord[],
  gatherings: readonly Gathering[],
  copying: Copying,
): Gathered {
  const uses = usesByTensor(records)
  const inRegion = new Map<number, { readonly region: number; readonly place: number }>()
  const copies = new Map<number, KernelRecord>()
  for (const { region, members } of gatherings) {
    const left: Member[] = []
    for (const member of members) {
      const { id, role } = member.ref
      const found = uses.get(id) ?? []
      const isFree =
        (role === 'temporary' || role === 'output') &&
        !inRegion.has(id) &&
        // A copy within the region would read and write one buffer.
        members.every((other) => other === member || other.ref.id !== id) &&
        found.some(({ writes }) => writes.has(id)) &&
        found.every((use) => !collides(id, use, region.id, inRegion))
      if (isFree) inRegion.set(id, { region: region.id, place: member.place })
      else left.push(member)
    }
    if (left.length > 0) copies.set(region.id, copyRecord(region, left, copying))
  }
  const placed = records.flatMap((record) => {
    const before = bound(record).flatMap(({ id }) => {
      const copy = copies.get(id)
      copies.delete(id)
      return copy ? [copy] : []
    })
    return [...before, record]
  })
  return { records: placed, inRegion }
}

interface Use {
  readonly reads: ReadonlySet<number>
  readonly writes: ReadonlySet<number>
}

/** The dispatches that bind each tensor. The first binding is written, and whatever the record gives. */
function usesByTensor(records: readonly KernelRecord[]): ReadonlyMap<number, readonly Use[]> {
  const uses = new Map<number, Use[]>()
  for (const { outputs, dispatches } of records) {
    const given = new Set(outputs.map(({ id }) => id))
    for (const dispatch of dispatches) {
      const ids = tensorsOf(dispatch).map(({ id }) => id)
      const [first] = dispatch.bindings
      const isWritten = (id: number) => given.has(id) || (first && 'tensor' in first && first.tensor.id === id)
      const use = { reads: new Set(ids.filter((id) => !isWritten(id))), writes: new Set(ids.filter(isWritten)) }
      for (const id of ids) {
        const known = uses.get(id)
        if (known) known.push(use)
        else uses.set(id, [use])
      }
    }
  }
  return uses
}

/** Whether a dispatch that binds the tensor would read and write the region. */
function collides(id: number, { reads, writes }: Use, region: number, inRegion: Gathered['inRegion']): boolean {
  const isThere = (other: number) => inRegion.get(other)?.region === region
  return writes.has(id) ? [...reads].some(isThere) : [...writes].some(isThere)
}

function copyRecord(region: TensorRef, members: readonly Member[], { shader, sources }: Copying): KernelRecord {
  const dispatches: Dispatch[] = []
  for (let start = 0; start < members.length; start += sources) {
    const part = members.slice(start, start + sources)
    const stretches = part.map(
      ({ ref, place }, source): Stretch => ({ source, from: 0, to: place, length: elementCount(ref.shape) }),
    )
    const bindings = [{ tensor: region }, ...part.map(({ ref }) => ({ tensor: ref }))]
    dispatches.push({ ...shader(stretches), bindings })
  }
  const inputs = Object.fromEntries(members.map(({ ref }, index) => [String(index), ref]))
  return { kernel: 'Gather', attrs: {}, inputs, outputs: [region], dispatches }
}

const bound = ({ dispatches }: KernelRecord): readonly TensorRef[] => dispatches.flatMap(tensorsOf)

export const tensorsOf = ({ bindings }: Dispatch): readonly TensorRef[] =>
  bindings.flatMap((binding) => ('tensor' in binding ? [binding.tensor] : []))
