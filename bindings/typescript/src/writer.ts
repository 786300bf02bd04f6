import { isPlain as isWhole } from './careful.js'

type Members = Record<string, unknown>

/** Numbers of an event: its name, its instant, its value, its id. */
const OF_EVENT = 4
/** Kinds of values of a profile. */
const [NUMBER, TEXT] = [0, 1]

const { hasOwnProperty } = Object.prototype

/**
 * Puts requests into numbers, as `core/src/wire/bare` reads them. A getter or `toJSON` that says
 * otherwise each time it is asked is all that JSON text could tell apart.
 */
export class Writer {
  private text = ''
  private to = 0

  constructor(
    private readonly numbers: Float64Array,
    private readonly places: ReadonlyMap<string, number>,
  ) {}

  /** The text beside the numbers of a request; nothing for one that cannot be put so. */
  write(request: unknown): string | undefined {
    try {
      return this.written(request)
    } catch {
      // An object that throws when it is asked: the careful way says where it stands.
      return undefined
    }
  }

  private written(request: unknown): string | undefined {
    if (!isPlain(request)) return undefined
    let profile, events, as_of
    for (const key in request) {
      if (!hasOwnProperty.call(request, key)) return undefined
      if (key === 'profile') profile = request[key]
      else if (key === 'events') events = request[key]
      else if (key === 'as_of') as_of = request[key]
      else return undefined
    }
    const carried = this.profile(profile)
    if (!this.events(events)) return undefined
    const rest = json(carried ? { as_of } : { profile, as_of })
    if (rest === undefined) return undefined
    this.words(rest)
    // What is written beyond their end is not there.
    return this.to <= this.numbers.length ? this.text : undefined
  }

  /** Drops the text of what was written last. */
  forget(): void {
    this.text = ''
  }

  /** Puts a profile of plain values; another one stays with the rest. */
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
      this.words(value)
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
    // As many as there are to begin with, as JSON takes them.
    this.number(events.length)
    return this.rows(events, events.length)
  }

  /** In one go and with variables for all: most of a request are its events. */
  private rows(events: readonly unknown[], length: number): boolean {
    const { numbers, places } = this
    let { text, to } = this
    for (let row = 0; row < length; row += 1, to += OF_EVENT) {
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
      if (typeof at === 'object') at = said(at, 'at')
      if (typeof name !== 'string' || typeof at !== 'string' || !isAmount(value)) return false
      const place = places.get(name)
      if (place === undefined) text += name
      text += at
      numbers[to] = place ?? besides(name)
      numbers[to + 1] = besides(at)
      numbers[to + 2] = amount(value)
      if (typeof id === 'string') {
        text += id
        numbers[to + 3] = besides(id)
      } else if (id === undefined || id === null) numbers[to + 3] = Number.NaN
      else return false
    }
    this.text = text
    this.to = to
    return true
  }

  private name(name: string): void {
    const place = this.places.get(name)
    if (place === undefined) this.words(name)
    else this.number(place)
  }

  private words(text: string): void {
    this.text += text
    this.number(besides(text))
  }

  private number(number: number): void {
    this.numbers[this.to++] = number
  }
}

/** The number of a text beside the numbers. */
const besides = (text: string): number => -1 - text.length

/** What is infinite would become null in JSON; the careful way rejects it by name. */
function isAmount(value: unknown): value is number | null | undefined {
  if (typeof value === 'number') return value !== Infinity && value !== -Infinity
  return value === undefined || value === null
}

/** JSON has no second zero, and its null is NaN here. */
const amount = (value: number | null | undefined): number => (value ?? Number.NaN) + 0

/** An object that says no more than its members do: not one that wraps a value, or a list. */
function isPlain(value: unknown): value is Members {
  if (typeof value !== 'object' || value === null) return false
  return value.constructor === Object && (value as Members).toJSON === undefined
}

/** What an object says of itself in JSON: a `Date` or a `Temporal.Instant` its ISO text. */
function said(value: object | null, key: string): unknown {
  const { toJSON } = (value ?? {}) as { toJSON?: unknown }
  return typeof toJSON === 'function' ? toJSON.call(value, key) : undefined
}

/** JSON text, unless it would leave something out: the careful way says what. */
const json = (value: Members): string | undefined => (isWhole(value) ? JSON.stringify(value) : undefined)
