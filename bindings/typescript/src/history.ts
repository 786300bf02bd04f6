import { wrongArgument } from './argument.js'
import { called, core, type NativeHistory } from './core.js'
import { LeadgradeError } from './error.js'
import { nativeModel, type Model } from './model.js'
import { plainText, textOf, type Request } from './request.js'
import type { Event, HistoryInfo, Observed, Report } from './types.js'

const STORED = 'what `toBytes` or `toJson` of a history gave; nothing for an empty one'
const HISTORY = 'a `History`: `new History(bytes)` reads one that was stored'
const DAY = 'a date such as `2026-11-22`'

/** The native half of a history. @throws {LeadgradeError} for anything that is no history. */
export let nativeHistory: (history: unknown, name: string) => NativeHistory
/** Whether it is a history, and not an object that only looks like one. */
export let isHistory: (value: unknown) => value is History

/**
 * What a lead's events say, without the events: compact, mergeable, to be stored. Assessing it says
 * the same, to the last digit, as assessing all the events.
 */
export class History {
  #native: NativeHistory | undefined

  static {
    isHistory = (value): value is History => typeof value === 'object' && value !== null && #native in value
    nativeHistory = (history, name) => {
      if (!isHistory(history)) throw wrongArgument(name, history, HISTORY)
      if (history.#native) return history.#native
      const message = 'the history was used after `free`'
      throw new LeadgradeError([{ code: 'freed', path: `/${name}`, message, help: 'store it before' }])
    }
  }

  /** The empty history, or one that was stored with {@link toBytes} or {@link toJson}. */
  constructor(stored?: string | Uint8Array) {
    const text = stored === undefined ? undefined : plainText(stored, 'stored', STORED)
    this.#native = called(() => core().history(text))
  }

  /**
   * Adds one event; with an id it counts once however often it arrives.
   * @throws {LeadgradeError} where the model reads other things of events than the history holds.
   */
  observe(model: Model, event: Request<Event>): Observed {
    const compiled = nativeModel(model, 'model')
    const { text, exact } = textOf(event, 'event')
    return JSON.parse(called(() => native(this).observe(compiled, text, exact))) as Observed
  }

  /** Adds events, and reports what could not be used of them. @throws {LeadgradeError} */
  observeAll(model: Model, events: Request<readonly Event[]>): Report {
    const compiled = nativeModel(model, 'model')
    const { text, exact } = textOf(events, 'events')
    return JSON.parse(called(() => native(this).observeAll(compiled, text, exact))) as Report
  }

  /**
   * Forgets the ids of events before a day: they need no room any more, and from then on an event
   * with an id that is dated before that day is not counted. @throws {LeadgradeError}
   */
  forgetIdsBefore(model: Model, day: string | { toJSON(): string }): HistoryInfo {
    const compiled = nativeModel(model, 'model')
    const text = dayText(day)
    return JSON.parse(called(() => native(this).forgetIdsBefore(compiled, text))) as HistoryInfo
  }

  /** Joins what another history of the same intake holds. @throws {LeadgradeError} */
  merge(other: History): this {
    const joined = nativeHistory(other, 'other')
    called(() => native(this).merge(joined))
    return this
  }

  /** Whether both hold the same events; what was noticed on the way does not matter. */
  equals(other: History): boolean {
    const second = nativeHistory(other, 'other')
    return called(() => native(this).equals(second))
  }

  /** What it holds, in numbers. */
  info(): HistoryInfo {
    return JSON.parse(called(() => native(this).info())) as HistoryInfo
  }

  /** The form to store: some hundred bytes, equal where the histories are. */
  toBytes(): Uint8Array {
    return called(() => native(this).toBytes())
  }

  /** The same as JSON text, for people and for databases of JSON. */
  toJson(): string {
    return called(() => native(this).toJson())
  }

  /**
   * Gives its memory back at once. Without it the garbage collector does in time, in Node not
   * before the event loop turns.
   */
  free(): void {
    this.#native?.free()
    this.#native = undefined
  }

  /** For `JSON.stringify`: the form to store, as an object. */
  toJSON(): unknown {
    return JSON.parse(this.toJson())
  }
}

function shown(history: History): object {
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

// For `using`, where the runtime has it.
const { dispose } = Symbol as { dispose?: symbol }
if (dispose) Object.defineProperty(History.prototype, dispose, { value: History.prototype.free })

// What `console.log` shows in Node: how much it holds, and nothing of the lead.
Object.defineProperty(History.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value(this: History, _depth: number, options: object, inspect: (value: unknown, options: object) => string) {
    return `History ${inspect(shown(this), options)}`
  },
})
