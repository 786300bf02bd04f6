// Generates the methods of a model from the core's list of operations.

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

/** The core's operations by their method names; \`lead\`: its request describes a lead, \`other\`: it takes a second model. */
export const OPERATIONS = {
${all.map(entry).join('')}} as const

/** What each member of a request accepts, as messages say it. */
export const ARGUMENTS: Readonly<Record<string, string>> = {
${members(all.flatMap((one) => one.arguments).map((one) => [one.name, allowed(one)]))}}

/** What each option of Arrow tables accepts, as messages say it. */
export const TABLE_OPTIONS: Readonly<Record<string, string>> = {
${members(Object.entries(tableOptions).map(([name, { description }]) => [name, description]))}}

/**
 * The operations of a model. Each returns an object; the method of the same name with \`Json\` at
 * its end returns the canonical JSON text of that object (RFC 8785), which is faster if you only
 * store or send it. All throw a \`LeadgradeError\` with every problem of the request.
 */
export interface Operations<Model> {
${all.map(method).join('\n')}}
`
}

const describesLead = (one) => one.arguments.some((argument) => argument.name === 'events')

/** What an argument accepts in JavaScript, where `events` may also be a `History`. */
function allowed({ name, allowed }) {
  return name === 'events' ? `${allowed}, or a \`History\`: \`new History(bytes)\` restores a stored one` : allowed
}

const takesOther = (one) => one.models[1] > 1

function entry(one) {
  return `  ${camel(one.name)}: { operation: '${one.name}', lead: ${describesLead(one)}, other: ${takesOther(one)} },\n`
}

/** Members of an object literal of texts, each name once. */
function members(named) {
  return [...new Map(named)].map(([name, text]) => `  ${name}: ${quoted(text)},\n`).join('')
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
  /** Like \`${name}\`, but returns canonical JSON text. */
  ${name}Json(${parameters}): string
`
}
