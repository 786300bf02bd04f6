import { called, type Text } from '../../typescript/src/core.js'
import { within } from './instance.js'
import { checkUtf8 } from './wasm/leadgrade.js'

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** Text as a string; bytes are decoded. @throws {LeadgradeError} if they are not valid UTF-8. */
export function decoded(text: Text): string {
  if (typeof text === 'string') return text
  try {
    return UTF_8.decode(text)
  } catch {
    // The core's message names the byte.
    called(() => within(() => checkUtf8(text)))
    // The bytes are valid UTF-8 in shared memory, which the decoder accepts only as a copy.
    return UTF_8.decode(Uint8Array.from(text))
  }
}
