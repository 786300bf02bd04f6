import { LeadgradeError } from './error.js'
import { found, membersOf, UNREADABLE } from './found.js'
import { nearest } from './nearest.js'
import type { Problem } from './types.js'

/** Keys of an argument, each with what it may be. */
export type Allowed = Readonly<Record<string, string>>

/** That an argument, or a part of one, is something else than it may be. */
export function wrongType(path: string, value: unknown, allowed: string): Problem {
  return { code: 'wrong_type', path, message: `found ${found(value)}`, help: allowed }
}

/** @throws {LeadgradeError} where there are problems. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new LeadgradeError(problems)
}

/** The error of one argument. */
export function wrongArgument(name: string, value: unknown, allowed: string): LeadgradeError {
  return new LeadgradeError([wrongType(pointer(name), value, allowed)])
}

/** A member as a step of a JSON Pointer. */
export function pointer(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** An object of options, not a list, and not one that stands for something else, as an `AbortSignal`. */
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
 * The members of an argument that is an object of options, each read once.
 * @throws {LeadgradeError}
 */
export function optionsOf(name: string, given: unknown, allowed: string): Record<string, unknown> {
  if (!isOptions(given)) throw wrongArgument(name, given, allowed)
  const members = membersOf(given)
  if (members) return members
  throw new LeadgradeError([{ code: 'wrong_type', path: pointer(name), message: `found ${UNREADABLE}`, help: allowed }])
}

/** Keys that are not allowed. */
export function unknownKeys(given: object, allowed: Allowed, above = ''): Problem[] {
  const names = Object.keys(allowed)
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(allowed, key))
  return unknown.map((key) => {
    const near = nearest(key, names)
    const all = `allowed: ${names.map((name) => `\`${name}\``).join(', ')}`
    return {
      code: 'unknown_key',
      path: `${above}${pointer(key)}`,
      message: `\`${key.slice(0, 60)}\` is not known here`,
      help: near === undefined ? all : `did you mean \`${near}\`?`,
    }
  })
}

/**
 * An argument of options: an object with no other keys than the allowed ones, and each value as
 * its test wants it. An argument that was left out is an empty object.
 * @throws {LeadgradeError} with everything that is wrong.
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
  refuse([...unknownKeys(members, allowed, above), ...types])
  return members as T
}

/** Whether it is a flag. */
export const isFlag = (value: unknown): boolean => typeof value === 'boolean'
