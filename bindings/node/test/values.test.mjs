// JavaScript values without a form in JSON, and their errors.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LeadgradeError, Model } from 'leadgrade'

const model = Model.fromToml(`
  format = 1
  name = "values"
  timezone = "Europe/Berlin"
  [attributes]
  size = { type = "number" }
  other = { type = "number" }
  since = { type = "date" }
  [signals]
  visit = { points = 10 }
  [segments]
  same = { fact = "profile.size", eq = { fact = "profile.other" } }
  known = { fact = "profile.size", known = true }
  [purchases]
  signals = "visit"
  [engagement]
`)
const AS_OF = '2026-11-22T09:30:00.250Z'

const thrown = (call) => {
  try {
    call()
  } catch (error) {
    assert.ok(error instanceof LeadgradeError, String(error))
    assert.ok(error instanceof Error)
    assert.deepEqual(
      [error.code, error.path, error.help],
      [error.problems[0].code, error.problems[0].path, error.problems[0].help],
    )
    return error
  }
  throw new Error('nothing was thrown')
}

test('instants are dates, texts, or anything whose toJSON is an instant', () => {
  const at = new Date('2026-11-20T10:00:00Z')
  // The text of a `Temporal.Instant` has more digits than a Date.
  const instant = { toJSON: () => '2026-11-22T09:30:00.25Z' }
  const [one, two, three] = [AS_OF, new Date(AS_OF), instant].map((as_of) =>
    model.assessJson({ events: [{ event: 'visit', at }], as_of }),
  )
  assert.equal(one, two)
  assert.equal(one, three)
  assert.ok(one.includes('"as_of":"2026-11-22T09:30:00.25Z"'))
  assert.ok(one.includes('"engagement":{"groups":[],"points":10,"rank":5}'))
})

test('Temporal, if the runtime has it', { skip: !globalThis.Temporal && 'no Temporal here' }, () => {
  const as_of = globalThis.Temporal.Instant.from(AS_OF)
  assert.equal(model.assessJson({ as_of }), model.assessJson({ as_of: AS_OF }))
})

test('an invalid Date is rejected by itself', () => {
  const none = new Date(Number.NaN)
  const { report } = model.assess({ events: [{ event: 'visit', at: none }], as_of: AS_OF })
  assert.deepEqual(report.rejects.map(({ code, column, row }) => [code, column, row]), [['wrong_type', 'at', 0]])
  const error = thrown(() => model.assess({ as_of: none }))
  assert.deepEqual([error.code, error.path], ['wrong_type', '/as_of'])
  assert.match(error.message, /found an invalid Date/)
})

test('infinite numbers are rejected, NaN and undefined are missing values', () => {
  const asked = (size) => model.assess({ profile: { size, other: null }, as_of: AS_OF })
  for (const infinite of [Infinity, -Infinity]) {
    const { assessment, report } = asked(infinite)
    assert.deepEqual(report.rejects.map(({ code, column }) => [code, column]), [['not_finite', 'size']])
    assert.deepEqual(assessment.segments, [])
  }
  for (const missing of [Number.NaN, undefined, null]) {
    const { assessment, report } = asked(missing)
    assert.deepEqual(report.rejects, [])
    assert.deepEqual(assessment.segments, [])
  }
  const { report } = model.assess({ events: [{ event: 'visit', at: AS_OF, value: Infinity }], as_of: AS_OF })
  assert.deepEqual(report.rejects.map(({ code }) => code), ['not_finite'])
})

test('a BigInt is exact, a number counts as its shortest decimal', () => {
  const segments = (size, other) => model.assess({ profile: { size, other }, as_of: AS_OF }).assessment.segments
  assert.deepEqual(segments(9007199254740993n, 9007199254740992n), ['known'])
  assert.deepEqual(segments(9007199254740993n, 9007199254740993n), ['known', 'same'])
  assert.deepEqual(segments(9007199254740992n, 2 ** 53), ['known', 'same'])
  // JavaScript writes 2^60 as 1152921504606847000, so that is its value.
  assert.deepEqual(segments(1152921504606847000n, 2 ** 60), ['known', 'same'])
  assert.deepEqual(segments(0.1, 0.1), ['known', 'same'])
  const { assessment } = model.assess({ profile: { lead: 2n ** 62n }, as_of: AS_OF })
  assert.equal(assessment.lead, '4611686018427387904')
})

test('comparing a lead with itself is an error', () => {
  const request = { events: [{ event: 'visit', at: '2026-11-20' }], as_of: AS_OF }
  const { history } = model.history(request.events)
  for (const call of [
    () => model.compare(request),
    () => model.compare(request, undefined),
    () => model.compare({ ...request, other_as_of: null }),
    () => model.compareJson(JSON.stringify(request)),
    () => model.compare({ events: history, as_of: AS_OF }),
  ]) {
    const error = thrown(call)
    assert.deepEqual([error.code, error.path], ['missing_key', '/other_as_of'])
    assert.match(error.message, /nothing to compare with .*another model/)
  }
})

test('ids that are inexact numbers are rejected, digits are kept', () => {
  const visits = (one, two) => [one, two].map((id) => ({ event: 'visit', at: AS_OF, id }))
  const points = (events, lead = 'a') => {
    const { assessment, report } = model.assess({ profile: { lead }, events, as_of: AS_OF })
    return [assessment.lead, assessment.engagement.points, report.rejects.map(({ code, column, row }) => [code, column, row])]
  }
  // Both literals are the same double.
  const twice = [['out_of_range', 'id', 0], ['out_of_range', 'id', 1]]
  assert.deepEqual(points(visits(9007199254740992, Number('9007199254740993'))), ['a', 0, twice])
  assert.deepEqual(points(visits(9007199254740992n, 9007199254740993n)), ['a', 20, []])
  assert.deepEqual(points(visits('9007199254740992', 9007199254740993n)), ['a', 20, []])
  assert.deepEqual(points(visits(9007199254740991, 9007199254740991n)), ['a', 10, []])
  const text = '{"profile":{"lead":18446744073709551615},"events":[{"event":"visit","at":"2026-11-20","id":9007199254740992},{"event":"visit","at":"2026-11-20","id":9007199254740993}],"as_of":"2026-11-22"}'
  for (const request of [text, Buffer.from(text), `\ufeff${text}`, Buffer.from(`\ufeff${text}`)]) {
    const { assessment, report } = model.assess(request)
    assert.deepEqual([assessment.lead, assessment.engagement.points, report.rejects], ['18446744073709551615', 20, []])
  }
  for (const lead of [2 ** 53, -(2 ** 60), 1e300]) {
    const [id, , rejects] = points([], lead)
    assert.deepEqual([id, rejects], [null, [['out_of_range', 'lead', 0]]], String(lead))
  }
  assert.equal(points([], 10n ** 38n - 1n)[0], '9'.repeat(38))
  assert.deepEqual(points([], 10n ** 38n).slice(2), [[['out_of_range', 'lead', 0]]])
})

test('messages describe what was found', () => {
  const profile = { size: new Map(), other: () => 1, since: new Date(NaN) }
  const { report } = model.assess({ profile, as_of: AS_OF })
  const reasons = Object.fromEntries(report.rejects.map(({ column, reason }) => [column, reason]))
  assert.match(reasons.size, /found a Map/)
  assert.match(reasons.other, /found a function/)
  assert.match(reasons.since, /found an invalid Date/)
})

test('undeclared keys and unfilled attributes are hints', () => {
  const { report } = model.assess({ profile: { Size: 7 }, as_of: AS_OF })
  const [hint] = report.hints.filter(({ column }) => column === 'size')
  assert.deepEqual([hint.code, hint.table], ['unfilled', 'profiles'])
  assert.match(`${hint.message} ${hint.help}`, /`Size`/)
  assert.deepEqual(model.assess({ profile: { size: 7, other: 1, since: '2026-01-01' }, as_of: AS_OF }).report.hints, [])
})

test('texts keep all of their characters', () => {
  const leads = ['\u0000"\\\n', '𝒳', 'فريق', 'null', '{"error":']
  for (const lead of leads) {
    assert.equal(model.assess({ profile: { lead, size: null }, as_of: AS_OF }).assessment.lead, lead)
  }
  const half = model.assess({ events: [{ event: '\ud800', at: AS_OF }], as_of: AS_OF })
  assert.deepEqual(half.report.rejects.map(({ code }) => code), ['not_unicode'])
})

test('all problems of a request are reported at once, each with its place', () => {
  const error = thrown(() => model.nextChange({ as_of: 'soon', horizon_days: 0, event: [] }))
  assert.deepEqual(error.problems.map(({ code, path }) => [code, path]), [
    ['unknown_key', '/event'],
    ['out_of_range', '/horizon_days'],
    ['unreadable_instant', '/as_of'],
  ])
  assert.equal(error.name, 'LeadgradeError')
  assert.equal(error.message.split('\n')[0], '[unknown_key] /event: `event` is not known here (did you mean `events`?)')
})

test('a wrong request is described', () => {
  for (const [request, code, path] of [
    [7, 'wrong_type', ''],
    [[], 'wrong_type', ''],
    ['{', 'syntax', ''],
    [undefined, 'missing_key', '/as_of'],
    [null, 'wrong_type', ''],
    [Buffer.from([0xff]), 'not_unicode', ''],
  ]) {
    const error = thrown(() => model.assess(request))
    assert.deepEqual([error.code, error.path], [code, path], String(request))
  }
  const endless = { as_of: AS_OF, profile: {} }
  endless.profile.size = endless
  const { report } = model.assess(endless)
  assert.deepEqual(report.rejects.map(({ code, column }) => [code, column]), [['wrong_type', 'size']])
  endless.as_of = endless
  const error = thrown(() => model.assess(endless))
  assert.deepEqual([error.code, error.path], ['wrong_type', '/as_of'])
  assert.match(error.message, /found a value that contains itself/)
})

test('all problems of a model are reported at once, for a text with line and column', () => {
  const error = thrown(() => Model.fromToml('format = 2\nxname = "n"'))
  assert.deepEqual(
    error.problems.map(({ code, path, line, column }) => [code, path, line, column]),
    [
      ['not_allowed', '/format', 1, 1],
      ['unknown_key', '/xname', 2, 1],
    ],
  )
  assert.equal(thrown(() => Model.fromJson({ format: 1 })).code, 'missing_key')
  assert.equal(thrown(() => Model.fromToml(7)).code, 'wrong_type')
  assert.equal(Model.fromJson(model.document()).info().fingerprint, model.info().fingerprint)
  assert.equal(Model.fromJson(Buffer.from(model.documentJson())).documentJson(), model.documentJson())
})

test('two models are compared', () => {
  const other = Model.fromJson({ ...model.document(), signals: { visit: { points: 30 } } })
  const request = { events: [{ event: 'visit', at: '2026-11-20' }], as_of: AS_OF }
  assert.equal(model.compare(request, other).engagement?.difference, 20)
  assert.equal(model.compare({ ...request, other_as_of: AS_OF }, other).engagement?.difference, 20)
})
