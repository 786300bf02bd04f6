import type { Text } from './core.js'

const tag = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1)

/** Bytes, also those of another realm, as test tools with realms of their own make them. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && (value instanceof Uint8Array || tag(value) === 'Uint8Array')
}

/** Whether it is JSON text already. */
export function isText(value: unknown): value is Text {
  return typeof value === 'string' || isBytes(value)
}

/** Whether it is a list, and can be asked. */
export function isList(value: unknown): boolean {
  try {
    return Array.isArray(value)
  } catch {
    return false
  }
}

/** A `Date` that is none, such as `new Date('soon')`. */
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

/** What an object is that throws when it is asked: a revoked proxy, or one whose traps or getters throw. */
export const UNREADABLE = 'an object that cannot be read'

/** The own members of an object; nothing for one that throws when it is asked. */
export function membersOf(value: object): Record<string, unknown> | undefined {
  try {
    return { ...value }
  } catch {
    return undefined
  }
}

/** What a value is, in the words of messages; never what it holds. */
export function found(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return Number.isNaN(value) ? 'NaN' : 'a number'
  return SCALARS[typeof value] ?? foundObject(value as object)
}

function foundObject(value: object): string {
  try {
    return kindOf(value)
  } catch {
    return UNREADABLE
  }
}

function kindOf(value: object): string {
  if (isBytes(value)) return 'bytes'
  if (Array.isArray(value)) return 'a list'
  if (isInvalidDate(value)) return 'an invalid Date'
  const name = className(value)
  if (tag(value) === 'Promise') return 'a Promise (is an `await` missing?)'
  if (name === 'Table' && 'schema' in value && 'batches' in value) return 'a Table of Arrow'
  return `${/^[AEIOU]/i.test(name) ? 'an' : 'a'} ${name}`
}

/** The name of an object's class; `object` where it has none that can be shown. */
function className(value: object): string {
  try {
    const name: unknown = (Object.getPrototypeOf(value) as object | null)?.constructor.name
    return typeof name === 'string' && name !== 'Object' && /^[\w$]{1,60}$/.test(name) ? name : 'object'
  } catch {
    return 'object'
  }
}
