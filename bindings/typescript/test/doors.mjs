// A value means the same in every kind of input: objects, JSON text, bytes and histories give the same
// answer. The package is a parameter.
import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'

const TEXT = `
  format = 1
  name = "doors"
  timezone = "Europe/Berlin"
  [attributes]
  number = { type = "number" }
  text = { type = "text" }
  flag = { type = "flag" }
  date = { type = "date" }
  tags = { type = "tags" }
  [properties]
  page = { type = "text" }
  amount = { type = "number" }
  [signals]
  visit = { points = 10 }
  paid = { points_per_unit = 1, max = 500 }
  [signals.priced]
  event = "visit"
  points = 7
  where = { fact = "event.page", eq = "/pricing" }
  [[fit.criteria]]
  name = "number"
  fact = "profile.number"
  cases = [{ gte = 9007199254740993, points = 30 }, { gte = 100, points = 20 }, { gte = 0, points = 10 }]
  [[fit.criteria]]
  name = "text"
  fact = "profile.text"
  cases = [{ eq = "Bonn", points = 5 }, { eq = "7", points = 3 }]
  [[fit.criteria]]
  name = "flag"
  fact = "profile.flag"
  cases = [{ eq = true, points = 2 }]
  [engagement]
`
export const AS_OF = '2026-11-22T09:30:00Z'

/** Random numbers that are the same in every run. */
function random(seed) {
  let state = seed
  const next = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return { next, of: (list) => list[next(list.length)] }
}

export const TEXTS = ['Bonn', '', ' ', '7', '7.0', '٧', 'bonn', 'B\u200bonn', 'Select', 'true', '2026-11-20', '2026-02-30', '😀', 'a\u0000b']
export const NUMBERS = [0, -0, 1, -1, 99.5, 100, 1e9, 2 ** 53 - 1, 2 ** 53, 2 ** 60, 1e300, 5e-324, NaN, Infinity, -Infinity, 0.1 + 0.2]
export const WHOLE = [0n, 7n, -1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)]
/** Values that only JavaScript objects can contain. */
const FOREIGN = [10n ** 38n - 1n, 10n ** 38n, new Map(), new Set(['a']), () => 1, Symbol('s'), new Date(NaN), new (class Lead {})(), /x/]
const LISTS = [[], ['a', 'b'], ['a', 1], [['a']], [null]]
const VALUES = [...TEXTS, ...NUMBERS, ...WHOLE, ...LISTS, true, false, null, undefined, {}, { a: 1 }, '\ud800']

/** Values whose JSON text the core reads differently: numbers in text become the nearest doubles, and ids keep their digits. */
const EXACT = (value) => typeof value === 'bigint' || (typeof value === 'number' && !(Math.abs(value) < 2 ** 53))

/** The parts of an answer that do not depend on the kind of input. */
export function said({ assessment, report }) {
  const rejects = report.rejects.map(({ code, column, reason }) => [code, column, reason])
  return { lead: assessment.lead, fit: assessment.fit.points, engagement: assessment.engagement.points, rejects }
}

export const ATTRIBUTES = ['number', 'text', 'flag', 'date', 'tags']
export const modelOf = ({ Model }) => Model.fromToml(TEXT)

const EVENTS = ['visit', 'paid', 'unheard of']
const INSTANTS = ['2026-11-20T10:00:00Z', '2026-11-20', '2026-11-20T10:00:00', '2026-11-20T10:00:00+02:00', 'soon', '', '2027-01-01', '1800-01-01', '2026-02-30']

function lead(chance, values) {
  const { next, of } = chance
  const profile = { lead: of(['L-7', 'ä', 7, 9007199254740991, 2n ** 60n, '007']) }
  for (const name of ATTRIBUTES) if (next(3)) profile[name] = of(values)
  const events = Array.from({ length: next(5) }, () => {
    const event = { event: of(EVENTS), at: of(INSTANTS) }
    if (next(2)) event.value = of([1, 2.5, null, -3, 1e9, 1e10, ...values])
    if (next(2)) event.id = of(['e-1', 'e-2', 7, 7n, '7', 2 ** 53, null, 1.5, true])
    if (next(2)) event[of(['page', 'amount'])] = of(['/pricing', ...values])
    return event
  })
  return { profile, events }
}

/** Checks that packed objects, text, histories and lists of events give the same answer. */
export function objectsAndHistories(package_) {
  const model = modelOf(package_)
  for (let seed = 0; seed < 1_500; seed += 1) {
    const chance = random(seed * 7919)
    const { profile, events } = lead(chance, seed % 3 ? VALUES : [...VALUES, ...FOREIGN])
    const request = { profile, events, as_of: AS_OF }
    const found = said(model.assess(request))
    assert.deepEqual(said(JSON.parse(model.assessJson(request))), found, `seed ${seed}`)
    assert.deepEqual(said(model.explain(request)), found, `seed ${seed}`)
    const { history, report } = model.history(events)
    let known
    try {
      known = said(model.assess({ profile, events: history, as_of: AS_OF }))
    } catch (error) {
      // A history keeps events after `as_of`.
      assert.equal(error.code, 'as_of_before_latest')
      continue
    }
    assert.deepEqual([known.lead, known.fit], [found.lead, found.fit], `seed ${seed}`)
    const late = found.rejects.some(([code, column]) => code === 'out_of_range' && column === 'at')
    if (!late) assert.equal(known.engagement, found.engagement, `seed ${seed}`)
    assert.equal(report.rejects.length + known.rejects.length, found.rejects.length, `seed ${seed}`)
  }
}

/** Checks that JSON text and bytes give the same answer as objects, except for numbers that only text keeps. */
export function texts(package_) {
  const model = modelOf(package_)
  let compared = 0
  for (let seed = 0; seed < 1_500; seed += 1) {
    const values = VALUES.filter((value) => !EXACT(value))
    const { profile, events } = lead(random(seed * 104_729), values)
    if (typeof profile.lead === 'bigint' || events.some(({ id }) => EXACT(id) || typeof id === 'bigint')) continue
    const text = JSON.stringify({ profile, events, as_of: AS_OF })
    const found = model.assess({ profile, events, as_of: AS_OF })
    assert.deepEqual(model.assess(text), found, `seed ${seed}`)
    assert.deepEqual(model.assess(Buffer.from(text)), found, `seed ${seed}`)
    compared += 1
  }
  assert.ok(compared > 500, String(compared))
}

/** Checks that rows and columns of data sets give the same answer as objects with the same values. */
export function dataSets(package_) {
  const model = modelOf(package_)
  for (let seed = 0; seed < 300; seed += 1) {
    const { profile, events } = lead(random(seed * 15_485_863), VALUES)
    const id = `L-${seed}`
    const found = said(model.assess({ profile: { ...profile, lead: id }, events, as_of: AS_OF }))
    for (const way of [(rows) => rows, columns]) {
      const data = new package_.Dataset().addProfiles(way([{ ...profile, lead: id }]))
      if (events.length > 0) data.addEvents(way(events.map((event) => ({ ...event, lead: id }))))
      const scorecard = data.assess(model, AS_OF)
      const { leads } = scorecard.leads({})
      const codes = (rejects) => rejects.map(([code, column]) => `${code} ${column}`).sort()
      assert.deepEqual([leads.lead, leads.fit_points, leads.engagement_points], [[id], [found.fit], [found.engagement]], `seed ${seed}`)
      const rejects = scorecard.report().rejects.map(({ code, column }) => [code, column])
      assert.deepEqual(codes(rejects), codes(found.rejects), `seed ${seed}`)
    }
  }
}

function columns(rows) {
  const names = [...new Set(rows.flatMap(Object.keys))]
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]))
}
