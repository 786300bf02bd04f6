// Histories: observe, store, merge, and assess.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { History, LeadgradeError, Model } from 'leadgrade'

const text = (more) => `
  format = 1
  name = "shop"
  [signals]
  visit = { points = 20, decay = { window_days = 10 } }
  ${more}
  [engagement]
`
const model = Model.fromToml(text(''))
const events = [
  { event: 'visit', at: '2026-11-20T10:00:00Z', id: 'e-1' },
  { event: 'visit', at: new Date('2026-11-21T10:00:00Z') },
]
const code = (expected) => (error) => error instanceof LeadgradeError && error.code === expected

test('a history gives the same answers as its events', () => {
  const { history, report } = model.history(events)
  assert.deepEqual(report.rejects, [])
  const profile = { lead: 'L-7' }
  const span = { profile, from: '2026-11-21', to: '2026-12-05' }
  const ahead = { profile, as_of: '2026-11-22', horizon_days: 20 }
  const moment = { profile, as_of: '2026-11-22' }
  for (const [method, request] of [
    ['assess', moment],
    ['explain', moment],
    ['compare', { ...moment, other_as_of: '2026-12-01' }],
    ['nextChange', ahead],
    ['timeline', span],
  ]) {
    const expected = model[`${method}Json`]({ ...request, events })
    assert.equal(model[`${method}Json`]({ ...request, events: history }), expected, method)
    assert.deepEqual(model[method]({ ...request, events: history }), JSON.parse(expected), method)
  }
  const other = Model.fromToml(text('').replace('points = 20', 'points = 30'))
  assert.equal(model.compareJson({ ...moment, events: history }, other), model.compareJson({ ...moment, events }, other))
  assert.equal(model.nextChange({ ...moment, events: history })?.day, '2026-11-30')
  assert.throws(() => model.assess({ events: history, as_of: '2026-11-20' }), code('as_of_before_latest'))
})

test('every request that is an object accepts a history', () => {
  const { history } = model.history(events)
  const request = { events: history, as_of: new Date('2026-11-22T09:30:00Z') }
  class Request {
    toJSON() {
      return request
    }
  }
  const { events: asked, ...rest } = request
  const kinds = [Object.assign(Object.create(null), request), new Request(), { ...rest, get events() { return asked } }, { ...request, profile: { x: 7n } }]
  for (const kind of kinds) assert.equal(model.assess(kind).assessment.engagement.points, 40)
  // The history is not changed, so it can be used again.
  assert.equal(model.explain(request).assessment.engagement.points, 40)
  assert.equal(history.info().events, 2)
})

test('a history is an error anywhere but as `events`', () => {
  const { history } = model.history(events)
  const { rejects } = model.assess({ events: [history], as_of: '2026-11-22' }).report
  assert.deepEqual(rejects.map(({ code, column, row }) => [code, column, row]), [['missing', 'event', 0], ['missing', 'at', 0]])
  const freed = new History()
  freed.free()
  assert.throws(() => model.assess({ events: [freed], as_of: '2026-11-22' }), (error) => error.path === '/events/0')
  assert.throws(() => model.lint({ events: history }), code('unknown_key'))
  // All problems of the core, with the help of `events` extended for JavaScript.
  assert.throws(() => model.assess({ events: 7, as_of: 'soon' }), (error) => {
    const [first, second] = error.problems
    assert.deepEqual([first.path, second.path].sort(), ['/as_of', '/events'])
    return /a list of events, or a `History`/.test(error.message)
  })
  // JSON text cannot contain a history, so its help does not mention one.
  assert.throws(() => model.assess('{"events": 7, "as_of": "2026-11-22"}'), (error) => error.help === 'expected a list of events')
})

test('an event with an id counts once', () => {
  const history = new History()
  assert.deepEqual(history.observe(model, events[0]), { rejects: [], seen: 'counted' })
  assert.equal(history.observe(model, JSON.stringify(events[0])).seen, 'again')
  assert.equal(history.observe(model, Buffer.from(JSON.stringify(events[1]))).seen, 'counted')
  assert.equal(history.observe(model, { event: 'wedding', at: '2026-11-20' }).seen, 'unknown')
  const rejected = history.observe(model, { event: 'visit', at: 'soon' })
  assert.deepEqual(rejected.rejects.map((one) => one.code), ['unreadable_instant'])
  assert.deepEqual(history.info(), {
    events: 2,
    latest: '2026-11-21T10:00:00Z',
    forgotten_before: null,
    id_conflicts: 0,
    rejected: 1,
    refused: 0,
    unknown_events: { names: [{ event: 'wedding', count: 1 }], rest: 0 },
  })
  assert.equal(history.forgetIdsBefore(model, '2026-11-21').forgotten_before, '2026-11-21')
  assert.equal(history.observe(model, events[0]).seen, 'forgotten')
  assert.throws(() => history.forgetIdsBefore(model, 'soon'), code('bad_date'))
})

test('a restored history equals the stored one', () => {
  const { history } = model.history(events)
  for (const stored of [history.toBytes(), history.toJson(), new Uint8Array(history.toBytes())]) {
    assert.ok(new History(stored).equals(history))
  }
  assert.ok(history.toBytes() instanceof Uint8Array)
  assert.equal(JSON.stringify({ history }), `{"history":${JSON.stringify(JSON.parse(history.toJson()))}}`)
  assert.throws(() => new History(history.toBytes().subarray(1)), code('unreadable_history'))
  assert.throws(() => new History('{}'), code('unreadable_history'))
})

test('histories merged in any order are equal', () => {
  const [one, two] = events.map((event) => model.history([event]).history)
  const all = model.history(events).history
  assert.ok(new History(one.toBytes()).merge(two).equals(all))
  assert.ok(new History(two.toBytes()).merge(one).equals(all))
  assert.ok(!one.equals(all))
  const other = Model.fromToml(text('order = {}')).history([]).history
  assert.throws(() => one.merge(other), code('other_intake'))
})

test('a freed history cannot be used', () => {
  const { history } = model.history(events)
  history.free()
  history.free()
  for (const use of [() => history.info(), () => history.observe(model, events[0]), () => history.toBytes(), () => history.toJSON()]) {
    assert.throws(use, code('freed'))
  }
  assert.throws(() => model.assess({ events: history, as_of: '2026-11-22' }), (error) => error.code === 'freed' && error.path === '/events')
  assert.throws(() => new History().merge(history), code('freed'))
})
