// The methods of a model, from the core's one list of operations.

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())
const pascal = (name) => camel(`_${name}`)

/**
 * @param {Record<string, { description: string }>} tableOptions
 * @param {{ name: string, about: string, models: [number, number], arguments: unknown[], answer: string }[]} all
 */
export function operations(all, tableOptions) {
  const types = all.flatMap((one) => [one.answer, ...(one.arguments.length ? [`${pascal(one.name)}Request`] : [])])
  return `import type { Request } from './request.js'
import type {
${[...new Set(types)].sort().map((name) => `  ${name},\n`).join('')}} from './types.js'

/** The core's list of operations by the names of their methods: which are about a lead, which take another model. */
export const OPERATIONS = {
${all.map(entry).join('')}} as const

/** What the members of requests may be, in the core's words; \`events\` may also be a \`History\`. */
export const ARGUMENTS: Readonly<Record<string, string>> = {
${words(all.flatMap((one) => one.arguments).map((one) => [one.name, allowed(one)]))}}

/** What may be asked of tables of Arrow, in the core's words. */
export const TABLE_OPTIONS: Readonly<Record<string, string>> = {
${words(Object.entries(tableOptions).map(([name, { description }]) => [name, description]))}}

/**
 * What a model offers. Each operation answers with an object; its twin with \`Json\` at its end
 * answers with the canonical JSON text of that object (RFC 8785), for when nobody needs the object.
 */
export interface Operations<Model> {
${all.map(method).join('\n')}}
`
}

const aboutLead = (one) => one.arguments.some((argument) => argument.name === 'events')

/** What an argument may be in JavaScript, where events may also be an object that JSON has not. */
function allowed({ name, allowed }) {
  return name === 'events' ? `${allowed}, or a \`History\`: \`new History(bytes)\` reads one that was stored` : allowed
}

const takesOther = (one) => one.models[1] > 1

function entry(one) {
  return `  ${camel(one.name)}: { operation: '${one.name}', lead: ${aboutLead(one)}, other: ${takesOther(one)} },\n`
}

/** Members of an object of texts, each name once. */
function words(named) {
  const members = [...new Map(named)].map(([name, text]) => `  ${name}: ${quoted(text)},\n`)
  return members.join('')
}

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

function method(one) {
  const name = camel(one.name)
  const about = one.about[0].toUpperCase() + one.about.slice(1)
  const other = takesOther(one) ? ['other?: Model'] : []
  const request = one.arguments.length ? `${pascal(one.name)}Request` : undefined
  const plain = request ? [`request: Request<${request}>`] : []
  const parameters = [...plain, ...other].join(', ')
  return `  /** ${about}. */
  ${name}(${parameters}): ${one.answer}
  /** \`${name}\` with its answer as canonical JSON text. */
  ${name}Json(${parameters}): string
`
}
