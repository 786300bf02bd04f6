// A value means the same in every kind of input of the browser package, including data sets.
import { test } from 'node:test'
import * as leadgrade from 'leadgrade-wasm'
import { dataSets, objectsAndHistories, texts } from '../../typescript/test/doors.mjs'

test('objects, text, histories and lists of events give the same answer', () => objectsAndHistories(leadgrade))
test('JSON text, its bytes and objects give the same answer', () => texts(leadgrade))
test('rows and columns of data sets and objects give the same answer', () => dataSets(leadgrade))
