import type { Text } from '../../typescript/src/core.js'

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** The text of bytes. @throws {Error} with a refusal where they are no UTF-8. */
export function textual(text: Text): string {
  if (typeof text === 'string') return text
  try {
    return UTF_8.decode(text)
  } catch {
    throw refusal('not_unicode', 'the bytes are no UTF-8', 'text in UTF-8')
  }
}

/** A refusal as the core writes them, to be thrown. */
export function refusal(code: string, message: string, help: string): Error {
  return new Error(JSON.stringify({ error: { problems: [{ code, path: '', message, help }] } }))
}
