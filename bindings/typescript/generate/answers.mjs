// Generates readers of packed answers (`core/src/wire/packed`) from the core's schemas.

/**
 * Generates a reader for each named answer and for every object inside them.
 * @param {Record<string, any>} all the types by their names
 * @param {string[]} names the answers
 */
export function answers(all, names) {
  const readers = new Map()
  const readerOf = (schema) => {
    const name = schema.$ref?.replace('#/$defs/', '')
    const type = name ? all[name] : schema
    if (name && type.properties) {
      if (!readers.has(name)) readers.set(name, '').set(name, reader(name, type, readerOf, names.includes(name)))
      return { kind: 'object', each: `read${name}` }
    }
    return part(type, name, readerOf)
  }
  for (const name of names) readerOf({ $ref: `#/$defs/${name}` })
  const sorted = [...readers].sort(([one], [two]) => (one < two ? -1 : 1))
  const types = sorted.flatMap(([name, text]) => [name, ...[...text.matchAll(/Text<(\w+)>|text<(\w+)>/g)].map((of) => of[1] ?? of[2])])
  return `import type {
${[...new Set(types)].sort().map((name) => `  ${name},\n`).join('')}} from './types.js'
import type { PackedReader } from './packed-reader.js'

${sorted.map(([, text]) => text).join('\n')}`
}

/** A function that returns an object literal, which JavaScript engines create fastest. */
function reader(name, schema, readerOf, exported) {
  const { properties, required } = schema
  // In the order of canonical JSON text, which is the order of the values.
  const members = Object.keys(properties).sort().map((key) => {
    if (!required.includes(key)) throw new Error(`\`${key}\` of \`${name}\` is optional: packed answers need every key`)
    return `    ${key}: ${call(readerOf(properties[key]))},\n`
  })
  const keyword = exported ? 'export function' : 'function'
  return `${keyword} read${name}(reader: PackedReader): ${name} {
  return {
${members.join('')}  }
}
`
}

const call = ({ kind, each = '', type = '' }) => `reader.${kind}${type}(${each})`

const SCALARS = { number: 'number', integer: 'number', string: 'text', boolean: 'flag' }

/** How a value that is not an object is read. */
function part(schema, name, readerOf) {
  const type = [schema.type].flat()
  const choices = schema.anyOf ?? schema.oneOf ?? []
  if (choices.length && choices.every((one) => typeof one.const === 'string')) return { kind: 'text', type: `<${name}>` }
  if (choices.length === 2 && choices[1].type === 'null') return maybe(readerOf(choices[0]))
  if (choices.length === 2 && choices[0].type === 'boolean' && choices[1].type === 'array') {
    if (readerOf(choices[1]).kind === 'texts') return { kind: 'flagOrTexts' }
  }
  if (type.length === 2 && type[1] === 'null') return maybe(part({ ...schema, type: type[0] }, name, readerOf))
  if (type[0] === 'array') return list(readerOf(schema.items))
  const kind = SCALARS[type[0]]
  if (!kind || type.length > 1) throw new Error(`no reader for ${JSON.stringify(schema)}`)
  return { kind }
}

const maybe = (part) => ({ ...part, kind: `maybe${part.kind[0].toUpperCase()}${part.kind.slice(1)}` })

function list(element) {
  if (element.kind === 'object') return { kind: 'list', each: element.each }
  if (element.kind === 'text') return { kind: 'texts' }
  throw new Error(`no reader for lists of ${element.kind}`)
}
