// Wrong arguments of models and histories, each with the path and the words of its error. The package
// is a parameter, so that both packages run the same tests.
import assert from 'node:assert/strict'
import { inspect } from 'node:util'

const TEXT = `
  format = 1
  name = "shop"
  [attributes]
  size = { type = "number" }
  industry = { type = "text" }
  customer = { type = "flag" }
  since = { type = "date" }
  topics = { type = "tags" }
  [signals]
  visit = { points = 20 }
  [engagement]
`
const AS_OF = '2026-11-22'
const EVENTS = [{ event: 'visit', at: '2026-11-20T10:00:00Z' }]

/** An object that is too deep for recursion. */
function deep(levels) {
  let value = {}
  for (let at = 0; at < levels; at += 1) value = { value }
  return value
}

class Lead {
  size = 7
}

/** Objects that throw when they are read, each with a name. */
function unreadable() {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const fail = () => {
    throw new Error('a fault of the caller')
  }
  return [
    ['a revoked proxy', proxy],
    ['a proxy that throws', new Proxy({}, { get: fail, ownKeys: fail, getPrototypeOf: fail })],
    ['a toJSON that throws', { toJSON: fail }],
    ['a proxy of a number', new Proxy(new Number(7), {})],
    ['a list with a getter that throws', Object.defineProperty(['a'], 0, { get: fail })],
  ]
}

/** A list without items whose length exceeds any text. */
const endless = Object.assign([], { length: 2 ** 32 - 1 })

/** Wrong calls: name, call, path, and a pattern of the message. */
function calls({ Model, History }) {
  const model = Model.fromToml(TEXT)
  const { history } = model.history(EVENTS)
  const bytes = history.toBytes()
  const at = { as_of: AS_OF }
  const of = (profile) => () => model.assess({ profile, ...at })
  const section = (signals) => () => Model.fromJson({ format: 1, name: 'n', signals })
  const wrongHistories = [
    ['bytes', bytes, /found bytes .*new History\(bytes\)/],
    ['undefined', undefined, /found undefined/],
    ['null', null, /found null/],
    ['an object with its method', { toBytes() {} }, /found an object/],
    ['a model', model, /found a Model/],
    ['a Promise', Promise.resolve(history), /found a Promise \(is an `await` missing\?\)/],
    ['a copy without a class', structuredClone({ ...history }), /found an object/],
    ['an object that inherits', Object.create(History.prototype), /found a History|found an object/],
  ]
  const wrongEvents = [
    ['bytes', bytes, /found bytes/],
    ['text', history.toJson(), /found a text/],
    ['a number', 7, /found a number/],
    ['a BigInt', 7n, /found a number/],
    ['a flag', true, /found a flag/],
    ['NaN', NaN, /found NaN/],
    ['a function', () => [], /found a function/],
    ['an object', {}, /found an object/],
    ['an event', EVENTS[0], /found an object/],
    ['an object with its method', { toBytes() {} }, /found an object/],
    ['the object of its JSON', JSON.parse(history.toJson()), /found an object/],
    ['an object that says it is none', { toJSON: () => ({}) }, /found an object/],
    ['a model', model, /found a Model/],
    ['a Promise', Promise.resolve(history), /found a Promise \(is an `await` missing\?\)/],
    ['a Promise of a list', Promise.resolve(EVENTS), /found a Promise/],
    ['a copy without a class', structuredClone({ ...history }), /found an object/],
    ['an object that inherits', Object.create(History.prototype), /found an object that cannot be read/],
    ['a proxy of a history', new Proxy(history, {}), /found an object that cannot be read/],
    ['a Map', new Map(), /found a Map/],
    ['an iterator', EVENTS.values(), /found an? \w+/],
    ['a class', History, /found a function/],
    ['what model.history gives', model.history(EVENTS), /found an object/],
  ]
  const wrongModels = [
    ['an object', {}, /found an object .*Model\.fromToml/],
    ['text', 'x', /found a text/],
    ['null', null, /found null/],
    ['a document', model.document(), /found an object/],
    ['a history', history, /found a History/],
    ['a Promise', Promise.resolve(model), /await/],
    ['a class', Model, /found a function/],
  ]
  const wrongProfiles = [
    ['a Map', new Map([['size', 7]]), /found a Map/],
    ['a Set', new Set(), /found a Set/],
    ['a WeakMap', new WeakMap(), /found a WeakMap/],
    ['a Promise', Promise.resolve({}), /found a Promise/],
    ['a function', () => 1, /found a function/],
    ['a symbol', Symbol('s'), /found a symbol/],
    ['an instance of a class', new Lead(), /found a Lead/],
    ['bytes', new Uint8Array(3), /found bytes/],
    ['an ArrayBuffer', new ArrayBuffer(3), /found an ArrayBuffer/],
    ['an invalid Date', new Date(NaN), /found an invalid Date/],
    ['an error', new Error('x'), /found an Error/],
  ]
  return [
    ...wrongEvents.flatMap(([name, wrong, words]) => {
      const accepted = new RegExp(`${words.source} .*a list of events, or a \`History\`: \`new History\\(bytes\\)\``)
      return [
        [`assess of ${name}`, () => model.assess({ ...at, events: wrong }), '/events', accepted],
        [`explain of ${name}`, () => model.explain({ ...at, get events() { return wrong } }), '/events', accepted],
        [`compareJson of ${name}`, () => model.compareJson({ ...at, events: wrong }, model), '/events', accepted],
        [`nextChangeJson of ${name}`, () => model.nextChangeJson({ toJSON: () => ({ ...at, events: wrong }) }), '/events', accepted],
        [`timeline of ${name}`, () => model.timeline({ from: AS_OF, to: AS_OF, events: wrong }), '/events', accepted],
      ]
    }),
    ...wrongHistories.flatMap(([name, wrong, words]) => [
      [`merge with ${name}`, () => history.merge(wrong), '/other', words],
      [`equals ${name}`, () => history.equals(wrong), '/other', words],
    ]),
    ...wrongModels.flatMap(([name, wrong, words]) => [
      [`compare with ${name}`, () => model.compare(at, wrong), '/other', words],
      [`compareJson of a history with ${name}`, () => model.compareJson({ ...at, events: history }, wrong), '/other', words],
      [`observe by ${name}`, () => history.observe(wrong, EVENTS[0]), '/model', words],
      [`observeAll by ${name}`, () => history.observeAll(wrong, EVENTS), '/model', words],
      [`forgetIdsBefore by ${name}`, () => history.forgetIdsBefore(wrong, AS_OF), '/model', words],
    ]),
    ['observe with its arguments the other way round', () => history.observe(EVENTS[0], model), '/model', /found an object/],
    ['forgetIdsBefore without a day', () => history.forgetIdsBefore(model), '/day', /found undefined .*2026-11-22/],
    ...wrongProfiles.map(([name, wrong, words]) => [`${name} as a profile`, of(wrong), '/profile', words]),
    ...wrongProfiles.map(([name, wrong, words]) => [`${name} as a section`, section(wrong), '/signals', words]),
    ...wrongProfiles.filter(([name]) => name !== 'bytes').map(([name, wrong, words]) => [`${name} as a request`, () => model.assess(wrong), '', words]),
    ['a history as a request', () => model.assess(history), '', /found a History .*\{ profile, events, as_of \}/],
    ['a Map as the list of events', () => model.assess({ events: new Map(), ...at }), '/events', /found a Map/],
    ['a Set of events', () => model.history(new Set(EVENTS)), '', /found a Set .*list of events/],
    ['a Map as an event', () => model.assess({ events: [EVENTS[0], new Map()], ...at }), '/events/1', /found a Map/],
    ['a Promise as an event', () => history.observe(model, Promise.resolve(EVENTS[0])), '', /found a Promise/],
    ['an invalid Date as as_of', () => model.assess({ as_of: new Date('soon') }), '/as_of', /found an invalid Date .*2026-11-22/],
    ['NaN as horizon_days', () => model.nextChange({ ...at, horizon_days: NaN }), '/horizon_days', /found NaN/],
    ['NaN in a model', section({ visit: { points: NaN } }), '/signals/visit/points', /found NaN/],
    ['a function in a model', section({ visit: () => 1 }), '/signals/visit', /found a function/],
    ['new Model()', () => new Model(), '', /`Model\.fromToml\(text\)`/],
    ['a model without a text', () => Model.fromToml(), '/text', /found undefined/],
    ['a model of a promised text', () => Model.fromToml(Promise.resolve(TEXT)), '/text', /await/],
    ['a model without a document', () => Model.fromJson(), '/document', /found undefined/],
    ['a history of null', () => new History(null), '/stored', /found null/],
    ['a history of a history', () => new History(history), '/stored', /found a History/],
    ['a method without its model', () => (0, model.assess)(at), '/this', /found undefined/],
    ['a signal after the request', () => model.assess(at, new AbortController().signal), '', /an AbortSignal after its last argument/],
    ...unreadable().flatMap(([name, wrong]) => [
      [`${name} as a profile`, of(wrong), '/profile', /found an object that cannot be read/],
      [`${name} as an event`, () => model.assess({ events: [wrong], ...at }), '/events/0', /found an object that cannot be read/],
      [`${name} as a request`, () => model.assess(wrong), '', /found an object that cannot be read/],
      [`${name} as a section`, section(wrong), '/signals', /found an object that cannot be read/],
      ...(name.startsWith('a list') ? [] : [[`${name} as events`, () => model.assess({ ...at, events: wrong }), '/events', /found an? .* .*a list of events, or a `History`/]]),
      [`merge with ${name}`, () => history.merge(wrong), '/other', /found /],
      [`${name} as another model`, () => model.compare(at, wrong), '/other', /found /],
    ]),
    ['a getter that throws in a request', () => model.assess({ ...at, get events() { throw new Error('a fault') } }), '/events', /found an object that cannot be read/],
    ['an endless list as events', () => model.assess({ events: endless, ...at }), '/events', /found a list of length 4294967295/],
    ['a deep object as a profile', of({ size: deep(100_000) }), '/profile/size/value', /nested too deeply/],
    ['a deep object as a model', () => Model.fromJson({ format: 1, name: 'n', signals: deep(100_000) }), '/signals/value/value', /nested too deeply/],
    ['a deep list as a request', () => model.assess({ ...at, events: [Array.from({ length: 1e5 }).reduce((list) => [list], [])] }), '/events/0/0', /nested too deeply/],
  ]
}

/** Checks that every call throws an error of the package with the path and the words. */
export function refusesArguments(package_) {
  for (const [name, call, path, words] of calls(package_)) {
    let thrown
    try {
      thrown = { nothing: call() }
    } catch (error) {
      thrown = error
    }
    assert.ok(thrown instanceof package_.LeadgradeError, `${name}: ${inspect(thrown)}`)
    assert.equal(thrown.path, path, `${name}: ${thrown.message}`)
    assert.match(thrown.message, words, name)
  }
}

/** Checks that values without a form in JSON are rejected by themselves and the rest of the lead counts. */
export function rejectsValues({ Model, History }) {
  const model = Model.fromToml(TEXT)
  const loop = {}
  loop.loop = [loop]
  const objects = [...unreadable().map(([, value]) => value), endless, loop]
  const values = [...objects, new Map([[1, 2]]), new Set(['a']), Promise.resolve(7), () => 1, Symbol('s'), new Lead(), new Date(NaN), new Uint8Array(2), /x/]
  for (const value of values) {
    for (const column of ['size', 'industry', 'customer', 'since', 'topics']) {
      const { assessment, report } = model.assess({ profile: { lead: 'L-7', [column]: value }, events: EVENTS, as_of: AS_OF })
      assert.equal(assessment.engagement.points, 20)
      assert.deepEqual(report.rejects.map(({ code, column }) => [code, column]), [['wrong_type', column]], inspect(value))
    }
    const { report } = model.assess({ events: [...EVENTS, { event: 'visit', at: value }], as_of: AS_OF })
    assert.deepEqual(report.rejects.map(({ column, row }) => [column, row]), [['at', 1]], inspect(value))
    const seen = new History().observe(model, { event: 'visit', at: value })
    assert.equal(seen.seen, 'rejected', inspect(value))
  }
  // Each member of an object is read separately.
  const profile = { lead: 'L-7', topics: ['a'], get size() { throw new Error('a fault of the caller') } }
  const { report } = model.assess({ profile, as_of: AS_OF })
  assert.deepEqual(report.rejects.map(({ code, column }) => [code, column]), [['wrong_type', 'size']])
}

/** Checks that models and histories show no data of a lead. */
export function keepsNothing({ Model, History }) {
  const model = Model.fromToml(TEXT)
  const secret = 'ada@example.com'
  const request = { profile: { lead: secret, industry: secret }, events: [{ ...EVENTS[0], id: secret }], as_of: AS_OF }
  for (const answer of [model.assess(request), model.explain(request)]) assert.equal(answer.assessment.lead, secret)
  const { history } = model.history([{ ...EVENTS[0], id: secret }])
  model.assess({ profile: request.profile, events: history, as_of: AS_OF })
  const { fingerprint } = model.info()
  assert.equal(JSON.stringify(model), JSON.stringify({ name: 'shop', fingerprint }))
  assert.deepEqual([Object.keys(model), Object.keys(history), Reflect.ownKeys(model), Reflect.ownKeys(history)], [[], [], [], []])
  for (const how of [{}, { showHidden: true, depth: 9 }, { showHidden: true, depth: 9, customInspect: false, getters: false }]) {
    for (const one of [model, history, { model }, [history]]) {
      const shown = inspect(one, how)
      assert.ok(!shown.includes(secret) && shown.length < 1_000, shown)
    }
  }
  assert.ok(inspect(model).includes(`name: 'shop'`) && inspect(model).includes(fingerprint.slice(0, 9)))
  assert.equal(inspect(history), 'History { events: 1 }')
}
