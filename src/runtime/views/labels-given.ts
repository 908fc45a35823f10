// What the samples of a model with labels were given, to be shown beside them.
import { conditionsOf, findProcedure } from '../../compiler/program/program.ts'
import { classNames } from '../../engine/data/class-names.ts'
import { conditionRows, samplesPerClass } from '../../engine/data/condition-rows.ts'
import type { SampleRequest } from '../../protocol/messages.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'

function labelledData({ program }: Model, feed: DataFeed) {
  const sample = findProcedure(program, 'sample')
  const label = sample && conditionsOf(sample).find(({ column }) => column === 'label')
  return label && feed.sources.find(({ node }) => node === label.node)
}

/** The request with as many samples as every class needs to have its share, where each is to have one. */
export function forEveryClass(model: Model, feed: DataFeed, request: SampleRequest): SampleRequest {
  const data = request.labels === 'all' ? labelledData(model, feed) : undefined
  if (!data) return request
  const classes = classNames(data.dataset).length
  return { ...request, count: classes * samplesPerClass(classes, request.count) }
}

/** The name of each sample's label; nothing for samples that are given none. */
export function labelsGiven(model: Model, feed: DataFeed, request: SampleRequest): readonly string[] | undefined {
  const data = labelledData(model, feed)
  if (!data) return undefined
  const names = classNames(data.dataset)
  const { labels } = conditionRows({ ...data, ...request })
  return Array.from(labels, (label) => names[label] ?? String(label))
}
