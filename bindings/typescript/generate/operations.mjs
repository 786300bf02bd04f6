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

/** The core's list of operations by the names of their methods, and which of them are about a lead. */
export const OPERATIONS = {
${all.map(entry).join('')}} as const

/**
 * What a model offers. Each operation answers with an object; its twin with \`Json\` at its end
 * answers with the canonical JSON text of that object (RFC 8785), for when nobody needs the object.
 */
export interface Operations<Model, History> {
${all.map(method).join('\n')}}
`
}

const aboutLead = (one) => one.arguments.some((argument) => argument.name === 'events')

function entry(one) {
  return `  ${camel(one.name)}: { operation: '${one.name}', lead: ${aboutLead(one)} },\n`
}

function method(one) {
  const name = camel(one.name)
  const about = one.about[0].toUpperCase() + one.about.slice(1)
  const other = one.models[1] > 1 ? ['other?: Model'] : []
  const request = one.arguments.length ? `${pascal(one.name)}Request` : undefined
  const plain = request ? [`request: Request<${request}>`] : []
  const methods = [twins(name, `${about}.`, [...plain, ...other], one.answer)]
  if (aboutLead(one)) {
    const past = ['history: History', `request: Request<Omit<${request}, 'events'>>`]
    methods.push(twins(`${name}History`, `\`${name}\` of a lead by its history.`, [...past, ...other], one.answer))
  }
  return methods.join('\n')
}

function twins(name, about, parameters, answer) {
  return `  /** ${about} */
  ${name}(${parameters.join(', ')}): ${answer}
  /** \`${name}\` with its answer as canonical JSON text. */
  ${name}Json(${parameters.join(', ')}): string
`
}
