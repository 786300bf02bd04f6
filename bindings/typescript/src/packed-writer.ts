import { isPlain as isPlainJson } from './slow-path.js'

type Members = Record<string, unknown>

/** An event is four numbers: its name, instant, value and id. */
const EVENT_SIZE = 4
/** How the value of an attribute is marked. */
const [NUMBER, TEXT] = [0, 1]

const { hasOwnProperty } = Object.prototype

/**
 * Packs requests; `core/src/wire/packed` has the format. The answer is that of the request's JSON
 * text, except for a getter or `toJSON` that returns something else each time it is called.
 */
export class PackedWriter {
  private text = ''
  private to = 0

  constructor(
    private readonly numbers: Float64Array,
    private readonly positions: ReadonlyMap<string, number>,
  ) {}

  /** Packs a request and returns its text; undefined if it cannot be packed. */
  write(request: unknown): string | undefined {
    try {
      return this.pack(request)
    } catch {
      // A getter threw: the slow path finds out where.
      return undefined
    }
  }

  private pack(request: unknown): string | undefined {
    if (!isPlain(request)) return undefined
    let profile, events, as_of
    for (const key in request) {
      if (!hasOwnProperty.call(request, key)) return undefined
      if (key === 'profile') profile = request[key]
      else if (key === 'events') events = request[key]
      else if (key === 'as_of') as_of = request[key]
      else return undefined
    }
    const packed = this.profile(profile)
    if (!this.events(events)) return undefined
    const rest = json(packed ? { as_of } : { profile, as_of })
    if (rest === undefined) return undefined
    this.addText(rest)
    // Numbers that were written past the end of the array are lost.
    return this.to <= this.numbers.length ? this.text : undefined
  }

  /** Drops the text of the last request. */
  forget(): void {
    this.text = ''
  }

  /** Packs a profile of plain values; any other profile goes as JSON text with the rest. */
  private profile(profile: unknown): boolean {
    if (this.attributes(profile)) return true
    this.text = ''
    this.to = 0
    this.number(Number.NaN)
    return false
  }

  private attributes(profile: unknown): boolean {
    this.text = ''
    this.to = 1
    if (!isPlain(profile)) return false
    let count = 0
    for (const key in profile) {
      if (!hasOwnProperty.call(profile, key)) return false
      const value = profile[key]
      if (value === undefined) continue
      this.name(key)
      if (!this.value(value)) return false
      count += 1
    }
    this.numbers[0] = count
    return true
  }

  private value(value: unknown): boolean {
    if (typeof value === 'string') {
      this.number(TEXT)
      this.addText(value)
      return true
    }
    this.number(NUMBER)
    if (typeof value === 'boolean') this.number(value ? Infinity : -Infinity)
    else if (isAmount(value)) this.number(amount(value))
    else return false
    return true
  }

  private events(events: unknown): boolean {
    if (events === undefined) {
      this.number(Number.NaN)
      return true
    }
    if (!Array.isArray(events) || 'toJSON' in events || events.length > this.numbers.length) return false
    // The length before the first getter runs, as in `JSON.stringify`.
    this.number(events.length)
    return this.rows(events, events.length)
  }

  /** One loop with local variables, since events are most of a request. */
  private rows(events: readonly unknown[], length: number): boolean {
    const { numbers, positions } = this
    let { text, to } = this
    for (let row = 0; row < length; row += 1, to += EVENT_SIZE) {
      const event = events[row]
      if (!isPlain(event)) return false
      let name, at, value, id
      for (const key in event) {
        if (!hasOwnProperty.call(event, key)) return false
        if (key === 'event') name = event.event
        else if (key === 'at') at = event.at
        else if (key === 'value') value = event.value
        else if (key === 'id') id = event.id
        else return false
      }
      if (typeof at === 'object') at = jsonOf(at, 'at')
      if (typeof name !== 'string' || typeof at !== 'string' || !isAmount(value)) return false
      const position = positions.get(name)
      if (position === undefined) text += name
      text += at
      numbers[to] = position ?? lengthMark(name)
      numbers[to + 1] = lengthMark(at)
      numbers[to + 2] = amount(value)
      if (typeof id === 'string') {
        text += id
        numbers[to + 3] = lengthMark(id)
      } else if (id === undefined || id === null) numbers[to + 3] = Number.NaN
      else return false
    }
    this.text = text
    this.to = to
    return true
  }

  private name(name: string): void {
    const position = this.positions.get(name)
    if (position === undefined) this.addText(name)
    else this.number(position)
  }

  private addText(text: string): void {
    this.text += text
    this.number(lengthMark(text))
  }

  private number(number: number): void {
    this.numbers[this.to++] = number
  }
}

/** The number for a text that is not in the table. */
const lengthMark = (text: string): number => -1 - text.length

/** Infinity would become null in JSON; the slow path rejects it by name. */
function isAmount(value: unknown): value is number | null | undefined {
  if (typeof value === 'number') return value !== Infinity && value !== -Infinity
  return value === undefined || value === null
}

/** A number as JSON has it, without -0; NaN for null. */
const amount = (value: number | null | undefined): number => (value ?? Number.NaN) + 0

/** Whether a value is an object literal, without a class or `toJSON` of its own. */
function isPlain(value: unknown): value is Members {
  if (typeof value !== 'object' || value === null) return false
  return value.constructor === Object && (value as Members).toJSON === undefined
}

/** What `toJSON` returns: the ISO text of a `Date` or a `Temporal.Instant`. */
function jsonOf(value: object | null, key: string): unknown {
  const { toJSON } = (value ?? {}) as { toJSON?: unknown }
  return typeof toJSON === 'function' ? toJSON.call(value, key) : undefined
}

/** JSON text; undefined if it would leave something out, which the slow path reports. */
const json = (value: Members): string | undefined => (isPlainJson(value) ? JSON.stringify(value) : undefined)
