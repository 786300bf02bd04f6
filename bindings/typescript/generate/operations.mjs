// The methods of a model, from the core's one list of operations.

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())
const pascal = (name) => camel(`_${name}`)

/**
 * @param {{ name: string, about: string, models: [number, number], arguments: unknown[], answer: string }[]} all
 */
export function operations(all) {
  const types = all.flatMap((one) => [one.answer, ...(one.arguments.length ? [`${pascal(one.name)}Request`] : [])])
  return `import type { Request } from './request.js'
import type {
${[...new Set(types)].sort().map((name) => `  ${name},\n`).join('')}} from './types.js'

/** Names of methods with the names that the core gives to what they do. */
export const OPERATIONS = {
${all.map((one) => `  ${camel(one.name)}: '${one.name}',\n`).join('')}} as const

/**
 * What a model offers. Each operation answers with an object; its twin with \`Json\` at its end
 * answers with the canonical JSON text of that object (RFC 8785), which is faster.
 */
export interface Operations<Model> {
${all.map(method).join('\n')}}
`
}

function method(one) {
  const parameters = []
  if (one.arguments.length) parameters.push(`request: Request<${pascal(one.name)}Request>`)
  if (one.models[1] > 1) parameters.push('other?: Model')
  const name = camel(one.name)
  const about = one.about[0].toUpperCase() + one.about.slice(1)
  return `  /** ${about}. */
  ${name}(${parameters.join(', ')}): ${one.answer}
  /** \`${name}\` with its answer as canonical JSON text. */
  ${name}Json(${parameters.join(', ')}): string
`
}
