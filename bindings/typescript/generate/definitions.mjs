// The schemas of the core as one set of definitions, with what a type can say and no more.

/** What says which keys may stand together; the core checks that, with line and column. */
const TOGETHER = ['oneOf', 'anyOf', 'allOf', 'not']

/** `Date`, `Temporal.Instant` and all else whose `toJSON` is ISO text. */
const INSTANT = 'string | Date | { toJSON(): string }'

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
  for (const one of [all.Event, all.Profile]) Object.values(one.properties).forEach(exact)
  const text = JSON.stringify(all)
  // Parts that only a rule about keys names are of no use without it.
  const used = (name) => name in wire.$defs || text.includes(`"#/$defs/${name}"`)
  return Object.fromEntries(Object.entries(all).filter(([name]) => used(name)))
}

/** A BigInt is a number as well: an exact one. */
function exact(property) {
  const types = [property.type].flat()
  if (!types.some((type) => type === 'integer' || type === 'number')) return
  property.tsType = types.map((type) => (type === 'integer' ? 'number' : type)).concat('bigint').join(' | ')
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
