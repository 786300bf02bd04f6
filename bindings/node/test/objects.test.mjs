// Objects and JSON text give the same answer, for ordinary and unusual requests.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { LeadgradeError, Model } from 'leadgrade'

const of = (path) => Model.fromToml(readFileSync(new URL(`../../../${path}`, import.meta.url)))
const models = [
  of('benches/workloads/typical.toml'),
  ...['b2c-retail', 'office-supplies', 'arabic-retail'].map((name) => of(`examples/models/${name}.toml`)),
]
const AS_OF = '2026-11-22T09:30:00Z'

/** Random numbers that are the same in every run. */
function random(seed) {
  let state = seed
  const next = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return { next, of: (list) => list[next(list.length)], some: (list) => list.filter(() => next(4) > 0) }
}

/** Names of attributes, properties and signals, and unknown names. */
function words(model) {
  const { attributes = {}, properties = {}, signals } = model.document()
  const events = Object.entries(signals).flatMap(([name, signal]) => [name, ...[signal.event ?? []].flat()])
  return {
    attributes: [...Object.keys(attributes), 'other', 'الاسم', '__proto__', 'toJSON'],
    properties: [...Object.keys(properties), 'other', 'constructor'],
    events: [...events, ...events, 'unheard of', 'ungehört', '😀', '', ' ', 'toString', '__proto__', '"\\\n'],
  }
}

const USUAL = [1, 0, 250.5, 1e6, 'legal', 'Office Manager', 'DE', true, false, null, ['a', 'b']]
const ODD = [
  -0, Number.NaN, Infinity, -Infinity, 2 ** 60, 5e-324, 0.1 + 0.2, 7n, 2n ** 70n, undefined, '', '\ud800', '\udc00x', '😀', {},
  { a: { b: 1 } }, [], [undefined, () => 1], [[[[[1]]]]], new Date(0), new Date(Number.NaN), () => 1, Symbol('s'),
  new String('text'), new Number(7), new Map([[1, 2]]), Object.create(null),
]
const INSTANTS = [
  '2026-11-20T10:00:00Z', '2026-11-20T10:00:00.250Z', '2026-10-01T00:00:00.123456789+02:00', '2026-11-20', '2026-02-30',
  '2027-01-01T00:00:00Z', '1800-01-01T00:00:00Z', 'soon', '2026-11-20T10:00:00', '2026-11-20T23:59:60Z', ' 2026-11-20T10:00:00Z',
  '+002026-11-20T10:00:00.000Z', '2026-11-20T10:00:00Z\u0000', '٢٠٢٦-11-20T10:00:00Z',
]

/** An object of another class with the same members. */
function disguised(parts, { next }) {
  switch (next(9)) {
    case 0: return Object.assign(Object.create(null), parts)
    case 1: return Object.assign(Object.create({ value: 7, at: AS_OF }), parts)
    case 2: return Object.assign(new (class Thing { id = 'thing' })(), parts)
    case 3: return Object.defineProperty({ ...parts }, 'value', { get: () => 12.5, enumerable: true })
    case 4: return Object.defineProperty({ ...parts }, 'id', { value: 'unseen', enumerable: false })
    case 5: return { ...parts, toJSON: () => ({ event: 'form', at: AS_OF }) }
    case 6: return Object.defineProperty({ ...parts }, 'toJSON', { value: () => parts })
    case 7: return new Proxy(parts, {})
    default: return { ...parts, [Symbol('s')]: 1 }
  }
}

function event({ events, properties }, odd, chance) {
  const { next, of } = chance
  const at = new Date(Date.parse(AS_OF) - next(200 * 86_400) * 1000)
  const plain = { event: of(events), at: next(3) ? at.toISOString() : of([at, { toJSON: () => at.toISOString() }]) }
  if (!next(3)) plain.value = next(2) ? next(1000) / 4 : of([null, undefined, -3, 1e9, 1_000_000_000.5])
  if (!next(3)) plain.id = of(['a', 'b', 'ä', '', ' ', 'order', null, undefined])
  if (!odd || next(3)) return plain
  const part = of(['event', 'at', 'value', 'id', of(properties)])
  switch (next(6)) {
    case 0: return disguised(plain, chance)
    case 1: return of(ODD)
    case 2: return { ...plain, at: of(INSTANTS) }
    default: return { ...plain, [part]: of(next(2) ? ODD : USUAL) }
  }
}

function request(model, odd, chance) {
  const { next, of, some } = chance
  const known = words(model)
  const value = () => of(odd && !next(4) ? ODD : USUAL)
  const profile = Object.fromEntries(some(known.attributes).map((name) => [name, value()]))
  if (next(4)) profile.lead = of(['L-7', 'Müller', '😀', 7, null])
  const events = Array.from({ length: next(25) }, () => event(known, odd, chance))
  const whole = { profile, events, as_of: of([AS_OF, AS_OF, '2026-11-22', new Date(AS_OF)]) }
  if (!odd || next(2)) return whole
  const part = of(['profile', 'events', 'as_of', 'other'])
  switch (next(7)) {
    case 0: return disguised(whole, chance)
    case 1: return { ...whole, as_of: of(INSTANTS) }
    case 2: return { ...whole, [part]: of([...ODD, ...USUAL]) }
    case 3: return { ...whole, events: new Array(3) }
    case 4: return { ...whole, events: Object.assign([...events], { toJSON: () => [] }) }
    case 5: return { ...whole, profile: disguised(profile, chance) }
    default: return of([...ODD, ...USUAL])
  }
}

/** The answer of a call, or its whole error. */
function said(call) {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof LeadgradeError)) return String(error)
    const { message, code, path, help, problems } = error
    return { message, code, path, help, problems }
  }
}

/** Checks that two answers are equal, including the order of their keys. */
function same(found, expected, about) {
  assert.deepStrictEqual(found, expected, about)
  assert.equal(JSON.stringify(found), JSON.stringify(expected), about)
}

/** The number of answers without JSON text. */
function counted(run) {
  const { parse } = JSON
  let parsed = 0
  JSON.parse = (...given) => ((parsed += 1), parse(...given))
  try {
    return [run(), parsed]
  } finally {
    JSON.parse = parse
  }
}

for (const odd of [false, true]) {
  test(`${odd ? 'unusual' : 'ordinary'} objects and their text give the same answer`, () => {
    let texts = 0
    for (let seed = 0; seed < 2000; seed += 1) {
      const chance = random(seed * 7919 + Number(odd))
      const model = chance.of(models)
      const asked = request(model, odd, chance)
      const [found, parsed] = counted(() => said(() => model.assess(asked)))
      texts += parsed
      same(found, said(() => JSON.parse(model.assessJson(asked))), `seed ${seed}`)
    }
    // Ordinary requests never use JSON text; some unusual ones do not either.
    assert.ok(odd ? texts > 100 && texts < 1900 : texts === 0, String(texts))
  })
}

test('requests and answers that are too long to be packed', () => {
  const [model] = models
  for (const count of [1000, 4095, 4096, 5000]) {
    for (const name of ['order', (at) => `unheard of ${at}`]) {
      const one = (_, at) => ({ event: typeof name === 'string' ? name : name(at), at: AS_OF, value: 1 })
      const asked = { events: Array.from({ length: count }, one), as_of: AS_OF }
      same(model.assess(asked), JSON.parse(model.assessJson(asked)), `${count}`)
    }
  }
})

test('an assessment inside a getter of another request', () => {
  const [model] = models
  const inner = { events: [{ event: 'form', at: AS_OF, value: 3 }], as_of: AS_OF }
  let within
  const at = { toJSON: () => ((within = model.assess(inner)), AS_OF) }
  const asked = { events: [{ event: 'order', at: AS_OF, value: 9 }, { event: 'order', at, value: 5 }], as_of: AS_OF }
  const found = model.assess(asked)
  same(within, JSON.parse(model.assessJson(inner)))
  same(found, JSON.parse(model.assessJson(asked)))
  const failing = { events: [{ event: 'order', at: { toJSON: () => { throw new RangeError('no') } } }], as_of: AS_OF }
  const { report } = model.assess(failing)
  assert.deepEqual(report.rejects.map(({ code, column }) => [code, column]), [['wrong_type', 'at']])
  same(counted(() => model.assess(inner))[1], 0)
})

test('a list of events that grows while it is read', () => {
  const [model] = models
  const asked = () => {
    const events = [{ event: 'order', at: AS_OF, value: 9 }]
    events[0].at = { toJSON: () => (events.push({ event: 'order', at: AS_OF }), AS_OF) }
    return { events, as_of: AS_OF }
  }
  same(model.assess(asked()), JSON.parse(model.assessJson(asked())))
})

test('answers are independent objects', () => {
  const [model] = models
  const asked = { profile: { lead: 'a' }, events: [], as_of: AS_OF }
  const [one, two] = [model.assess(asked), model.assess({ ...asked, profile: { lead: 'b' } })]
  assert.equal(one.assessment.lead, 'a')
  assert.notEqual(one.assessment.fit.groups, two.assessment.fit.groups)
  assert.equal(Object.getPrototypeOf(one.assessment), Object.prototype)
})

test('inherited members are not part of a request', () => {
  const [model] = models
  const asked = { events: [{ event: 'order', at: AS_OF }], as_of: AS_OF }
  for (const name of ['value', 'id', 'other', 'profile', 'toJSON']) {
    const value = name === 'toJSON' ? function () { return { ...this, as_of: '2026-01-01' } } : 'x'
    Object.defineProperty(Object.prototype, name, { value, enumerable: name !== 'toJSON', configurable: true })
    try {
      same(said(() => model.assess(asked)), said(() => JSON.parse(model.assessJson(asked))), name)
    } finally {
      delete Object.prototype[name]
    }
  }
})
