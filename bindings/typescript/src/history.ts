import { called, core, type NativeHistory } from './core.js'
import type { Model } from './model.js'
import { plainText, textOf, type Request } from './request.js'
import type { Event, HistoryInfo, Observed, Report } from './types.js'

/**
 * What a lead's events say, without the events: compact, mergeable, to be stored. Assessing it says
 * the same, to the last digit, as assessing all the events.
 */
export class History {
  /** @internal */
  readonly native: NativeHistory

  /** The empty history, or one that was stored with {@link toBytes} or {@link toJson}. */
  constructor(stored?: string | Uint8Array) {
    this.native = called(() => core().history(stored === undefined ? undefined : plainText(stored)))
  }

  /**
   * Adds one event; with an id it counts once however often it arrives.
   * @throws {LeadgradeError} where the model reads other things of events than the history holds.
   */
  observe(model: Model, event: Request<Event>): Observed {
    const { text, exact } = textOf(event)
    return JSON.parse(called(() => this.native.observe(model.native, text, exact))) as Observed
  }

  /** Adds events, and reports what could not be used of them. @throws {LeadgradeError} */
  observeAll(model: Model, events: Request<readonly Event[]>): Report {
    const { text, exact } = textOf(events)
    return JSON.parse(called(() => this.native.observeAll(model.native, text, exact))) as Report
  }

  /**
   * Forgets the ids of events before a day: they need no room any more, and from then on an event
   * with an id that is dated before that day is not counted. @throws {LeadgradeError}
   */
  forgetIdsBefore(model: Model, day: string | { toJSON(): string }): HistoryInfo {
    const text = typeof day === 'string' ? day : day.toJSON()
    return JSON.parse(called(() => this.native.forgetIdsBefore(model.native, text))) as HistoryInfo
  }

  /** Joins what another history of the same intake holds. @throws {LeadgradeError} */
  merge(other: History): this {
    called(() => this.native.merge(other.native))
    return this
  }

  /** Whether both hold the same events; what was noticed on the way does not matter. */
  equals(other: History): boolean {
    return this.native.equals(other.native)
  }

  /** What it holds, in numbers. */
  info(): HistoryInfo {
    return JSON.parse(this.native.info()) as HistoryInfo
  }

  /** The form to store: some hundred bytes, equal where the histories are. */
  toBytes(): Uint8Array {
    return this.native.toBytes()
  }

  /** The same as JSON text, for people and for databases of JSON. */
  toJson(): string {
    return this.native.toJson()
  }

  /** For `JSON.stringify`. */
  toJSON(): unknown {
    return JSON.parse(this.toJson())
  }
}
