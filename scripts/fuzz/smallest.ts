// Makes a document that fails smaller for as long as it fails alike.
import { emptyLayout, type GraphDocument } from '../../src/graph/document.ts'
import { disconnect, removeItems, resetParam, setMode, setTitle } from '../../src/graph/edits.ts'

/** @param fails whether a document fails as the first one does. */
export async function smallest(
  document: GraphDocument,
  fails: (document: GraphDocument) => Promise<boolean>,
): Promise<GraphDocument> {
  if (!(await fails(document))) return document
  let small = document
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false
    for (const smaller of reductions(small)) {
      const candidate = smaller(small)
      if (candidate === small || JSON.stringify(candidate) === JSON.stringify(small)) continue
      if (!(await fails(candidate))) continue
      small = candidate
      isSmaller = true
    }
  }
  return small
}

type Reduction = (document: GraphDocument) => GraphDocument

/** Of the document as it is now; each is tried on what the others have left. */
function reductions({ nodes, wires, frames, notes }: GraphDocument): readonly Reduction[] {
  return [
    ...[...nodes, ...frames, ...notes].map(
      ({ id }): Reduction =>
        (document) =>
          removeItems(document, new Set([id])),
    ),
    ...wires.map(
      ({ to }): Reduction =>
        (document) =>
          disconnect(document, to),
    ),
    ...nodes.flatMap(({ id, params }): Reduction[] => [
      ...Object.keys(params).map(
        (name): Reduction =>
          (document) =>
            resetParam(document, id, name),
      ),
      (document) => setMode(document, new Set([id]), undefined),
      (document) => setTitle(document, id, ''),
    ]),
    (document) => ({ ...document, layout: emptyLayout }),
  ]
}
