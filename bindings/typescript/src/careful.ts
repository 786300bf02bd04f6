import { LeadgradeError } from './error.js'

type Members = Record<string, unknown>

/** Whether a value that `JSON.stringify` accepts has a number that becomes another one there. */
export function unlike(value: unknown): boolean {
  if (typeof value === 'number') return value === Infinity || value === -Infinity
  return typeof value === 'object' && value !== null && Object.values(value).some(unlike)
}

/**
 * JSON text in which every number stands as it is: a BigInt as its digits, an infinite number as
 * one beyond all doubles, which the core rejects with its place.
 * @throws {LeadgradeError} for a value that contains itself.
 */
export function carefully(value: unknown): string {
  return text(value, '', []) ?? ''
}

function text(value: unknown, path: string, above: readonly unknown[]): string | undefined {
  if (typeof value === 'bigint') return value.toString()
  if (value === Infinity) return '1e999'
  if (value === -Infinity) return '-1e999'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (above.includes(value)) throw endless(path)
  const below = [...above, value]
  if (typeof (value as Members).toJSON === 'function') {
    return text((value as { toJSON(): unknown }).toJSON(), path, below)
  }
  if (Array.isArray(value)) {
    return `[${value.map((one, at) => text(one, `${path}/${at}`, below) ?? 'null').join()}]`
  }
  const members = Object.entries(value).flatMap(([key, one]) => {
    const written = text(one, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, below)
    return written === undefined ? [] : [`${JSON.stringify(key)}:${written}`]
  })
  return `{${members.join()}}`
}

function endless(path: string): LeadgradeError {
  const message = 'a value contains itself'
  return new LeadgradeError([{ code: 'wrong_type', path, message, help: 'what JSON can say' }])
}
