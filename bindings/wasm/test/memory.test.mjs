// A module with little memory: running out of it is an error, and later calls work. The module is
// loaded from bytes, as in a browser; calls before that are an error.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Dataset, History, LeadgradeError, Model, load, placesOf } from '../dist/wasm/js/web.js'

const MORE_PAGES = 48
const TEXT = 'format = 1\nname = "n"\nattributes.text = { type = "text" }\n[signals.visit]\npoints = 20\n[engagement]'
const AS_OF = '2026-11-22'
const EVENTS = [{ event: 'visit', at: '2026-11-20T10:00:00Z', id: 'e-1' }]

/** The module with its maximum memory set to a number of pages more than its initial memory. */
function limited(bytes, more) {
  const number = (at) => {
    for (let value = 0, shift = 0; ; shift += 7, at += 1) {
      value |= (bytes[at] & 0x7f) << shift
      if (bytes[at] < 0x80) return [value, at + 1]
    }
  }
  const written = (value) => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...written(value >>> 7)])
  for (let at = 8; at < bytes.length; ) {
    const [length, body] = number(at + 1)
    if (bytes[at] === 5) {
      const [least] = number(body + 2)
      const memory = [1, 1, ...written(least), ...written(least + more)]
      return Buffer.concat([bytes.subarray(0, at + 1), Buffer.from([...written(memory.length), ...memory]), bytes.subarray(body + length)])
    }
    at = body + length
  }
  throw new Error('there is no memory')
}

const code = (expected) => (error) => {
  assert.ok(error instanceof LeadgradeError, String(error?.stack))
  assert.equal(error.code, expected, error.message)
  return true
}
const rows = (count) => Array.from({ length: count }, (_, at) => ({ lead: `lead-${at}`, text: 'x'.repeat(100) }))

test('calls before the module is loaded are an error', async () => {
  const calls = [() => Model.fromToml(TEXT), () => Model.fromJson({}), () => new History(), () => new Dataset(), () => placesOf(TEXT, 'toml', [])]
  for (const call of calls) assert.throws(call, code('not_loaded'))
  await assert.rejects(load(new Uint8Array(8)), WebAssembly.CompileError)
  await load(limited(readFileSync(new URL('../dist/wasm/js/wasm/leadgrade_bg.wasm', import.meta.url)), MORE_PAGES))
})

/** Checks that models and histories still work. */
function whole({ model, history, answer, stored, forgetful }) {
  const request = { events: EVENTS, as_of: AS_OF }
  assert.equal(model.assessJson(request), answer)
  assert.equal(model.assessJson({ events: history, as_of: AS_OF }), answer)
  assert.deepEqual(history.toBytes(), stored)
  assert.equal(history.observe(model, EVENTS[0]).seen, 'again')
  assert.equal(model.compare(request, forgetful).engagement.difference, -20)
}

/** Calls that need more memory than there is. */
const TOO_MUCH = {
  'rows': () => {
    const data = new Dataset()
    for (;;) data.addProfiles(rows(2_000))
  },
  'a request': (model) => model.assess({ profile: { text: 'x'.repeat(8_000_000) }, as_of: AS_OF }),
  'events': (model) => model.history(Array.from({ length: 200_000 }, (_, at) => ({ ...EVENTS[0], id: `e-${at}` }))),
  'models': () => {
    for (const models = []; ; ) models.push(Model.fromToml(TEXT))
  },
  'histories': (model) => {
    for (const histories = []; ; ) histories.push(model.history(EVENTS).history)
  },
}

for (const [name, fill] of Object.entries(TOO_MUCH)) {
  test(`running out of memory with ${name}`, () => {
    const model = Model.fromToml(TEXT)
    const forgetful = Model.fromToml(TEXT.replace('20', '0'))
    const { history } = model.history(EVENTS)
    const all = { model, forgetful, history, answer: model.assessJson({ events: EVENTS, as_of: AS_OF }), stored: history.toBytes() }
    for (let time = 0; time < 2; time += 1) {
      assert.throws(() => fill(model), code('out_of_memory'))
      whole(all)
    }
  })
}

test('a lost data set is an error, and another one can be loaded', () => {
  const model = Model.fromToml(TEXT)
  const data = new Dataset().addProfiles(rows(3))
  const scorecard = data.assess(model, AS_OF)
  assert.throws(() => TOO_MUCH['a request'](model), code('out_of_memory'))
  for (const call of [() => data.rows, () => data.assess(model, AS_OF), () => data.addProfiles(rows(1)), () => scorecard.grid()]) {
    assert.throws(call, code('lost'))
  }
  data.free()
  scorecard.free()
  assert.equal(new Dataset().addProfiles(rows(3)).assess(model, AS_OF).grid().leads, 3)
})

test('a history is unchanged after running out of memory for its events', () => {
  const model = Model.fromToml(TEXT)
  const { history } = model.history(EVENTS)
  const before = history.toBytes()
  const many = Array.from({ length: 200_000 }, (_, at) => ({ ...EVENTS[0], id: `e-${at}` }))
  assert.throws(() => history.observeAll(model, many), code('out_of_memory'))
  assert.deepEqual(history.toBytes(), before)
})
