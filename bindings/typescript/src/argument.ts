import { LeadgradeError } from './error.js'
import { describe, membersOf, UNREADABLE } from './js-values.js'
import { nearest } from './nearest.js'
import type { Problem } from './types.js'

/** The keys of an argument, each with a description of the values it accepts. */
export type Allowed = Readonly<Record<string, string>>

/** The problem of a value of the wrong type; `path` is a JSON Pointer, `allowed` says what is accepted. */
export function wrongType(path: string, value: unknown, allowed: string): Problem {
  return { code: 'wrong_type', path, message: `found ${describe(value)}`, help: `expected ${allowed}` }
}

/** @throws {LeadgradeError} with all of the problems, if there are any. */
export function throwProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new LeadgradeError(problems)
}

/** The error of one argument of the wrong type. */
export function wrongArgument(name: string, value: unknown, allowed: string): LeadgradeError {
  return new LeadgradeError([wrongType(pointer(name), value, allowed)])
}

/** One step of a JSON Pointer: `/key`, escaped. */
export function pointer(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** Whether a value is a plain object; false for lists and for instances of classes, such as an `AbortSignal`. */
export function isOptions(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  try {
    const prototype = Object.getPrototypeOf(value) as object | null
    return prototype === null || (Object.getPrototypeOf(prototype) === null && !Array.isArray(value))
  } catch {
    return false
  }
}

/**
 * The members of an argument that must be a plain object; each getter runs once.
 * @throws {LeadgradeError} if it is not a plain object, or reading it throws.
 */
export function optionsOf(name: string, given: unknown, allowed: string): Record<string, unknown> {
  if (!isOptions(given)) throw wrongArgument(name, given, allowed)
  const members = membersOf(given)
  if (members) return members
  throw new LeadgradeError([{ code: 'wrong_type', path: pointer(name), message: `found ${UNREADABLE}`, help: `expected ${allowed}` }])
}

/** A problem for each key that is not allowed; `above` is the JSON Pointer of the object. */
export function unknownKeys(given: object, allowed: Allowed, above = ''): Problem[] {
  const names = Object.keys(allowed)
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(allowed, key))
  return unknown.map((key) => {
    const near = nearest(key, names)
    const all = `allowed: ${names.map((name) => `\`${name}\``).join(', ')}`
    return {
      code: 'unknown_key',
      path: `${above}${pointer(key)}`,
      message: `\`${key.slice(0, 60)}\` is not a known key here`,
      help: near === undefined ? all : `did you mean \`${near}\`?`,
    }
  })
}

/**
 * Checks an optional argument of options and returns a copy of it, or `{}` if it is undefined.
 * `tests` has a check for each value; undefined values pass.
 * @throws {LeadgradeError} with a problem for each unknown key and each value that fails its test.
 */
export function options<T extends object>(
  name: string,
  given: unknown,
  allowed: Allowed,
  tests: Readonly<Record<string, (value: unknown) => boolean>> = {},
): T {
  if (given === undefined) return {} as T
  const members = optionsOf(name, given, `an object such as \`{ ${Object.keys(allowed).join(', ')} }\``)
  const above = pointer(name)
  const wrong = Object.entries(tests).filter(([key, is]) => members[key] !== undefined && !is(members[key]))
  const types = wrong.map(([key]) => wrongType(`${above}${pointer(key)}`, members[key], allowed[key] ?? ''))
  throwProblems([...unknownKeys(members, allowed, above), ...types])
  return members as T
}

/** Whether a value is `true` or `false`. */
export const isFlag = (value: unknown): boolean => typeof value === 'boolean'
