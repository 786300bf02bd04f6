import type { Text } from '../../typescript/src/core.js'
import { within } from './instance.js'
import { checkUtf8 } from './wasm/leadgrade.js'

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** The text of bytes. @throws {Error} with the core's refusal where they are no UTF-8. */
export function textual(text: Text): string {
  if (typeof text === 'string') return text
  try {
    return UTF_8.decode(text)
  } catch (error) {
    // Says from which byte on, in the words of every language.
    within(() => checkUtf8(text))
    throw error
  }
}
