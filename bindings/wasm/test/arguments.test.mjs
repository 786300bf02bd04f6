// Wrong arguments, and what `inspect` shows of objects of the package; the same tests as in Node.
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { test } from 'node:test'
import * as leadgrade from 'leadgrade-wasm'
import { keepsNothing, refusesArguments, rejectsValues } from '../../typescript/test/arguments.mjs'

const { Dataset, LeadgradeError, Model, placesOf } = leadgrade
const TEXT = 'format = 1\nname = "n"\nattributes.size = { type = "number" }\n[signals.visit]\n[engagement]'
const model = Model.fromToml(TEXT)
const AS_OF = '2026-11-22'
const ROWS = [{ lead: 'a', size: 7 }]

test('wrong models, histories, events and profiles are errors that name the argument', () => refusesArguments(leadgrade))
test('values without a form in JSON are rejected by themselves', () => rejectsValues(leadgrade))
test('models and histories keep and show no data of a lead', () => keepsNothing(leadgrade))

const refused = (call, path, words, code = 'wrong_type') =>
  assert.throws(call, (error) => {
    assert.ok(error instanceof LeadgradeError, inspect(error))
    assert.deepEqual([error.code, error.path], [code, path], error.message)
    assert.match(error.message, words)
    return true
  })

test('wrong arguments of data sets and scorecards', () => {
  const data = new Dataset().addProfiles(ROWS)
  const scorecard = data.assess(model, AS_OF)
  for (const [rows, words] of [[undefined, /found undefined/], [null, /found null/], [7, /a number/], [() => 1, /a function/]]) {
    refused(() => data.addProfiles(rows), '/rows', words)
  }
  for (const [rows, words] of [[new Map(), /a Map/], [Promise.resolve(ROWS), /await/], [new Date(), /a text|a Date/]]) {
    assert.throws(() => data.addEvents(rows), (error) => error instanceof LeadgradeError && words.test(error.message), inspect(rows))
  }
  refused(() => data.addProfiles([new Map([['lead', 'a']])]), '/0', /found a Map/)
  refused(() => data.addProfiles({ lead: new Set(['a']) }), '/lead', /found a Set/)
  refused(() => data.addProfiles(ROWS, true), '/reading', /found a flag .*coerce/)
  refused(() => data.addProfiles(ROWS, { coerce: 'yes' }), '/reading/coerce', /found a text/)
  refused(() => data.addProfiles(ROWS, { corce: true }), '/reading/corce', /did you mean `coerce`/, 'unknown_key')
  refused(() => data.assess(AS_OF, model), '/model', /found a text/)
  refused(() => data.assess(Promise.resolve(model), AS_OF), '/model', /await/)
  refused(() => data.assess(model), '/asOf', /found undefined .*2026-11-22/)
  refused(() => data.assess(model, new Date(NaN)), '/asOf', /found an invalid Date/)
  refused(() => data.lead('a', model, AS_OF), '/model', /found a text/)
  refused(() => data.lead(model, 7, AS_OF), '/lead', /found a number/)
  refused(() => scorecard.moves({}), '/before', /found an object/)
  refused(() => scorecard.moves(), '/before', /found undefined/)
  refused(() => scorecard.leads({}, data), '/before', /found a Dataset/)
  refused(() => scorecard.leads(new Map()), '', /found a Map/)
  refused(() => placesOf(new Uint8Array(2), 'toml', []), '/text', /found bytes/)
  refused(() => placesOf(TEXT, 'yaml', []), '/format', /`toml` or `json`/)
  refused(() => placesOf(TEXT, 'toml', '/fit'), '/paths', /found a text/)
  const fail = () => {
    throw new Error('a fault of the caller')
  }
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  refused(() => data.addProfiles(proxy), '', /found an object that cannot be read/)
  refused(() => data.addEvents([proxy]), '/0', /found an object that cannot be read/)
  for (const asOf of [proxy, new Proxy({}, { get: fail }), { toJSON: fail }]) {
    refused(() => data.assess(model, asOf), '/asOf', /found an object/)
    refused(() => data.lead(model, 'a', asOf), '/asOf', /found an object/)
  }
  assert.deepEqual([Reflect.ownKeys(data), Reflect.ownKeys(scorecard)], [[], []])
  assert.equal(JSON.stringify(data), '{"profiles":1,"events":0}')
  data.free()
  refused(() => data.rows, '', /used after `free`/, 'freed')
})

test('bytes that are not UTF-8 have the message of the core', () => {
  const bytes = Uint8Array.from([0x7b, 0xff, 0x7d])
  const words = /invalid UTF-8 at byte 1/
  for (const call of [() => model.assess(bytes), () => Model.fromToml(bytes), () => new Dataset().addProfiles(bytes)]) {
    refused(call, '', words, 'not_unicode')
  }
})
