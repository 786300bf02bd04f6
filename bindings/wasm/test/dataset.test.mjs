import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Dataset, LeadgradeError, Model, placesOf } from 'leadgrade-wasm'

const MODEL = (points) => `
format = 1
name = "visits"
attributes.employees = { type = "number" }
[signals.visit]
points = ${points}
[engagement]
[[fit.criteria]]
name = "size"
fact = "profile.employees"
cases = [{ gte = 100, points = 80 }]
`
const AS_OF = '2026-11-22'

/** Three leads: a is large and visited twice, b visited once, c has no events. */
const PROFILES = [{ lead: 'a', employees: 250 }, { lead: 'b', employees: 5 }, { lead: 'c' }]
const EVENTS = [
  { lead: 'a', event: 'visit', at: '2026-11-20T10:00:00Z' },
  { lead: 'b', event: 'visit', at: '2026-11-20T11:00:00Z' },
  { lead: 'a', event: 'visit', at: '2026-11-21T10:00:00Z' },
]
const lines = (rows) => rows.map((row) => JSON.stringify(row)).join('\n')
const columns = (rows) => {
  const names = [...new Set(rows.flatMap(Object.keys))]
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)]))
}

/** Every form of rows. */
const ways = {
  'objects': (rows) => rows,
  'JSON Lines': lines,
  'bytes of JSON Lines': (rows) => new TextEncoder().encode(lines(rows)),
  'a JSON list': JSON.stringify,
  'columns': columns,
}

for (const [name, way] of Object.entries(ways)) {
  test(`rows as ${name}`, () => {
    const data = new Dataset().addProfiles(way(PROFILES)).addEvents(way(EVENTS))
    assert.deepEqual(data.rows, { profiles: 3, events: 3 })
    const scorecard = data.assess(Model.fromToml(MODEL(20)), AS_OF)
    const { leads } = scorecard.leads({})
    const cells = leads.lead.map((lead, at) => [lead, leads.cell[at]])
    // Two visits give 40 points, rank 3; one visit gives rank 4.
    assert.deepEqual(cells, [['a', 'A3'], ['b', 'E4'], ['c', 'E5']])
  })
}

test('leads that moved, with their earlier scores', () => {
  const data = new Dataset().addProfiles(PROFILES).addEvents(EVENTS)
  const before = data.assess(Model.fromToml(MODEL(20)), AS_OF)
  const after = data.assess(Model.fromToml(MODEL(40)), AS_OF)
  const none = { stage: null }
  assert.deepEqual(after.moves(before), {
    moved: 2,
    came: 0,
    left: 0,
    flows: [
      { from: { ...none, grade: 'A', rank: 3 }, to: { ...none, grade: 'A', rank: 1 }, leads: 1 },
      { from: { ...none, grade: 'E', rank: 4 }, to: { ...none, grade: 'E', rank: 3 }, leads: 1 },
    ],
  })
  const moved = after.leads({ from: { grade: 'A' } }, before)
  assert.deepEqual([moved.count, moved.leads.cell, moved.before.cell], [1, ['A1'], ['A3']])
  // Grades and ranks, each with one more place for leads without one; the inner part is five by five.
  const { counts, leads } = after.grid()
  assert.equal(leads, 3)
  assert.deepEqual(counts[0].map((ranks) => ranks.length), [6, 6, 6, 6, 6, 6])
  assert.equal(counts[0][0][0], 1)
})

test('a lead of a data set has the form of a request', () => {
  const data = new Dataset().addProfiles(PROFILES).addEvents(EVENTS)
  const model = Model.fromToml(MODEL(20))
  const lead = data.lead(model, 'a', AS_OF)
  assert.equal(lead.events.length, 2)
  assert.equal(model.assess({ ...lead, as_of: AS_OF }).assessment.cell, 'A3')
  assert.equal(data.lead(model, 'nobody', AS_OF), null)
})

test('exact whole numbers, dates, texts of CSV', () => {
  const id = 9007199254740993n
  const data = new Dataset().addProfiles({ lead: [id], employees: [1e3] })
  data.addEvents([{ lead: id, event: 'visit', at: new Date('2026-11-20T10:00:00Z') }])
  const scorecard = data.assess(Model.fromToml(MODEL(20)), new Date('2026-11-22T00:00:00Z'))
  assert.deepEqual(scorecard.leads({}).leads.lead, ['9007199254740993'])
  assert.deepEqual(scorecard.leads({}).leads.engagement_points, [20])
  const csv = new Dataset().addProfiles({ lead: ['a', 'b'], employees: [' 250 ', 'many'] }, { coerce: true })
  const report = csv.assess(Model.fromToml(MODEL(20)), AS_OF).report()
  assert.equal(report.rejected, 1)
  assert.match(report.rejects[0].reason, /found the text `many`/)
})

test('errors name their place, and no row is added', () => {
  const data = new Dataset()
  const refused = (call, code, text) =>
    assert.throws(call, (error) => {
      assert.ok(error instanceof LeadgradeError)
      assert.deepEqual([error.code, error.message.includes(text)], [code, true], error.message)
      return true
    })
  refused(() => data.addProfiles('{"lead": "a"}\n{"lead": '), 'syntax', '2')
  refused(() => data.addProfiles([{ id: 'a' }]), 'missing_column', 'no column `lead`; it has `id`')
  refused(() => data.addEvents({ lead: ['a'], event: [] }), 'wrong_length', 'found 0 values')
  refused(() => data.addEvents(new Uint8Array([0xff])), 'not_unicode', 'UTF-8')
  assert.deepEqual(data.rows, { profiles: 0, events: 0 })
  const model = Model.fromToml(MODEL(20))
  refused(() => data.assess(model, 'soon'), 'unreadable_instant', 'soon')
  const scorecard = data.assess(model, AS_OF)
  refused(() => scorecard.leads({ offest: 1 }), 'unknown_key', 'did you mean `offset`?')
})

test('lines and columns of findings in the text of a model', () => {
  const text = MODEL(20)
  assert.deepEqual(placesOf(text, 'toml', ['/signals/visit/points', '/fit/criteria/0/name']), [
    { line: 6, column: 1 },
    { line: 9, column: 1 },
  ])
  assert.deepEqual(placesOf('a = [', 'toml', ['/a']), [{ line: 1, column: 1 }])
})
