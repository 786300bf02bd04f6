// Generates readers of packed answers (`core/src/wire/packed`) from the core's schemas.

/**
 * A reader of each answer that is named here, and of every object in them.
 * @param {Record<string, any>} all the types by their names
 * @param {string[]} names
 */
export function answers(all, names) {
  const readers = new Map()
  const found = (schema) => {
    const name = schema.$ref?.replace('#/$defs/', '')
    const type = name ? all[name] : schema
    if (name && type.properties) {
      if (!readers.has(name)) readers.set(name, '').set(name, reader(name, type, found, names.includes(name)))
      return { kind: 'object', each: `read${name}` }
    }
    return part(type, name, found)
  }
  for (const name of names) found({ $ref: `#/$defs/${name}` })
  const sorted = [...readers].sort(([one], [two]) => (one < two ? -1 : 1))
  const types = sorted.flatMap(([name, text]) => [name, ...[...text.matchAll(/Text<(\w+)>|text<(\w+)>/g)].map((of) => of[1] ?? of[2])])
  return `import type {
${[...new Set(types)].sort().map((name) => `  ${name},\n`).join('')}} from './types.js'
import type { PackedReader } from './packed-reader.js'

${sorted.map(([, text]) => text).join('\n')}`
}

/** Writes an object literal, which JavaScript engines create fastest. */
function reader(name, schema, found, first) {
  const { properties, required } = schema
  // In the order of canonical text, in which the values come.
  const members = Object.keys(properties).sort().map((key) => {
    if (!required.includes(key)) throw new Error(`\`${key}\` of \`${name}\` has no place of its own`)
    return `    ${key}: ${call(found(properties[key]))},\n`
  })
  const what = first ? 'export function' : 'function'
  return `${what} read${name}(reader: PackedReader): ${name} {
  return {
${members.join('')}  }
}
`
}

const call = ({ kind, each = '', type = '' }) => `reader.${kind}${type}(${each})`

const SCALARS = { number: 'number', integer: 'number', string: 'text', boolean: 'flag' }

/** How a part that is no object is read. */
function part(schema, name, found) {
  const type = [schema.type].flat()
  const choices = schema.anyOf ?? schema.oneOf ?? []
  if (choices.length && choices.every((one) => typeof one.const === 'string')) return { kind: 'text', type: `<${name}>` }
  if (choices.length === 2 && choices[1].type === 'null') return maybe(found(choices[0]))
  if (choices.length === 2 && choices[0].type === 'boolean' && choices[1].type === 'array') {
    if (found(choices[1]).kind === 'texts') return { kind: 'flagOrTexts' }
  }
  if (type.length === 2 && type[1] === 'null') return maybe(part({ ...schema, type: type[0] }, name, found))
  if (type[0] === 'array') return list(found(schema.items))
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
