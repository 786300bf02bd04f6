import { called, type Text } from '../../typescript/src/core.js'
import { within } from './instance.js'
import { checkUtf8 } from './wasm/leadgrade.js'

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** The text of bytes. @throws {LeadgradeError} where they are no UTF-8. */
export function textual(text: Text): string {
  if (typeof text === 'string') return text
  try {
    return UTF_8.decode(text)
  } catch {
    // Says from which byte on, in the words of every language.
    called(() => within(() => checkUtf8(text)))
    // Shared memory has to be copied first.
    return UTF_8.decode(Uint8Array.from(text))
  }
}
