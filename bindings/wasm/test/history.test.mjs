import assert from 'node:assert/strict'
import { test } from 'node:test'
import { History, Model } from 'leadgrade-wasm'

// Computed by hand in `core/tests/history_bytes.rs`, which explains each part; the checksum is at the end.
const STORED =
  '4c4701' + '01' + '146576656e742076697369740a7a6f6e6520555443' + '00' + '018001' + '010100' + '00' +
  '01000002' + '010100' + '020101018827' + '00' + '00' + '010165057669736974' + '02000000' + '000000000000' + '3f1a2c27'

test('stored histories equal those of other languages', () => {
  const model = Model.fromToml('format = 1\nname = "n"\n[signals.visit]')
  const { history } = model.history([
    { event: 'visit', at: '1970-01-01T00:00:00.000064Z', value: 2.5 },
    { event: 'visit', at: '1969-12-31T23:59:59Z' },
    { event: 'visit', at: '1970-01-01T00:00:00.000001Z', id: 'e' },
  ])
  assert.equal(Buffer.from(history.toBytes()).toString('hex'), STORED)
  const bytes = Buffer.from(STORED, 'hex')
  assert.ok(new History(bytes).equals(history))
  bytes[bytes.length - 1] ^= 1
  assert.throws(() => new History(bytes), { code: 'unreadable_history' })
})
