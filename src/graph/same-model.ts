// Whether two documents describe the same model, so that training can continue with the same weights.
import type { GraphDocument, GraphNode } from './document.ts'
import { documentJson } from './document-file.ts'
import { sameJson } from './json.ts'

/** Same nodes and wires; titles, training settings and positions on the canvas do not matter, nor does the order of wires, which
 * can change when a document is saved and reopened.
 */
export function describesTheSame(a: GraphDocument, b: GraphDocument): boolean {
  if (a.nodes === b.nodes && a.wires === b.wires) return true
  const [one, other] = [modelOf(a), modelOf(b)]
  return sameJson(one.nodes, other.nodes) && sameJson(one.wires, other.wires)
}

/** Same model and training settings; titles and positions on the canvas do not affect a run. */
export const trainsTheSame = (a: GraphDocument, b: GraphDocument): boolean =>
  describesTheSame(a, b) && sameTraining(a, b)

const sameTraining = (a: GraphDocument, b: GraphDocument) =>
  a.training === b.training || sameJson(documentJson(a).training, documentJson(b).training)

const modelOf = (document: GraphDocument) => documentJson({ ...document, nodes: document.nodes.map(withoutTitle) })

const withoutTitle = ({ title: _, ...node }: GraphNode): GraphNode => node
