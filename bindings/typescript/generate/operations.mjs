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

/** What the members of requests may be, in the core's words. */
export const ARGUMENTS: Readonly<Record<string, string>> = {
${words(all.flatMap((one) => one.arguments).map(({ name, allowed }) => [name, allowed]))}}

/** What may be asked of tables of Arrow, in the core's words. */
export const TABLE_OPTIONS: Readonly<Record<string, string>> = {
${words(Object.entries(tableOptions).map(([name, { description }]) => [name, description]))}}

/**
 * What a model offers. Each operation answers with an object; its twin with \`Json\` at its end
 * answers with the canonical JSON text of that object (RFC 8785), for when nobody needs the object.
 */
export interface Operations<Model, History> {
${all.map(method).join('\n')}}
`
}

const aboutLead = (one) => one.arguments.some((argument) => argument.name === 'events')

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
