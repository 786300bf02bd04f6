import { wrongArgument } from './argument.js'
import { carefully, isPlain, type IsHistory, type Shape } from './careful.js'
import type { Text } from './core.js'
import { LeadgradeError } from './error.js'
import { isText } from './found.js'
import type { History } from './history.js'

/** A request: an object, or its JSON text, or the bytes of that text (a Buffer) in UTF-8. */
export type Request<T> = T | Text

/** What goes to the core: JSON text or its bytes, and whether its whole numbers are exact. */
export interface Written {
  text: Text
  /** Without it a number stands for the nearest double, as JSON's do. */
  exact: boolean
  /** What stands as `events` of a request and has no text there. */
  history?: History | undefined
}

/** What must be a text already. @throws {LeadgradeError} */
export function plainText(value: unknown, name: string, allowed: string): Text {
  if (isText(value)) return value
  throw wrongArgument(name, value, allowed)
}

/**
 * The text of a request, or of a part of one; with `isHistory` the `events` of a request may be a history.
 * @throws {LeadgradeError}
 */
export function textOf(request: unknown, shape: Shape, isHistory?: IsHistory): Written {
  return isText(request) ? { text: request, exact: false } : written(request, shape, isHistory)
}

/**
 * The JSON text of a value: `Date`, `Temporal.Instant` and the like as ISO text, a BigInt as its
 * digits, an infinite number as one that the core rejects by name, `undefined` as absent.
 */
function written(value: unknown, shape: Shape, isHistory: IsHistory | undefined): Written {
  try {
    if (isPlain(value)) return { text: JSON.stringify(value) ?? '', exact: false }
    return { ...carefully(value, shape, isHistory), exact: true }
  } catch (error) {
    throw error instanceof LeadgradeError ? error : unwritten(error)
  }
}

/** A text longer than any may be, or a value that is plain once and throws the next time. */
function unwritten(cause: unknown): LeadgradeError {
  const message = 'the value has no JSON text, or one longer than any text of JavaScript'
  return new LeadgradeError([{ code: 'wrong_type', path: '', message, help: 'data that can be read, and less at a time' }], { cause })
}
