// Every conformance vector gives exactly the text that the core answers.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { LeadgradeError, Model } from 'leadgrade'

const command = ['run', '--quiet', '--locked', '--package', 'leadgrade', '--example', 'canonical_answers']
const cwd = new URL('../../..', import.meta.url)
const { stdout, stderr, status } = spawnSync('cargo', command, { cwd, maxBuffer: 2 ** 28 })
assert.equal(status, 0, String(stderr))
/** Whether JavaScript parsed a whole number inexactly; such events of a history are tested as text elsewhere. */
const isInexact = (value) => Number.isInteger(value) && !Number.isSafeInteger(value)
const vectors = stdout
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .filter(({ history }) => !history?.some((event) => Object.values(event).some(isInexact)))

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())
const answer = (model, { operation }, request, suffix) => model[`${camel(operation)}${suffix}`](request)
const compile = ({ format, model }) => (format === 'toml' ? Model.fromToml(model) : Model.fromJson(model))

/** The answer as text, or the error as the core writes it. */
function answered(call) {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof LeadgradeError)) throw error
    return JSON.stringify({ error: { problems: error.problems } })
  }
}

/** The request as an object, unless it has whole numbers that a double cannot represent. */
const objects = (text) => (/[:,[]\s*-?\d{16,}\s*[,}\]]/.test(text) ? [] : [JSON.parse(text)])

/** The request of a vector as text, and as an object, which may contain a history. */
function requests(model, { request, history: events }, texts) {
  if (!events) return [...texts, ...objects(request)]
  return objects(request).map((one) => ({ ...one, events: model.history(events).history }))
}

test('answers of operations from text, bytes and objects', () => {
  let [count, refused, histories] = [0, 0, 0]
  const models = new Map()
  for (const vector of vectors.filter(({ operation, coerce }) => operation && !coerce)) {
    if (!models.has(vector.model)) models.set(vector.model, compile(vector))
    const model = models.get(vector.model)
    for (const request of requests(model, vector, [vector.request, Buffer.from(vector.request)])) {
      histories += Number(vector.history !== undefined)
      const found = answered(() => answer(model, vector, request, 'Json'))
      assert.equal(found, vector.answer, `${vector.operation} of ${vector.name}`)
    }
    count += 1
    refused += Number(vector.answer.startsWith('{"error":'))
  }
  assert.ok(count > 5000 && refused > 0 && histories > 1000, `${count}, ${refused} refused, ${histories} of histories`)
})

test('objects and texts give the same answer', () => {
  const models = new Map()
  for (const vector of vectors.filter(({ operation, coerce }) => operation && !coerce)) {
    if (!models.has(vector.model)) models.set(vector.model, compile(vector))
    const model = models.get(vector.model)
    for (const request of requests(model, vector, [vector.request])) {
      const found = answered(() => JSON.stringify(answer(model, vector, request, '')))
      assert.deepStrictEqual(JSON.parse(found), JSON.parse(vector.answer), `${vector.operation} of ${vector.name}`)
    }
  }
})

test('invalid models', () => {
  const refused = vectors.filter(({ operation }) => !operation)
  for (const vector of refused) {
    assert.equal(answered(() => compile(vector)), vector.answer, vector.name)
  }
  assert.ok(refused.length > 200, String(refused.length))
})
