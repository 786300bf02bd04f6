// Joins the core's schemas into one set of definitions, and drops the rules that a TypeScript type cannot express.

/** Keywords about which keys exclude or need each other; the core checks those. */
const KEY_RULES = ['oneOf', 'anyOf', 'allOf', 'not']

/** Text, or an object whose `toJSON` returns ISO text, such as a `Date` or a `Temporal.Instant`. */
const INSTANT = 'string | Date | { toJSON(): string }'

/** A value of an attribute or of a property. */
const VALUE =
  'string | number | bigint | boolean | null | undefined | Date | {toJSON(): string} | readonly (string | number | boolean | null | undefined)[]'

/**
 * Excludes maps, sets, promises, lists, functions and dates by the symbols that they have. Users'
 * interfaces have no index signature, so a lead must accept any object but those.
 */
const NO_COLLECTION =
  '{readonly [Symbol.iterator]?: never; readonly [Symbol.toStringTag]?: never; readonly [Symbol.hasInstance]?: never; readonly [Symbol.toPrimitive]?: never}'

/** An object with the known members and any others, or an instance of a user's own type with the known members. */
function open(known) {
  return `({${known}; [key: string]: LeadValue} | (object & {${known}} & NoCollection))`
}

const ID = 'string | number | bigint | null | undefined'

/**
 * Every definition by its name.
 * @param {any} model the schema of models
 * @param {any} wire the schema of requests and answers
 */
export function definitions(model, wire) {
  const { $defs: parts, ...document } = model
  for (const name of Object.keys(parts).filter((name) => name in wire.$defs)) {
    if (JSON.stringify(parts[name]) !== JSON.stringify(wire.$defs[name])) {
      throw new Error(`model and wire define \`${name}\` differently`)
    }
  }
  const all = simple({ ...parts, ...wire.$defs, Document: document })
  all.Instant.tsType = INSTANT
  all.LeadValue = { description: 'A value of an attribute or of a property.', tsType: VALUE }
  all.NoCollection = { description: 'Any object but a list, map, set, promise, date or function.', tsType: NO_COLLECTION }
  all.Profile.tsType = open(`lead?: ${ID}`)
  all.Event.tsType = open(`event: string; at: Instant; value?: number | bigint | null | undefined; id?: ${ID}`)
  for (const name of Object.keys(all).filter((name) => name.endsWith('Request'))) {
    Object.values(all[name].properties ?? {}).forEach(readonlyLists)
    acceptHistory(all[name].properties?.events)
  }
  const text = JSON.stringify(all)
  // Definitions that only the dropped rules used are dropped too.
  const own = ['LeadValue', 'NoCollection']
  const used = (name) => name in wire.$defs || own.includes(name) || text.includes(`"#/$defs/${name}"`)
  return Object.fromEntries(Object.entries(all).filter(([name]) => used(name)))
}

/** Lists in requests are `readonly`, so that callers can pass constant lists. */
function readonlyLists(property) {
  const lists = [property, ...(property.anyOf ?? [])].filter(({ type, items }) => items && [type].flat().includes('array'))
  for (const list of lists) {
    const element = list.items.$ref?.replace('#/$defs/', '') ?? list.items.type
    const others = [list.type].flat().includes('null') ? ' | null' : ''
    list.tsType = `readonly ${element}[]${others}`
  }
}

/** In a request that is an object, `events` may also be a `History`. */
function acceptHistory(events) {
  if (!events?.tsType?.startsWith('readonly Event[]')) return
  events.description += ', or a `History`'
  events.tsType = events.tsType.replace('readonly Event[]', 'readonly Event[] | History')
}

function simple(schema) {
  if (Array.isArray(schema)) return schema.map(simple)
  if (schema === null || typeof schema !== 'object') return schema
  const rules = schema.properties || schema.items ? KEY_RULES : []
  const kept = Object.entries(schema).filter(([key]) => !rules.includes(key))
  const out = Object.fromEntries(kept.map(([key, value]) => [key, simple(value)]))
  if (typeof out.description === 'string' && Object.keys(out).length === 1) out.tsType = 'unknown'
  if (out.$ref && out.description) {
    // json-schema-to-typescript would make a new type of a reference with a description.
    return { description: out.description, anyOf: [{ $ref: out.$ref }] }
  }
  if (out.type === 'array' && out.anyOf) {
    // A list of one type or of another becomes a list of either.
    out.items = { anyOf: out.anyOf.map((list) => list.items) }
    delete out.anyOf
  }
  // A minimum length would become a tuple type.
  if (out.minItems !== out.maxItems) delete out.minItems
  if (Array.isArray(out.prefixItems)) {
    // json-schema-to-typescript reads tuples in the form of older drafts.
    out.items = out.prefixItems
    out.additionalItems = false
    delete out.prefixItems
  }
  return out
}
