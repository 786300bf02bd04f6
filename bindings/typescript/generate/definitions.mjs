// The schemas of the core as one set of definitions, with what a type can say and no more.

/** What says which keys may stand together; the core checks that, with line and column. */
const TOGETHER = ['oneOf', 'anyOf', 'allOf', 'not']

/** `Date`, `Temporal.Instant` and all else whose `toJSON` is ISO text. */
const INSTANT = 'string | Date | { toJSON(): string }'

/** A value of a lead: one of an attribute or of a property. */
const VALUE =
  'string | number | bigint | boolean | null | undefined | Date | {toJSON(): string} | readonly (string | number | boolean | null | undefined)[]'

/**
 * What maps, sets, promises, lists, functions and dates have and leads have not. It lets an
 * interface, which has no index signature, stand for a lead without letting those.
 */
const NONE_OF_THOSE =
  '{readonly [Symbol.iterator]?: never; readonly [Symbol.toStringTag]?: never; readonly [Symbol.hasInstance]?: never; readonly [Symbol.toPrimitive]?: never}'

/** An object of any values beside known ones; or one of a type of its own with the same known ones. */
function open(known) {
  return `({${known}; [key: string]: LeadValue} | (object & {${known}} & NoCollection))`
}

const ID = 'string | number | bigint | null | undefined'

/**
 * Every definition of the model and of the wire by its name.
 * @param {any} model
 * @param {any} wire
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
  all.NoCollection = { description: 'An object that is no list, map, set, promise, date or function.', tsType: NONE_OF_THOSE }
  all.Profile.tsType = open(`lead?: ${ID}`)
  all.Event.tsType = open(`event: string; at: Instant; value?: number | bigint | null | undefined; id?: ${ID}`)
  for (const name of Object.keys(all).filter((name) => name.endsWith('Request'))) {
    Object.values(all[name].properties ?? {}).forEach(readable)
    orHistory(all[name].properties?.events)
  }
  const text = JSON.stringify(all)
  // Parts that only a rule about keys names are of no use without it.
  const own = ['LeadValue', 'NoCollection']
  const used = (name) => name in wire.$defs || own.includes(name) || text.includes(`"#/$defs/${name}"`)
  return Object.fromEntries(Object.entries(all).filter(([name]) => used(name)))
}

/** A list that is given may be one that nobody changes. */
function readable(property) {
  const lists = [property, ...(property.anyOf ?? [])].filter(({ type, items }) => items && [type].flat().includes('array'))
  for (const list of lists) {
    const element = list.items.$ref?.replace('#/$defs/', '') ?? list.items.type
    const others = [list.type].flat().includes('null') ? ' | null' : ''
    list.tsType = `readonly ${element}[]${others}`
  }
}

/** The events of a request that is an object may be a history, which JSON has not. */
function orHistory(events) {
  if (!events?.tsType?.startsWith('readonly Event[]')) return
  events.description += ', or a `History`'
  events.tsType = events.tsType.replace('readonly Event[]', 'readonly Event[] | History')
}

function simple(schema) {
  if (Array.isArray(schema)) return schema.map(simple)
  if (schema === null || typeof schema !== 'object') return schema
  const rules = schema.properties || schema.items ? TOGETHER : []
  const said = Object.entries(schema).filter(([key]) => !rules.includes(key))
  const out = Object.fromEntries(said.map(([key, value]) => [key, simple(value)]))
  if (typeof out.description === 'string' && Object.keys(out).length === 1) out.tsType = 'unknown'
  if (out.$ref && out.description) {
    // A description beside a reference would become a type of its own.
    return { description: out.description, anyOf: [{ $ref: out.$ref }] }
  }
  if (out.type === 'array' && out.anyOf) {
    // A list of these or a list of those.
    out.items = { anyOf: out.anyOf.map((list) => list.items) }
    delete out.anyOf
  }
  // Of a list that is not empty it is enough to say that it is a list.
  if (out.minItems !== out.maxItems) delete out.minItems
  if (Array.isArray(out.prefixItems)) {
    // The library reads tuples as older drafts write them.
    out.items = out.prefixItems
    out.additionalItems = false
    delete out.prefixItems
  }
  return out
}
