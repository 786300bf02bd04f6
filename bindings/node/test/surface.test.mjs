// The methods equal the core's list of operations.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import * as leadgrade from 'leadgrade'

const surface = JSON.parse(readFileSync(new URL('../../../core/schema/surface.json', import.meta.url)))
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())

/** The methods of a class, including inherited ones. */
function methods(prototype) {
  const own = Object.getOwnPropertyNames(prototype)
  const parent = Object.getPrototypeOf(prototype)
  return parent === Object.prototype ? own : [...own, ...methods(parent)]
}

test('a model has every operation and the methods of the package', () => {
  const expected = ['constructor', 'history', 'assessTable', 'toJSON']
  for (const { name } of surface.operations) expected.push(camel(name), `${camel(name)}Json`)
  const found = new Set(methods(leadgrade.Model.prototype))
  assert.deepEqual([...found].sort(), expected.sort())
})

test('both module systems give the same classes', () => {
  const required = createRequire(import.meta.url)('leadgrade')
  const names = ['Dataset', 'History', 'LeadgradeError', 'Model']
  assert.deepEqual(Object.keys(leadgrade).filter((name) => name !== 'default').sort(), names)
  for (const name of names) assert.equal(required[name], leadgrade[name])
})
