// Arrow tables: each row equals a single call, beside the event loop, in both formats.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { makeData, Null, Table, tableFromArrays, tableFromIPC, tableToIPC, Vector } from 'apache-arrow'
import { Dataset, LeadgradeError, Model } from 'leadgrade'

const model = Model.fromToml(readFileSync(new URL('../../../benches/workloads/typical.toml', import.meta.url)))
const AS_OF = '2026-11-22T09:30:00Z'
const NAMES = ['page_view', 'pricing_view', 'email_open', 'form', 'order', 'wedding']

/** A number of invented leads, as objects and as tables. */
function madeUp(count, perLead) {
  const leads = Array.from({ length: count }, (_, at) => ({
    lead: `L-${at}`,
    employees: at % 3 ? at * 7 : null,
    industry: ['Legal', ' FINANCE', null, 'retail'][at % 4],
    country: ['DE', 'at', 'FR'][at % 3],
  }))
  const events = leads.flatMap(({ lead }, at) =>
    Array.from({ length: perLead }, (_, nth) => ({
      lead,
      event: NAMES[(at + nth * 5) % NAMES.length],
      at: new Date(Date.parse(AS_OF) - ((at * 37 + nth * 911) % 120) * 86_400_000).toISOString(),
      value: nth % 2 ? 10.25 * nth : null,
    })),
  )
  const columns = (rows) =>
    Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name])]))
  return {
    leads,
    events,
    profiles: tableFromArrays(columns(leads)),
    table: tableFromArrays(columns(events)),
  }
}

const rows = (ipc) => tableFromIPC(ipc).toArray().map((row) => row.toJSON())
const refused = (code, path) => (error) =>
  error instanceof LeadgradeError && error.code === code && error.path === path

test('each row equals a single call, in both formats', async () => {
  const { leads, events, profiles, table } = madeUp(200, 12)
  for (const format of ['stream', 'file']) {
    const found = await model.assessTable(
      { profiles: tableToIPC(profiles, format), events: tableToIPC(table, format), as_of: AS_OF },
      { format },
    )
    const magic = Buffer.from(found.leads).subarray(0, 6).toString('latin1')
    assert.equal(magic === 'ARROW1', format === 'file')
    const scored = rows(found.leads)
    assert.equal(scored.length, leads.length)
    for (const [at, row] of scored.entries()) {
      const own = events.filter(({ lead }) => lead === row.lead)
      const { assessment } = model.assess({ profile: leads[at], events: own, as_of: new Date(AS_OF) })
      assert.deepEqual(
        [row.lead, row.cell, row.fit_points, row.engagement_points, row.cycle_points, row.stage, row.ready],
        [
          assessment.lead,
          assessment.cell,
          assessment.fit.points,
          assessment.engagement.points,
          assessment.cycle.points,
          assessment.stage.name,
          assessment.readiness.ready,
        ],
      )
    }
    assert.ok(new Set(scored.map(({ cell }) => cell)).size > 5)
    assert.deepEqual(rows(found.unknown_events).map(({ event }) => event), ['wedding'])
    assert.equal(found.explanations, undefined)
  }
})

test('a dataset is read once and scored several times', async () => {
  const { profiles, table } = madeUp(50, 4)
  const ipc = { profiles: tableToIPC(profiles), events: tableToIPC(table) }
  const dataset = await Dataset.load(ipc)
  assert.deepEqual(dataset.rows, { profiles: 50, events: 200 })
  const options = { as_of: AS_OF, output: ['lead', 'cell'], explain: ['L-7'], details: true }
  const kept = await model.assessTable({ dataset, ...options })
  const anew = await model.assessTable({ ...ipc, ...options })
  assert.deepEqual(kept, anew)
  assert.deepEqual(Object.keys(rows(kept.leads)[0]), ['lead', 'cell'])
  assert.ok(rows(kept.explanations).every(({ lead }) => lead === 'L-7'))
})

test('each lead at its own instants', async () => {
  const { table } = madeUp(2, 6)
  const as_of = tableToIPC(
    tableFromArrays({ lead: ['L-1', 'L-1', 'L-0'], as_of: ['2026-08-01', AS_OF, 'soon'] }),
  )
  const found = await model.assessTable({ events: tableToIPC(table), as_of })
  const scored = rows(found.leads)
  assert.deepEqual(scored.map(({ lead }) => lead), ['L-1', 'L-1'])
  assert.ok(scored[0].engagement_points !== scored[1].engagement_points)
  assert.deepEqual(rows(found.rejects).map(({ table, row, code }) => [table, Number(row), code]), [
    ['as_of', 2, 'unreadable_instant'],
  ])
})

test('rejects say where they are, strict throws them', async () => {
  const events = tableToIPC(
    tableFromArrays({ lead: ['a', 'b'], event: ['form', 'form'], at: ['2026-11-20', 'soon'] }),
  )
  const { rejects } = await model.assessTable({ events, as_of: AS_OF })
  assert.deepEqual(rows(rejects).map(({ table, row, lead, column }) => [table, Number(row), lead, column]), [
    ['events', 1, 'b', 'at'],
  ])
  await assert.rejects(model.assessTable({ events, as_of: AS_OF, strict: true }), (error) => {
    assert.deepEqual(error.problems.map(({ code, path }) => [code, path]), [
      ['rejected', ''],
      ['unreadable_instant', '/events/1/at'],
    ])
    return error instanceof LeadgradeError
  })
})

test('errors of requests and tables', async () => {
  const events = tableToIPC(tableFromArrays({ customer: ['a'], event: ['form'], at: ['2026-11-20'] }))
  await assert.rejects(model.assessTable({ events, as_of: AS_OF }), refused('missing_column', ''))
  const columns = { lead: 'customer' }
  assert.equal(rows((await model.assessTable({ events, as_of: AS_OF, columns })).leads)[0].lead, 'a')
  const output = ['grades']
  await assert.rejects(model.assessTable({ events, columns, output, as_of: AS_OF }), refused('unknown_output', ''))
  await assert.rejects(model.assessTable({ as_of: AS_OF, colums: {} }), refused('unknown_key', '/colums'))
  await assert.rejects(model.assessTable({}), refused('missing_key', '/as_of'))
  const whole = tableToIPC(tableFromArrays({ lead: ['a', 'b'] }), 'file')
  for (const bytes of [Buffer.from('hello'), Buffer.alloc(64, 0xff), whole.subarray(0, whole.length - 20), whole.subarray(8)]) {
    await assert.rejects(model.assessTable({ profiles: bytes, as_of: AS_OF }), refused('unreadable_arrow', '/profiles'))
    await assert.rejects(Dataset.load({ events: bytes }), refused('unreadable_arrow', '/events'))
  }
})

test('a claimed number of rows without bytes is an error', async () => {
  const nulls = (length) => tableToIPC(new Table({ lead: new Vector([makeData({ type: new Null(), length })]) }), 'stream')
  const { rejects } = await model.assessTable({ profiles: nulls(3), as_of: AS_OF })
  assert.deepEqual(rows(rejects).map(({ code }) => code), ['missing', 'missing', 'missing'])
  const promised = nulls(2 ** 31 - 1)
  await assert.rejects(model.assessTable({ profiles: promised, as_of: AS_OF }), refused('unreadable_arrow', '/profiles'))
  await assert.rejects(Dataset.load({ profiles: promised }), refused('unreadable_arrow', '/profiles'))
})

test('damaged bytes never end the process', async () => {
  const { profiles } = madeUp(20, 1)
  for (const format of ['stream', 'file']) {
    const whole = tableToIPC(profiles, format)
    for (let at = 0; at < whole.length; at += 13) {
      const damaged = Uint8Array.from(whole)
      damaged[at] ^= 0x41
      await model.assessTable({ profiles: damaged, as_of: AS_OF }).catch((error) => {
        assert.ok(error instanceof LeadgradeError, String(error))
      })
    }
  }
})

test('the event loop runs during scoring', async () => {
  const { profiles, table } = madeUp(5_000, 20)
  const ipc = { profiles: tableToIPC(profiles), events: tableToIPC(table) }
  let [ticks, longest, last] = [0, 0, performance.now()]
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    ticks += 1
  }, 1)
  const begun = performance.now()
  await model.assessTable({ ...ipc, as_of: AS_OF })
  const took = performance.now() - begun
  clearInterval(timer)
  assert.ok(ticks > 3, `${ticks} ticks in ${took} ms`)
  assert.ok(longest < took / 2, `held for ${longest} of ${took} ms`)
})

test('an abort signal rejects the promise with its reason', async () => {
  const { table } = madeUp(1_000, 20)
  const dataset = await Dataset.load({ events: tableToIPC(table) })
  const request = { dataset, as_of: AS_OF }
  const early = AbortSignal.abort()
  await assert.rejects(model.assessTable(request, { signal: early }), { name: 'AbortError' })
  const controller = new AbortController()
  const waiting = model.assessTable(request, { signal: controller.signal })
  controller.abort(new Error('the customer left'))
  await assert.rejects(waiting, { message: 'the customer left' })
  const late = new AbortController()
  const found = await model.assessTable(request, { signal: late.signal })
  late.abort()
  assert.equal(rows(found.leads).length, 1_000)
})

test('hints name probable mistakes, such as a misspelt column', async () => {
  const profiles = tableToIPC(tableFromArrays({ lead: ['a'], Employees: [250], industry: ['legal'], country: ['DE'] }))
  const events = tableToIPC(tableFromArrays({ lead: ['a '], event: ['forn'], at: ['2026-11-20'] }))
  const { hints } = await model.assessTable({ profiles, events, as_of: AS_OF })
  const found = rows(hints).map(({ code, table, column, count }) => [code, table, column, typeof count])
  assert.deepEqual(Object.keys(rows(hints)[0]), ['code', 'table', 'column', 'message', 'help', 'count'])
  for (const one of [['unfilled', 'profiles', 'employees'], ['near_id', 'events', 'lead'], ['unknown_event', 'events', 'event']]) {
    assert.ok(found.some((hint) => one.every((part, at) => hint[at] === part)), `${one}: ${JSON.stringify(found)}`)
  }
  const text = rows(hints).map(({ message, help }) => `${message} ${help}`).join('\n')
  assert.match(text, /`Employees`/)
  assert.match(text, /`form`/)
})
