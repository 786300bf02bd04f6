// Wrong arguments, and what `inspect` shows of objects of the package.
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import * as leadgrade from 'leadgrade'
import { keepsNothing, refusesArguments, rejectsValues } from '../../typescript/test/arguments.mjs'

const { Dataset, LeadgradeError, Model } = leadgrade
const model = Model.fromToml('format = 1\nname = "n"\nattributes.size = { type = "number" }\n[signals.visit]\n[engagement]')
const AS_OF = '2026-11-22'
const table = tableFromArrays({ lead: ['a'], event: ['visit'], at: ['2026-11-20'] })
const events = tableToIPC(table)

test('wrong models, histories, events and profiles are errors that name the argument', () => refusesArguments(leadgrade))
test('values without a form in JSON are rejected by themselves', () => rejectsValues(leadgrade))
test('models and histories keep and show no data of a lead', () => keepsNothing(leadgrade))

const refused = async (call, ...expected) => {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof LeadgradeError, inspect(error))
    assert.deepEqual(error.problems.map(({ code, path }) => [code, path]), expected.map(({ code, path }) => [code, path]), error.message)
    for (const { words } of expected) assert.match(error.message, words)
    return true
  })
}
const wrong = (path, words) => ({ code: 'wrong_type', path, words })
const unknown = (path, words) => ({ code: 'unknown_key', path, words })
const NO_TABLE = { code: 'missing_key', path: '', words: /no table was given/ }

test('wrong tables', async () => {
  const others = [
    [table, /found a Table of Arrow .*tableToIPC/],
    [[{ lead: 'a' }], /found a list/],
    [events.buffer, /found an ArrayBuffer/],
    ['lead,event', /found a text/],
    [Promise.resolve(events), /found a Promise .*await/],
    [new Map(), /found a Map/],
    [7, /found a number/],
  ]
  for (const [other, words] of others) {
    await refused(() => model.assessTable({ events: other, as_of: AS_OF }), wrong('/events', words))
    await refused(() => Dataset.load({ profiles: other }), wrong('/profiles', words))
    await refused(() => model.assessTable({ dataset: other, as_of: AS_OF }), wrong('/dataset', /a `Dataset`/))
  }
  await refused(() => model.assessTable({ events: table, profiles: [], as_of: AS_OF }), wrong('/profiles', /a list/), wrong('/events', /Table/))
  await refused(() => model.assessTable({ events, as_of: table }), wrong('/as_of', /found a Table of Arrow/))
  await refused(() => model.assessTable({ events, as_of: new Date(NaN) }), wrong('/as_of', /found an invalid Date/))
})

test('table requests without tables, with conflicting keys, or with unknown keys', async () => {
  await refused(() => model.assessTable({ as_of: AS_OF }), NO_TABLE)
  await refused(() => model.assessTable(null), wrong('/request', /found null .*as_of/))
  await refused(() => model.assessTable(), wrong('/request', /found undefined/))
  await refused(() => model.assessTable(events), wrong('/request', /found bytes/))
  await refused(() => model.assessTable(new Map([['events', events]])), wrong('/request', /found a Map/))
  const dataset = await Dataset.load({ events })
  const both = { code: 'conflicting_keys', path: '/dataset', words: /`dataset` and `events` exclude each other/ }
  await refused(() => model.assessTable({ dataset, events, as_of: AS_OF }), both)
  await refused(() => model.assessTable({ dataset: Dataset.load({ events }), as_of: AS_OF }), wrong('/dataset', /await/))
  await refused(() => model.assessTable({ events, as_of: AS_OF, corce: true }), unknown('/corce', /did you mean `coerce`/))
  await refused(() => model.assessTable({ event: events, as_of: AS_OF }), unknown('/event', /did you mean `events`/), NO_TABLE)
  await refused(() => model.assessTable({ events, as_of: AS_OF, coerce: 'yes' }), wrong('/coerce', /found a text/))
  await refused(() => model.assessTable({ events, as_of: AS_OF, output: new Set(['lead']) }), wrong('/output', /found a Set/))
})

test('the options of waiting are checked', async () => {
  const { signal } = new AbortController()
  const request = { events, as_of: AS_OF }
  await refused(() => model.assessTable(request, signal), wrong('/waiting', /found an AbortSignal .*signal/))
  await refused(() => model.assessTable(request, { format: 'csv' }), wrong('/waiting/format', /`stream` or `file`/))
  await refused(() => model.assessTable(request, { signal: new AbortController() }), wrong('/waiting/signal', /found an AbortController/))
  await refused(() => model.assessTable(request, { formt: 'file' }), unknown('/waiting/formt', /did you mean `format`/))
  await refused(() => Dataset.load({ events }, signal), wrong('/waiting', /found an AbortSignal/))
})

test('datasets without tables', async () => {
  await refused(() => Dataset.load(), wrong('/tables', /found undefined .*profiles, events/))
  await refused(() => Dataset.load(events), wrong('/tables', /found bytes/))
  await refused(() => Dataset.load({}), NO_TABLE)
  await refused(() => Dataset.load({ event: events }), unknown('/event', /did you mean `events`/), NO_TABLE)
  assert.throws(() => new Dataset(), (error) => error instanceof LeadgradeError && /Dataset\.load/.test(error.message))
  const dataset = await Dataset.load({ events })
  assert.equal(JSON.stringify(dataset), '{"profiles":0,"events":1}')
  assert.equal(inspect(dataset, { showHidden: true }), 'Dataset { profiles: 0, events: 1 }')
  assert.deepEqual(Reflect.ownKeys(dataset), [])
})

test('values of another realm work, as in test runners that create realms', () => {
  const of = (code) => runInNewContext(code)
  const request = of(`({ profile: { lead: 'a', size: 7 }, events: [{ event: 'visit', at: new Date('2026-11-20') }], as_of: '${AS_OF}' })`)
  assert.equal(model.assess(request).assessment.lead, 'a')
  assert.equal(model.assess(of(`new Uint8Array([...'{"as_of":"${AS_OF}"}'].map((one) => one.charCodeAt(0)))`)).assessment.lead, null)
  for (const [code, words] of [['new Map()', /found a Map/], ['Promise.resolve({})', /found a Promise/], ['new Date(NaN)', /found an invalid Date/]]) {
    assert.throws(() => model.assess({ profile: of(code), as_of: AS_OF }), (error) => error instanceof LeadgradeError && words.test(error.message))
  }
})

test('shared and detached memory', async () => {
  const shared = new Uint8Array(new SharedArrayBuffer(events.length))
  shared.set(events)
  assert.ok((await model.assessTable({ events: shared, as_of: AS_OF })).leads.length > 0)
  const gone = Uint8Array.from(events)
  structuredClone(gone.buffer, { transfer: [gone.buffer] })
  await refused(() => model.assessTable({ events: gone, as_of: AS_OF }), { code: 'unreadable_arrow', path: '/events', words: /the end of the stream is missing/ })
})

test('an argument that throws when it is read is an error', async () => {
  const fail = () => {
    throw new Error('a fault of the caller')
  }
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  for (const one of [proxy, new Proxy({}, { get: fail, ownKeys: fail }), { get events() { return fail() } }]) {
    await refused(() => model.assessTable(one), wrong('/request', /found an object that cannot be read/))
    await refused(() => Dataset.load(one), wrong('/tables', /found an object that cannot be read/))
    await refused(() => model.assessTable({ events, as_of: AS_OF }, one), wrong('/waiting', /found an object that cannot be read/))
  }
  await refused(() => model.assessTable({ events: proxy, as_of: AS_OF }), wrong('/events', /found an object that cannot be read/))
  await refused(() => model.assessTable({ events, as_of: AS_OF }, { signal: proxy }), wrong('/waiting/signal', /found an object that cannot be read/))
})
