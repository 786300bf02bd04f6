import { called, isFlag, nativeModel, options, textOf, wrongArgument } from '../../typescript/src/index.js'
import type { Model } from '../../typescript/src/index.js'
import { isInvalidDate, isList, isText } from '../../typescript/src/js-values.js'
import { Scorecard } from './scorecard.js'
import { Handle } from './handle.js'
import { within } from './instance.js'
import { inOneInstance, type ModelOfWasm } from './native.js'
import { decoded } from './text.js'
import { NativeDataset } from './wasm/leadgrade.js'

/**
 * Rows of a table: a list of objects, an object of columns such as
 * `{ lead: ['L-1', 'L-2'], employees: [12, 250] }`, or text or bytes with JSON Lines (one object per
 * line) or a JSON list of objects.
 */
export type Rows = string | Uint8Array | readonly object[] | Readonly<Record<string, readonly unknown[]>>

/** How rows are read. */
export interface Reading {
  /** Whether texts are parsed as the types that the model declares, as for CSV; default `false`. */
  coerce?: boolean | undefined
}

/** An instant such as `2026-11-22T09:30:00Z`, a date such as `2026-11-22` (its end), or a `Date`. */
export type When = string | { toJSON(): string }

/** One lead of a data set, in the form of a request. */
export interface Lead {
  profile: { lead?: string | null; [attribute: string]: unknown }
  events: { event: string; at: string; value?: number | null; id?: string | null; [property: string]: unknown }[]
}

const ROWS = 'rows: a list of objects, an object of columns, JSON Lines or a JSON list, or the bytes of these'
const READING = { coerce: '`true` or `false`: whether texts are parsed as the declared types' }
const WHEN = 'an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`'

/**
 * Profiles and events that stay in memory, to be scored by one model after another.
 *
 * @example
 * const data = new Dataset().addProfiles(profiles).addEvents(events)
 * const grid = data.assess(model, '2026-11-22').grid()
 */
export class Dataset {
  readonly #handle = new Handle(within(() => new NativeDataset()), 'the data set')

  /**
   * Adds profiles; the columns are `lead`, the attributes of the model, and `valid_from`.
   * @throws {LeadgradeError} with every problem of the rows; then no row is added.
   */
  addProfiles(rows: Rows, reading: Reading = {}): this {
    return this.#add(rows, reading, (...given) => this.#handle.get().addProfiles(...given))
  }

  /**
   * Adds events; the columns are `lead`, `event`, `at`, `value`, `id`, and the properties of the model.
   * @throws {LeadgradeError} with every problem of the rows; then no row is added.
   */
  addEvents(rows: Rows, reading: Reading = {}): this {
    return this.#add(rows, reading, (...given) => this.#handle.get().addEvents(...given))
  }

  #add(rows: Rows, reading: Reading, add: (text: string, byColumn: boolean, exact: boolean, coerce: boolean) => void): this {
    const { coerce = false } = options<Reading>('reading', reading, READING, { coerce: isFlag })
    const text = rowsText(rows)
    called(() => within(() => add(...text, coerce)))
    return this
  }

  /** The number of rows. */
  get rows(): { profiles: number; events: number } {
    const native = this.#handle.get()
    return { profiles: native.profiles, events: native.events }
  }

  /**
   * Scores all leads at an instant.
   * @throws {LeadgradeError} if the model or the instant cannot be used, or memory runs out.
   */
  assess(model: Model, asOf: When): Scorecard {
    const native = nativeModel(model, 'model') as ModelOfWasm
    const request = JSON.stringify({ as_of: instantText(asOf) })
    return new Scorecard(
      called(() => {
        const [data, compiled] = inOneInstance(() => [this.#handle.get(), native.current] as const)
        return within(() => data.assess(compiled, request))
      }),
    )
  }

  /**
   * One lead: its profile that is valid at the instant, and all of its events. Returns null if the
   * data set has no such lead. @throws {LeadgradeError}
   */
  lead(model: Model, lead: string, asOf: When): Lead | null {
    return JSON.parse(this.leadJson(model, lead, asOf)) as Lead | null
  }

  /** Like `lead`, but returns JSON text. */
  leadJson(model: Model, lead: string, asOf: When): string {
    const native = nativeModel(model, 'model') as ModelOfWasm
    if (typeof lead !== 'string') throw wrongArgument('lead', lead, 'the id of a lead, a text')
    const request = JSON.stringify({ lead, as_of: instantText(asOf) })
    return called(() => {
      const [data, compiled] = inOneInstance(() => [this.#handle.get(), native.current] as const)
      return within(() => data.lead(compiled, request))
    })
  }

  /** Frees the memory at once; otherwise the garbage collector frees it later. */
  free(): void {
    this.#handle.free()
  }

  /** For `JSON.stringify`: the number of rows. */
  toJSON(): { profiles: number; events: number } {
    return this.rows
  }
}

/** The text of an instant. @throws {LeadgradeError} if there is none. */
function instantText(asOf: unknown): string {
  const text = typeof asOf === 'string' ? asOf : jsonOf(asOf)
  if (typeof text !== 'string') throw wrongArgument('asOf', asOf, WHEN)
  return text
}

/** What `toJSON` of an object returns; undefined if there is none, or it throws. */
function jsonOf(asOf: unknown): unknown {
  try {
    const { toJSON } = (asOf ?? {}) as { toJSON?: unknown }
    if (typeof toJSON !== 'function' || isInvalidDate(asOf as object)) return undefined
    return (toJSON as () => unknown).call(asOf)
  } catch {
    return undefined
  }
}

/** The JSON text of rows, whether it is an object of columns, and whether its whole numbers are exact. */
function rowsText(rows: Rows): [text: string, byColumn: boolean, exact: boolean] {
  if (!isText(rows) && (typeof rows !== 'object' || rows === null)) throw wrongArgument('rows', rows, ROWS)
  const list = isList(rows)
  const { text, exact } = textOf(rows, list ? 'rows' : 'columns')
  return [decoded(text), !isText(rows) && !list, exact]
}
