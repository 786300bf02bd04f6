// A value means the same in every kind of input of the Node package, including Arrow.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Bool, Float64, Int64, Table, TimestampMillisecond, Utf8, tableFromIPC, tableToIPC, vectorFromArray } from 'apache-arrow'
import * as leadgrade from 'leadgrade'
import { AS_OF, ATTRIBUTES, NUMBERS, TEXTS, WHOLE, modelOf, objectsAndHistories, said, texts } from '../../typescript/test/doors.mjs'

const { Dataset } = leadgrade
const model = modelOf(leadgrade)

test('packed objects, text, histories and lists of events give the same answer', () => objectsAndHistories(leadgrade))
test('JSON text, its bytes and objects give the same answer', () => texts(leadgrade))

/** Arrow columns, each with the values that it can contain. */
const COLUMNS = [
  [new Utf8(), TEXTS],
  [new Float64(), NUMBERS],
  [new Int64(), WHOLE],
  [new Bool(), [true, false]],
  [new TimestampMillisecond(), [0, Date.parse('2026-11-20T10:00:00Z'), Date.parse(AS_OF)]],
]

test('Arrow columns and objects with the same values give the same answer', async () => {
  for (const [type, values] of COLUMNS) {
    const all = [...values, null]
    const leads = all.map((_, at) => `L-${at}`)
    // Instants are passed as dates.
    const value = (one) => (type instanceof TimestampMillisecond && one !== null ? new Date(one) : one)
    // A Date in an object becomes ISO text, which is valid for a text attribute; an instant of Arrow is not.
    const names = type instanceof TimestampMillisecond ? ['number', 'flag', 'date'] : ATTRIBUTES
    for (const name of names) {
      const profiles = tableToIPC(new Table({ lead: vectorFromArray(leads, new Utf8()), [name]: vectorFromArray(all, type) }))
      for (const tables of [{ profiles }, { dataset: await Dataset.load({ profiles }) }]) {
        const found = await model.assessTable({ ...tables, as_of: AS_OF })
        const [scored, rejects] = [found.leads, found.rejects].map((ipc) => tableFromIPC(ipc).toArray().map((row) => row.toJSON()))
        for (const [at, one] of all.entries()) {
          const expected = said(model.assess({ profile: { lead: leads[at], [name]: value(one) }, as_of: AS_OF }))
          const about = `${name} ${type} ${String(one)}`
          assert.equal(scored[at].fit_points, expected.fit, about)
          const codes = rejects.filter(({ row }) => Number(row) === at).map(({ code, column }) => [code, column])
          assert.deepEqual(codes, expected.rejects.map(([code, column]) => [code, column]), about)
        }
      }
    }
  }
})
