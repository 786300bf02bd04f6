import { carefully, unlike } from './careful.js'
import type { Text } from './core.js'
import { LeadgradeError } from './error.js'

/** A request: an object, or its JSON text, or the bytes of that text (a Buffer) in UTF-8. */
export type Request<T> = T | Text

/** What goes to the core: JSON text or its bytes, and whether its whole numbers are exact. */
export interface Written {
  text: Text
  /** Without it a number stands for the nearest double, as JSON's do. */
  exact: boolean
}

/** Whether it is JSON already. */
export function isText(value: unknown): value is Text {
  return typeof value === 'string' || value instanceof Uint8Array
}

/** What must be a text already. */
export function plainText(value: unknown): Text {
  if (isText(value)) return value
  const message = `found ${value === null ? 'null' : typeof value}`
  const help = 'a text, or its bytes in UTF-8'
  throw new LeadgradeError([{ code: 'wrong_type', path: '', message, help }])
}

/** The text of a request. */
export function textOf(request: unknown): Written {
  return isText(request) ? { text: request, exact: false } : written(request)
}

/**
 * The JSON text of a value: `Date`, `Temporal.Instant` and the like as ISO text, a BigInt as its
 * digits, an infinite number as one that the core rejects by name, `undefined` as absent.
 */
export function written(value: unknown): Written {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // A BigInt, or a value that contains itself: the slower way tells which.
    return { text: carefully(value), exact: true }
  }
  // `JSON.stringify` makes null of what is infinite, and nobody would notice.
  if (text?.includes('null') && unlike(value)) return { text: carefully(value), exact: true }
  return { text: text ?? '', exact: false }
}
