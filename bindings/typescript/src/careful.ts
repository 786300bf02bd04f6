import { pointer, refuse } from './argument.js'
import { LeadgradeError } from './error.js'
import { found, isBytes, isInvalidDate, UNREADABLE } from './found.js'
import type { History } from './history.js'
import { ARGUMENTS } from './operations.js'
import type { Problem } from './types.js'

/** What a value is that goes to the core as JSON text. */
export type Shape = 'request' | 'event' | 'events' | 'document' | 'rows' | 'columns'

/** Levels from which on there are values of leads, which the core rejects one by one. */
const VALUES: Record<Shape, number> = {
  request: Infinity,
  event: 1,
  events: 2,
  document: Infinity,
  rows: 2,
  columns: 2,
}
/** The same for members of a request. */
const VALUES_OF_REQUEST: Readonly<Record<string, number>> = { profile: 2, events: 3 }

/** How deep values may nest: far deeper than anything that the core takes, and shallow enough for any stack. */
const DEEPEST = 500
/** How long a list may be: the longest text that JavaScript has holds no more items of any use. */
const LONGEST = 2 ** 26
/** From here on a double does not tell a whole number from the next one. */
const BEYOND = 2 ** 53

const OBJECT = 'a plain object'
const TEXT = 'JSON text, or the bytes of it'
/** What the whole value may be. */
const WHOLE: Record<Shape, string> = {
  request: `an object such as \`{ profile, events, as_of }\`, ${TEXT}`,
  event: `an event: a plain object, ${TEXT}`,
  events: `a list of events, ${TEXT}`,
  document: `a model: a plain object, ${TEXT}`,
  rows: `rows: a list of objects, columns, ${TEXT}`,
  columns: `rows: a list of objects, columns, ${TEXT}`,
}

/**
 * Whether `JSON.stringify` says all that a value says: nothing in it is left out or becomes something
 * else, and every number is exact.
 */
export function isPlain(value: unknown): boolean {
  try {
    return isPlainWithin(value, DEEPEST)
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
      return value > -BEYOND && value < BEYOND
    case 'object':
      return value === null || (levels > 0 && isPlainObject(value, levels - 1))
    default:
      return false
  }
}

function isPlainObject(value: object, levels: number): boolean {
  if (Array.isArray(value)) {
    if (saysOtherwise(value) || value.length > LONGEST) return false
    for (let at = 0; at < value.length; at += 1) if (!isPlainWithin(value[at], levels)) return false
    return true
  }
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype === Date.prototype) return !Object.hasOwn(value, 'toJSON') && !isInvalidDate(value)
  if ((prototype !== Object.prototype && prototype !== null) || saysOtherwise(value)) return false
  for (const key in value) if (!isPlainWithin((value as Members)[key], levels)) return false
  return true
}

type Members = Record<string, unknown>

/** Whether JSON takes it for what a method of it says. */
const saysOtherwise = (value: object): boolean => typeof (value as { toJSON?: unknown }).toJSON === 'function'

/** Whether a value is a history, where a request may have one in the place of its events. */
export type IsHistory = (value: unknown) => value is History

/** JSON text, and the history that stands in it as `events` and has no text there. */
export interface Careful {
  text: string
  history: History | undefined
}

/**
 * JSON text in which everything stands as it is: a BigInt as its digits, a number that is not exact
 * with an exponent, an infinite one as one beyond all doubles, which the core rejects with its place.
 * @throws {LeadgradeError} with everything that JSON cannot say, and where it is.
 */
export function carefully(value: unknown, shape: Shape, isHistory?: IsHistory): Careful {
  const writer = new CarefulWriter(shape, isHistory)
  const text = writer.text(value, '', [])
  refuse(writer.problems)
  return { text: text ?? '', history: writer.history }
}

class CarefulWriter {
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
        return this.refused(value, path)
    }
  }

  private number(value: number, path: string): string | undefined {
    if (value === Infinity) return '1e999'
    if (value === -Infinity) return '-1e999'
    // Of a value of a lead it means that it is not known; anything else has to be said.
    if (Number.isNaN(value)) return this.isValue(path) ? 'null' : this.refused(value, path)
    return Math.abs(value) < BEYOND ? JSON.stringify(value) : value.toExponential()
  }

  /** An object that throws when it is asked is refused by itself. */
  private object(value: object, path: string, above: readonly object[]): string | undefined {
    try {
      return this.readable(value, path, above)
    } catch {
      return this.refused(value, path, UNREADABLE)
    }
  }

  private readable(value: object, path: string, above: readonly object[]): string | undefined {
    if (above.includes(value)) return this.refused(value, path, 'a value that contains itself')
    if (above.length > DEEPEST) return this.tooDeep(path)
    const { isHistory } = this
    if (isHistory && path === '/events' && !Array.isArray(value)) return this.events(value, isHistory, above)
    if (path === '' && isHistory?.(value)) return this.refused(value, path)
    if (isInvalidDate(value) || isBytes(value) || ArrayBuffer.isView(value)) return this.refused(value, path)
    if (isBoxed(value)) return this.text(value.valueOf(), path, above)
    const below = [...above, value]
    const { toJSON } = value as { toJSON?: unknown }
    if (typeof toJSON === 'function') {
      return this.text((toJSON as () => unknown).call(value), path, below)
    }
    if (Array.isArray(value)) return this.list(value, path, below)
    return hasMembers(value) ? this.members(value, path, below) : this.refused(value, path)
  }

  /** A history goes to the core beside the text; another object has to say of itself that it is a list. */
  private events(value: object, isHistory: IsHistory, above: readonly object[]): string | undefined {
    if (isHistory(value)) {
      this.history = value
      return undefined
    }
    const { toJSON } = value as { toJSON?: unknown }
    const list: unknown = typeof toJSON === 'function' ? (toJSON as () => unknown).call(value) : undefined
    return Array.isArray(list) ? this.text(list, '/events', [...above, value]) : this.refused(value, '/events')
  }

  private list(value: readonly unknown[], path: string, below: readonly object[]): string {
    if (value.length > LONGEST) return this.refused(value, path, `a list of ${value.length}`)
    // As long as it is to begin with, as JSON takes it: a `toJSON` in it may make it longer.
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

  private member(of: Members, key: string, path: string, below: readonly object[]): string | undefined {
    let value
    try {
      value = of[key]
    } catch {
      return this.refused(of, path, UNREADABLE)
    }
    return this.text(value, path, below)
  }

  /** Whether a value of a lead stands there: an attribute, or a part of an event. */
  private isValue(path: string): boolean {
    const steps = path.split('/').slice(1)
    const from = this.shape === 'request' ? VALUES_OF_REQUEST[steps[0] ?? ''] : VALUES[this.shape]
    return steps.length >= (from ?? Infinity)
  }

  /**
   * What JSON cannot say: a value of a lead becomes an object that tells the core what was found, and
   * is rejected by itself; anything else is an error.
   */
  private refused(value: unknown, path: string, what = found(value)): string {
    if (this.isValue(path)) return `{"":${JSON.stringify(what)}}`
    return this.problem(path, `found ${what}`, this.allowed(path))
  }

  private allowed(path: string): string {
    if (path === '') return WHOLE[this.shape]
    return (this.shape === 'request' ? ARGUMENTS[path.slice(1)] : undefined) ?? OBJECT
  }

  private problem(path: string, message: string, help: string, code = 'wrong_type'): string {
    this.problems.push({ code, path, message, help })
    return 'null'
  }

  private tooDeep(path: string): string {
    const place = path.split('/').slice(0, 4).join('/')
    return this.problem(place, 'values are nested too deeply', `at most ${DEEPEST} inside each other`, 'too_deep')
  }
}

/** A number, a text or a flag as an object, which JSON takes for what it holds. */
function isBoxed(value: object): boolean {
  return value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt
}

/** Whether an object says no more than its members do: it has no class of its own. */
function hasMembers(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

