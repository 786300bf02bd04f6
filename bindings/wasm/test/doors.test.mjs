// One value, one meaning at every door of the package for browsers, data sets included.
import { test } from 'node:test'
import * as leadgrade from 'leadgrade-wasm'
import { dataSets, objectsAndHistories, texts } from '../../typescript/test/doors.mjs'

test('objects as text, histories and lists of events say the same', () => objectsAndHistories(leadgrade))
test('JSON text and its bytes say what objects say', () => texts(leadgrade))
test('rows and columns of data sets say what objects say', () => dataSets(leadgrade))
