// The slow path from JavaScript values to JSON text. `JSON.stringify` leaves out or changes what JSON has no
// form for; this writer keeps the value, rejects it, or names its place in an error.
import { pointer, throwProblems } from './argument.js'
import { LeadgradeError } from './error.js'
import { describe, isBytes, isInvalidDate, UNREADABLE } from './js-values.js'
import type { History } from './history.js'
import { ARGUMENTS } from './operations.js'
import type { Problem } from './types.js'

/** What the core gets as JSON text. */
export type Shape = 'request' | 'event' | 'events' | 'document' | 'rows' | 'columns'

/**
 * The number of steps in a path from which on it names a value of a lead. The core rejects such a
 * value by itself; anything wrong above it is an error of the whole call.
 */
const LEAD_VALUE_STEPS: Record<Shape, number> = {
  request: Infinity,
  event: 1,
  events: 2,
  document: Infinity,
  rows: 2,
  columns: 2,
}
/** The same for the members of a request. */
const LEAD_VALUE_STEPS_OF_REQUEST: Readonly<Record<string, number>> = { profile: 2, events: 3 }

/** How deep values may nest: deeper than anything that the core accepts, and shallow enough for any stack. */
const MAX_DEPTH = 500
/**
 * How many items a list may have. This is a limit of JavaScript, not of the core: the longest string
 * (2^29 characters in V8) has room for 2^26 items of 8 characters. It stops lists that claim a huge
 * length, such as `Object.assign([], { length: 2 ** 32 - 1 })`, before they fill the memory.
 */
const MAX_ITEMS = 2 ** 26
/** A double below this size is exact as a whole number. */
const EXACT_BELOW = 2 ** 53

const OBJECT = 'a plain object'
const TEXT = 'JSON text, or its bytes'
/** What is accepted for the whole value. */
const EXPECTED: Record<Shape, string> = {
  request: `an object such as \`{ profile, events, as_of }\`, ${TEXT}`,
  event: `an event: a plain object, ${TEXT}`,
  events: `a list of events, ${TEXT}`,
  document: `a model: a plain object, ${TEXT}`,
  rows: `rows: a list of objects, columns, ${TEXT}`,
  columns: `rows: a list of objects, columns, ${TEXT}`,
}

/** Whether `JSON.stringify` keeps a value as it is: it leaves nothing out, and every number is exact. */
export function isPlain(value: unknown): boolean {
  try {
    return isPlainWithin(value, MAX_DEPTH)
  } catch {
    return false
  }
}

function isPlainWithin(value: unknown, levels: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true
    case 'number':
      return value > -EXACT_BELOW && value < EXACT_BELOW
    case 'object':
      return value === null || (levels > 0 && isPlainObject(value, levels - 1))
    default:
      return false
  }
}

function isPlainObject(value: object, levels: number): boolean {
  if (Array.isArray(value)) {
    if (hasToJson(value) || value.length > MAX_ITEMS) return false
    for (let at = 0; at < value.length; at += 1) if (!isPlainWithin(value[at], levels)) return false
    return true
  }
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype === Date.prototype) return !Object.hasOwn(value, 'toJSON') && !isInvalidDate(value)
  if ((prototype !== Object.prototype && prototype !== null) || hasToJson(value)) return false
  for (const key in value) if (!isPlainWithin((value as Members)[key], levels)) return false
  return true
}

type Members = Record<string, unknown>

/** Whether `JSON.stringify` would call a method of the value. */
const hasToJson = (value: object): boolean => typeof (value as { toJSON?: unknown }).toJSON === 'function'

/** Tests whether the `events` of a request are a history. */
export type IsHistory = (value: unknown) => value is History

/** JSON text, and the history that the request has as `events`; the text has no events then. */
export interface JsonText {
  text: string
  history: History | undefined
}

/**
 * The JSON text of a value: dates and the like as ISO text, a BigInt as its digits, `undefined` as
 * absent, a double that is not exact with an exponent, and an infinite one as `1e999`, which the
 * core rejects with its place.
 * @throws {LeadgradeError} with everything that has no form in JSON, and where it is.
 */
export function writeJson(value: unknown, shape: Shape, isHistory?: IsHistory): JsonText {
  const writer = new JsonWriter(shape, isHistory)
  const text = writer.text(value, '', [])
  throwProblems(writer.problems)
  return { text: text ?? '', history: writer.history }
}

class JsonWriter {
  readonly problems: Problem[] = []
  history: History | undefined

  constructor(
    private readonly shape: Shape,
    private readonly isHistory: IsHistory | undefined,
  ) {}

  text(value: unknown, path: string, above: readonly object[]): string | undefined {
    switch (typeof value) {
      case 'bigint':
        return value.toString()
      case 'number':
        return this.number(value, path)
      case 'object':
        return value === null ? 'null' : this.object(value, path, above)
      case 'string':
      case 'boolean':
        return JSON.stringify(value)
      case 'undefined':
        return undefined
      default:
        return this.reject(value, path)
    }
  }

  private number(value: number, path: string): string | undefined {
    if (value === Infinity) return '1e999'
    if (value === -Infinity) return '-1e999'
    // As a value of a lead, NaN means unknown; elsewhere it is an error.
    if (Number.isNaN(value)) return this.isLeadValue(path) ? 'null' : this.reject(value, path)
    return Math.abs(value) < EXACT_BELOW ? JSON.stringify(value) : value.toExponential()
  }

  /** An object that throws when it is read is rejected by itself. */
  private object(value: object, path: string, above: readonly object[]): string | undefined {
    try {
      return this.readableObject(value, path, above)
    } catch {
      return this.reject(value, path, UNREADABLE)
    }
  }

  private readableObject(value: object, path: string, above: readonly object[]): string | undefined {
    if (above.includes(value)) return this.reject(value, path, 'a value that contains itself')
    if (above.length > MAX_DEPTH) return this.tooDeep(path)
    const { isHistory } = this
    if (isHistory && path === '/events' && !Array.isArray(value)) return this.events(value, isHistory, above)
    if (path === '' && isHistory?.(value)) return this.reject(value, path)
    if (isInvalidDate(value) || isBytes(value) || ArrayBuffer.isView(value)) return this.reject(value, path)
    if (isBoxed(value)) return this.text(value.valueOf(), path, above)
    const below = [...above, value]
    const { toJSON } = value as { toJSON?: unknown }
    if (typeof toJSON === 'function') {
      return this.text((toJSON as () => unknown).call(value), path, below)
    }
    if (Array.isArray(value)) return this.list(value, path, below)
    return hasMembers(value) ? this.members(value, path, below) : this.reject(value, path)
  }

  /** Takes a history out of the text. Any other object must turn into a list by its `toJSON`. */
  private events(value: object, isHistory: IsHistory, above: readonly object[]): string | undefined {
    if (isHistory(value)) {
      this.history = value
      return undefined
    }
    const { toJSON } = value as { toJSON?: unknown }
    const list: unknown = typeof toJSON === 'function' ? (toJSON as () => unknown).call(value) : undefined
    return Array.isArray(list) ? this.text(list, '/events', [...above, value]) : this.reject(value, '/events')
  }

  private list(value: readonly unknown[], path: string, below: readonly object[]): string {
    if (value.length > MAX_ITEMS) return this.reject(value, path, `a list of length ${value.length}`, `at most ${MAX_ITEMS} items`)
    // The length before the first getter runs, as in `JSON.stringify`.
    const texts = Array.from({ length: value.length }, (_, at) => this.text(value[at], `${path}/${at}`, below))
    return `[${texts.map((text) => text ?? 'null').join()}]`
  }

  private members(value: object, path: string, below: readonly object[]): string {
    const members = Object.keys(value).flatMap((key) => {
      const written = this.member(value as Members, key, path + pointer(key), below)
      return written === undefined ? [] : [`${JSON.stringify(key)}:${written}`]
    })
    return `{${members.join()}}`
  }

  private member(object: Members, key: string, path: string, below: readonly object[]): string | undefined {
    let value
    try {
      value = object[key]
    } catch {
      return this.reject(object, path, UNREADABLE)
    }
    return this.text(value, path, below)
  }

  /** Whether a path names a value of a lead: an attribute, or a member of an event. */
  private isLeadValue(path: string): boolean {
    const steps = path.split('/').slice(1)
    const from = this.shape === 'request' ? LEAD_VALUE_STEPS_OF_REQUEST[steps[0] ?? ''] : LEAD_VALUE_STEPS[this.shape]
    return steps.length >= (from ?? Infinity)
  }

  /**
   * Handles a value that has no form in JSON. A value of a lead becomes an object that tells the core
   * what was found, and the core rejects it by itself; anything else is an error.
   */
  private reject(value: unknown, path: string, what = describe(value), allowed = this.allowed(path)): string {
    if (this.isLeadValue(path)) return `{"":${JSON.stringify(what)}}`
    return this.problem(path, `found ${what}`, `expected ${allowed}`)
  }

  private allowed(path: string): string {
    if (path === '') return EXPECTED[this.shape]
    return (this.shape === 'request' ? ARGUMENTS[path.slice(1)] : undefined) ?? OBJECT
  }

  private problem(path: string, message: string, help: string, code = 'wrong_type'): string {
    this.problems.push({ code, path, message, help })
    return 'null'
  }

  private tooDeep(path: string): string {
    const start = path.split('/').slice(0, 4).join('/')
    return this.problem(start, 'values are nested too deeply', `at most ${MAX_DEPTH} levels`, 'too_deep')
  }
}

/** Whether a value is a number, text or flag in an object, such as `new Number(7)`, which JSON unwraps. */
function isBoxed(value: object): boolean {
  return value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt
}

/** Whether an object has no class, so that its members are all it contains. */
function hasMembers(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

