// Tests of JavaScript values, and how messages describe them. None of these functions throws.
import type { Text } from './core.js'

const tag = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1)

/** Whether a value is a `Uint8Array`, including one of another realm (test runners create such realms). */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && (value instanceof Uint8Array || tag(value) === 'Uint8Array')
}

/** Whether a value is text, or bytes of text. */
export function isText(value: unknown): value is Text {
  return typeof value === 'string' || isBytes(value)
}

/** Whether a value is an array; false for a revoked proxy. */
export function isList(value: unknown): boolean {
  try {
    return Array.isArray(value)
  } catch {
    return false
  }
}

/** Whether a value is an invalid `Date`, such as `new Date('soon')`. */
export function isInvalidDate(value: object): boolean {
  return tag(value) === 'Date' && Number.isNaN(Number(value))
}

const SCALARS: Partial<Record<string, string>> = {
  undefined: 'undefined',
  string: 'a text',
  bigint: 'a BigInt',
  boolean: 'a flag',
  symbol: 'a symbol',
  function: 'a function',
}

/** How messages describe an object that throws when it is read: a revoked proxy, a getter that throws. */
export const UNREADABLE = 'an object that cannot be read'

/** A copy of the own members of an object; undefined if reading one of them throws. */
export function membersOf(value: object): Record<string, unknown> | undefined {
  try {
    return { ...value }
  } catch {
    return undefined
  }
}

/** Describes a value for a message, such as `a list` or `an invalid Date`; never says what it contains. */
export function describe(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return Number.isNaN(value) ? 'NaN' : 'a number'
  return SCALARS[typeof value] ?? describeObject(value as object)
}

function describeObject(value: object): string {
  try {
    return describeReadable(value)
  } catch {
    return UNREADABLE
  }
}

function describeReadable(value: object): string {
  if (isBytes(value)) return 'bytes'
  if (Array.isArray(value)) return 'a list'
  if (isInvalidDate(value)) return 'an invalid Date'
  const name = className(value)
  if (tag(value) === 'Promise') return 'a Promise (is an `await` missing?)'
  if (name === 'Table' && 'schema' in value && 'batches' in value) return 'a Table of Arrow'
  return `${/^[AEIOU]/i.test(name) ? 'an' : 'a'} ${name}`
}

/** The name of an object's class; `object` if it has none, or one that a message cannot show. */
function className(value: object): string {
  try {
    const name: unknown = (Object.getPrototypeOf(value) as object | null)?.constructor.name
    return typeof name === 'string' && name !== 'Object' && /^[\w$]{1,60}$/.test(name) ? name : 'object'
  } catch {
    return 'object'
  }
}
