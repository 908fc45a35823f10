// A node's parameters in one quiet line: `Dense 400 · Latent size 20`.
import type { TypedNode } from '../../compiler/inference/typed-graph.ts'
import type { Definitions, NodeDefinition } from '../../graph/definition.ts'
import type { Field } from '../../graph/fields.ts'
import { isArray, type Json, type JsonObject, sameJson } from '../../graph/json.ts'
import { plainNumber } from './quantities.ts'

const shownParts = 3

export function parameterLine({ definition, params }: TypedNode, definitions: Definitions): string {
  return definition ? describeParams(definition, params, definitions).slice(0, shownParts).join(' · ') : ''
}

/** The fields that the form would show, each in a few words. */
export function describeParams(definition: NodeDefinition, params: JsonObject, definitions: Definitions): string[] {
  return Object.entries(definition.fields).flatMap(([name, field]) => {
    const value = params[name]
    return value === undefined || !isShown(field, params) ? [] : describeValue(field, value, definitions)
  })
}

export const isShown = ({ when }: Field<unknown>, params: JsonObject): boolean =>
  !when || [when.is, ...(when.or ?? [])].some((value) => sameJson(params[when.field], value))

function describeValue(field: Field<unknown>, value: Json, definitions: Definitions): string[] {
  const { form, title } = field
  switch (form.control) {
    case 'integer':
    case 'number':
      return typeof value === 'number' ? [`${title} ${plainNumber(value)}`] : []
    case 'choice': {
      const chosen = form.choices.find((choice) => choice.value === value)
      return chosen && !isNothing(chosen.value) ? [shortTitle(chosen.title)] : []
    }
    case 'switch':
      return value === true ? [title] : []
    case 'shape':
      return isArray(value) ? [value.join(' × ')] : []
    case 'sizes':
      return isArray(value) ? [value.length ? value.join(', ') : `no ${title.toLowerCase()}`] : []
    case 'classes':
      return isArray(value) && value.length < form.names.length
        ? [value.map((one) => (typeof one === 'number' && form.names[one]) || '?').join(', ')]
        : []
    case 'layers':
      return isArray(value) ? [describeLayers(value, definitions)] : []
    default:
      return form satisfies never
  }
}

/** Without its explanation, as in `Gaussian: mean and log-variance` or `Dynamic (Bernoulli draws)`. */
const shortTitle = (title: string): string => title.replace(/(: | \().*$/, '')

const isNothing = (value: string): boolean => value === 'none' || value === 'linear'

function describeLayers(layers: readonly Json[], definitions: Definitions): string {
  if (layers.length === 0) return 'no hidden layers'
  if (layers.length > 2) return `${layers.length} layers`
  return layers.map((layer) => describeLayer(layer, definitions)).join(' → ')
}

/** `Dense 400`: the kind and its first number. */
function describeLayer(layer: Json, definitions: Definitions): string {
  if (!isObject(layer) || typeof layer.kind !== 'string') return '?'
  const definition = definitions.get(layer.kind)
  const params = layer.params
  const first = definition ? Object.keys(definition.fields)[0] : undefined
  const value = first !== undefined && isObject(params) ? params[first] : undefined
  return [definition?.title ?? layer.kind, ...(typeof value === 'number' ? [plainNumber(value)] : [])].join(' ')
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isArray(value)
