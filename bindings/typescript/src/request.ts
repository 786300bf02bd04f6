import { wrongArgument } from './argument.js'
import { isPlain, writeJson, type IsHistory, type Shape } from './slow-path.js'
import type { Text } from './core.js'
import { LeadgradeError } from './error.js'
import { isText } from './js-values.js'
import type { History } from './history.js'

/** A request: an object, its JSON text, or the bytes of that text (such as a Buffer) in UTF-8. */
export type Request<T> = T | Text

/** What the core gets of a request. */
export interface RequestText {
  /** JSON text, or its bytes. */
  text: Text
  /** Whether whole numbers in the text are exact; otherwise numbers are the nearest doubles. */
  exact: boolean
  /** The history that the request has as `events`; the text has no events then. */
  history?: History | undefined
}

/** Returns an argument that must be text or bytes. @throws {LeadgradeError} if it is anything else. */
export function plainText(value: unknown, name: string, allowed: string): Text {
  if (isText(value)) return value
  throw wrongArgument(name, value, allowed)
}

/**
 * The text of a request, or of a part of one. With `isHistory`, the `events` of a request may be a history.
 * @throws {LeadgradeError} with everything that cannot be written as JSON, and where it is.
 */
export function textOf(request: unknown, shape: Shape, isHistory?: IsHistory): RequestText {
  if (isText(request)) return { text: request, exact: false }
  try {
    if (isPlain(request)) return { text: JSON.stringify(request) ?? '', exact: false }
    return { ...writeJson(request, shape, isHistory), exact: true }
  } catch (error) {
    throw error instanceof LeadgradeError ? error : cannotWrite(error)
  }
}

/** The text would be longer than the longest string, or a getter threw only on its second call. */
function cannotWrite(cause: unknown): LeadgradeError {
  const message = 'cannot write the value as JSON: reading it failed, or the text is longer than JavaScript allows'
  const help = 'pass plain data, and less of it in one call'
  return new LeadgradeError([{ code: 'wrong_type', path: '', message, help }], { cause })
}
