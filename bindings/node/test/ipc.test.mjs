// Unusual Arrow bytes: truncated, joined, not UTF-8, or with columns that the model does not read.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import {
  Decimal, Field, List, Null, RecordBatch, Schema, Struct, Table, Uint64, Utf8,
  makeData, makeVector, tableFromArrays, tableFromIPC, tableToIPC, vectorFromArray,
} from 'apache-arrow'
import { Dataset, LeadgradeError, Model } from 'leadgrade'

const model = Model.fromToml(`
  format = 1
  name = "ipc"
  [attributes]
  city = { type = "text" }
  [signals]
  visit = { points = 20 }
  [[fit.criteria]]
  name = "city"
  fact = "profile.city"
  cases = [{ eq = "Bonn", points = 50 }]
  [engagement]
`)
const AS_OF = '2026-11-22'
const rows = (ipc) => tableFromIPC(ipc).toArray().map((row) => row.toJSON())
const texts = (values) => vectorFromArray(values, new Utf8())
const unreadable = (path, words) => (error) => {
  assert.ok(error instanceof LeadgradeError, String(error?.stack))
  assert.deepEqual([error.code, error.path], ['unreadable_arrow', path])
  assert.match(error.message, words)
  return true
}

/** A stream with a number of batches of one event each. */
function batches(count) {
  const table = new Table({ lead: texts(['a']), event: texts(['visit']), at: texts(['2026-11-20']) })
  return tableToIPC(new Table(table.schema, Array(count).fill(table.batches[0])), 'stream')
}

test('a stream that was cut between two batches is an error', async () => {
  const two = batches(2)
  const [{ engagement_points: all }] = rows((await model.assessTable({ events: two, as_of: AS_OF })).leads)
  assert.equal(all, 40)
  // The end marker has eight bytes; both batches before it have the same length.
  const end = two.length - 8
  const batch = two.length - batches(1).length
  for (const cut of [two.subarray(0, end), two.subarray(0, end - batch), two.subarray(0, end + 4), two.subarray(0, end - 1)]) {
    await assert.rejects(model.assessTable({ events: cut, as_of: AS_OF }), unreadable('/events', /cut|end inside/))
    await assert.rejects(Dataset.load({ events: cut }), unreadable('/events', /cut|end inside/))
  }
  const behind = Buffer.concat([two, two])
  await assert.rejects(model.assessTable({ events: behind, as_of: AS_OF }), unreadable('/events', /after the end/))
  // A buffer that is longer than the stream.
  assert.equal(rows((await model.assessTable({ events: Buffer.concat([two, Buffer.alloc(56)]), as_of: AS_OF })).leads).length, 1)
})

test('a file that names one of its batches twice does not count it twice', async () => {
  const table = tableFromIPC(batches(2))
  const file = Buffer.from(tableToIPC(table, 'file'))
  assert.equal(rows((await model.assessTable({ events: file, as_of: AS_OF })).leads)[0].engagement_points, 40)
  // The file ends with the length of the footer, which has the offset of each batch in eight bytes.
  const footer = file.length - 10 - file.readInt32LE(file.length - 10)
  const blocks = []
  for (let at = footer; at < file.length - 24; at += 4) {
    const [from, size] = [Number(file.readBigInt64LE(at)), file.readInt32LE(at + 8)]
    if (from > 0 && from < footer && size > 0 && file.readInt32LE(from) === -1) blocks.push([at, from])
  }
  assert.equal(blocks.length, 2)
  const [[, first], [second]] = blocks
  file.writeBigInt64LE(BigInt(first), second)
  await assert.rejects(model.assessTable({ events: file, as_of: AS_OF }), unreadable('/events', /a part of the file twice/))
})

/** The same bytes, with a placeholder replaced by bytes that are not UTF-8. */
function broken(ipc, text = 'NOT-UTF-8') {
  const bytes = Buffer.from(ipc)
  let at = bytes.indexOf(text)
  assert.ok(at > 0)
  for (; at >= 0; at = bytes.indexOf(text)) bytes.fill(0xff, at, at + text.length)
  return bytes
}

test('a text that is not UTF-8 rejects only its row, in every layout and format', async () => {
  const cities = ['Bonn', 'NOT-UTF-8', null, 'Bonn']
  const plain = new Table({ lead: texts(['a', 'b', 'c', 'd']), city: texts(cities) })
  const coded = tableFromArrays({ lead: ['a', 'b', 'c', 'd'], city: cities })
  for (const table of [plain, coded]) {
    for (const format of ['stream', 'file']) {
      const profiles = broken(tableToIPC(table, format))
      for (const request of [{ profiles }, { dataset: await Dataset.load({ profiles }) }]) {
        const found = await model.assessTable({ ...request, as_of: AS_OF })
        assert.deepEqual(rows(found.leads).map(({ lead, fit_points }) => [lead, fit_points]), [['a', 50], ['b', 0], ['c', 0], ['d', 50]])
        const rejects = rows(found.rejects).map(({ row, column, code }) => [Number(row), column, code])
        assert.deepEqual(rejects, [[1, 'city', 'not_unicode']])
      }
    }
  }
})

test('columns that the model does not read are ignored', async () => {
  const read = { lead: texts(['a', 'b']), city: texts(['Bonn', 'Köln']) }
  const decimals = makeVector(makeData({ type: new Decimal(3, 38, 128), length: 2, data: new Uint32Array(8) }))
  const nothing = new Struct([new Field('n', new Null(), true)])
  const nested = makeVector(makeData({ type: nothing, length: 2, children: [makeData({ type: new Null(), length: 2 })] }))
  const lists = vectorFromArray([[1n], [2n, 3n]], new List(new Field('item', new Uint64(), true)))
  const odd = { decimals, nested, lists, notes: texts(['NOT-UTF-8', 'x']), coded: vectorFromArray(['NOT-UTF-8', 'y']) }
  const expected = rows((await model.assessTable({ profiles: tableToIPC(new Table(read)), as_of: AS_OF })).leads)
  for (const [name, vector] of Object.entries(odd)) {
    for (const format of ['stream', 'file']) {
      let profiles = tableToIPC(new Table({ [name]: vector, ...read, [`${name}_2`]: vector }), format)
      if (Buffer.from(profiles).includes('NOT-UTF-8')) profiles = broken(profiles)
      for (const request of [{ profiles }, { dataset: await Dataset.load({ profiles }) }]) {
        const found = await model.assessTable({ ...request, as_of: AS_OF })
        assert.deepEqual(rows(found.leads), expected, name)
        assert.equal(rows(found.rejects).length, 0, name)
      }
    }
  }
})

test('two columns of one name are an error only if the model reads them', async () => {
  const table = (names) => {
    const schema = new Schema(names.map((name) => new Field(name, new Utf8(), true)))
    const children = names.map(() => texts(['a']).data[0])
    const batch = new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: 1, children }))
    return tableToIPC(new Table(schema, [batch]))
  }
  const found = await model.assessTable({ profiles: table(['lead', 'x', 'x', 'city']), as_of: AS_OF })
  assert.equal(rows(found.leads).length, 1)
  await assert.rejects(model.assessTable({ profiles: table(['lead', 'city', 'city']), as_of: AS_OF }), (error) => {
    assert.ok(error instanceof LeadgradeError)
    assert.match(error.message, /`city`/)
    return true
  })
})

test('damaged bytes print nothing and reveal no paths of the build machine', () => {
  const script = `
    const { Model, LeadgradeError } = require('leadgrade')
    const { tableFromArrays, tableToIPC } = require('apache-arrow')
    const model = Model.fromToml('format = 1\\nname = "n"\\nattributes.city = { type = "text" }\\n[signals.visit]')
    const table = tableFromArrays({ lead: ['a', 'b'], city: ['x', 'y'], size: [1, 2] })
    ;(async () => {
      for (const format of ['stream', 'file']) {
        const whole = tableToIPC(table, format)
        for (let at = 0; at < whole.length; at += 3) {
          for (const bits of [0xff, 0x41, 0x80]) {
            const profiles = Uint8Array.from(whole)
            profiles[at] ^= bits
            await model.assessTable({ profiles, as_of: '2026-11-22' }).catch((error) => {
              if (!(error instanceof LeadgradeError) || /\\.rs|\\/root|\\/home/.test(error.message)) throw error
            })
          }
        }
      }
    })()
  `
  const said = execFileSync(process.execPath, ['-e', script], { cwd: new URL('..', import.meta.url), stdio: ['ignore', 'pipe', 'pipe'] })
  assert.equal(String(said), '')
})
