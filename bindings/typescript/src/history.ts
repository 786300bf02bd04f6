import { wrongArgument } from './argument.js'
import { called, core, type NativeHistory } from './core.js'
import { LeadgradeError } from './error.js'
import { nativeModel, type Model } from './model.js'
import { plainText, textOf, type Request } from './request.js'
import type { Event, HistoryInfo, Observed, Report } from './types.js'

const STORED = 'the result of `toBytes` or `toJson`; leave it out for an empty history'
const HISTORY = 'a `History`: `new History(bytes)` restores a stored one'
const DAY = 'a date such as `2026-11-22`'

/** The native half of a history. @throws {LeadgradeError} if the value is not a `History`, or was freed. */
export let nativeHistory: (history: unknown, name: string) => NativeHistory
/** Whether a value is a `History`; false for objects that only look like one. */
export let isHistory: (value: unknown) => value is History

/**
 * A compact, mergeable summary of a lead's events that can be stored instead of the events.
 * Assessing a history gives exactly the same result as assessing all of its events.
 *
 * @example
 * const history = new History(stored)
 * history.observe(model, { event: 'visit', at: new Date() })
 * const { assessment } = model.assess({ profile, events: history, as_of: '2026-11-22' })
 */
export class History {
  #native: NativeHistory | undefined

  static {
    isHistory = (value): value is History => typeof value === 'object' && value !== null && #native in value
    nativeHistory = (history, name) => {
      if (!isHistory(history)) throw wrongArgument(name, history, HISTORY)
      if (history.#native) return history.#native
      const message = 'the history was used after `free`'
      throw new LeadgradeError([{ code: 'freed', path: `/${name}`, message, help: 'store it before freeing it' }])
    }
  }

  /**
   * Restores a history from the result of {@link toBytes} or {@link toJson}; without an argument,
   * creates an empty history.
   * @throws {LeadgradeError} if `stored` is damaged or not a history.
   */
  constructor(stored?: string | Uint8Array) {
    const text = stored === undefined ? undefined : plainText(stored, 'stored', STORED)
    this.#native = called(() => core().history(text))
  }

  /**
   * Adds one event and returns whether it counted. An event with an `id` counts once, however often
   * it arrives.
   * @throws {LeadgradeError} if the event is not an object, or the history was made with a model
   * that reads events differently.
   */
  observe(model: Model, event: Request<Event>): Observed {
    const compiled = nativeModel(model, 'model')
    const { text, exact } = textOf(event, 'event')
    return JSON.parse(called(() => native(this).observe(compiled, text, exact))) as Observed
  }

  /**
   * Adds events and returns a report of those that were rejected.
   * @throws {LeadgradeError} if `events` is not a list, or the history was made with a model that
   * reads events differently.
   */
  observeAll(model: Model, events: Request<readonly Event[]>): Report {
    const compiled = nativeModel(model, 'model')
    const { text, exact } = textOf(events, 'events')
    return JSON.parse(called(() => native(this).observeAll(compiled, text, exact))) as Report
  }

  /**
   * Drops the ids of events before a day, such as `2026-11-22`, to save space. From then on, events
   * with an id that are dated before that day are not counted.
   * @returns what the history contains afterwards.
   * @throws {LeadgradeError} if `day` is not a date, or the history was made with a model that
   * reads events differently.
   */
  forgetIdsBefore(model: Model, day: string | { toJSON(): string }): HistoryInfo {
    const compiled = nativeModel(model, 'model')
    const text = dayText(day)
    return JSON.parse(called(() => native(this).forgetIdsBefore(compiled, text))) as HistoryInfo
  }

  /**
   * Adds the events of another history to this one and returns this one. Events with the same id
   * count once; those without an id count twice if both histories contain them.
   * @throws {LeadgradeError} if the other history was made with a model that reads events differently.
   */
  merge(other: History): this {
    const joined = nativeHistory(other, 'other')
    called(() => native(this).merge(joined))
    return this
  }

  /** Whether both histories contain the same events; their counts of rejects and hints may differ. */
  equals(other: History): boolean {
    const second = nativeHistory(other, 'other')
    return called(() => native(this).equals(second))
  }

  /** What the history contains, in numbers, such as its events and rejects, and its latest instant. */
  info(): HistoryInfo {
    return JSON.parse(called(() => native(this).info())) as HistoryInfo
  }

  /** The history as bytes to store, a few hundred of them. Equal histories give equal bytes. */
  toBytes(): Uint8Array {
    return called(() => native(this).toBytes())
  }

  /** The history as JSON text to store, readable and fit for JSON columns of databases. */
  toJson(): string {
    return called(() => native(this).toJson())
  }

  /**
   * Frees the memory at once; the history cannot be used afterwards. Without this call the garbage
   * collector frees it later, in Node not before the event loop turns.
   */
  free(): void {
    this.#native?.free()
    this.#native = undefined
  }

  /** For `JSON.stringify`: the object of {@link toJson}. */
  toJSON(): unknown {
    return JSON.parse(this.toJson())
  }
}

function summary(history: History): object {
  try {
    return { events: history.info().events }
  } catch (error) {
    return { error: (error as LeadgradeError).code }
  }
}

const native = (history: History) => nativeHistory(history, 'this')

function dayText(day: unknown): string {
  const text: unknown =
    typeof day === 'object' && day !== null && 'toJSON' in day && typeof day.toJSON === 'function'
      ? day.toJSON()
      : day
  if (typeof text === 'string') return text
  throw wrongArgument('day', day, DAY)
}

// For `using`, in runtimes that support it.
const { dispose } = Symbol as { dispose?: symbol }
if (dispose) Object.defineProperty(History.prototype, dispose, { value: History.prototype.free })

// What `console.log` shows in Node: the number of events, no data of the lead.
Object.defineProperty(History.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value(this: History, _depth: number, options: object, inspect: (value: unknown, options: object) => string) {
    return `History ${inspect(summary(this), options)}`
  },
})
