import { called, isFlag, nativeModel, options, textOf, wrongArgument } from '../../typescript/src/index.js'
import type { Model } from '../../typescript/src/index.js'
import { isInvalidDate, isList, isText } from '../../typescript/src/found.js'
import { Scorecard } from './scorecard.js'
import { Held } from './held.js'
import { within } from './instance.js'
import { living, type ModelOfWasm } from './native.js'
import { textual } from './text.js'
import { NativeDataset } from './wasm/leadgrade.js'

/**
 * Rows: JSON Lines (one object a line) or a JSON list of objects as text or bytes, a list of
 * objects, or an object of columns: `{ lead: ['L-1', 'L-2'], employees: [12, 250] }`.
 */
export type Rows = string | Uint8Array | readonly object[] | Readonly<Record<string, readonly unknown[]>>

export interface Reading {
  /** Whether texts stand for values of the types that the model declares, as those of CSV do. */
  coerce?: boolean | undefined
}

/** When: an instant such as `2026-11-22T09:30:00Z`, a date (its end is meant), a `Date`. */
export type When = string | { toJSON(): string }

/** One lead of a data set, as a part of a request. */
export interface Lead {
  profile: { lead?: string | null; [attribute: string]: unknown }
  events: { event: string; at: string; value?: number | null; id?: string | null; [property: string]: unknown }[]
}

const ROWS = 'rows: a list of objects, an object of columns, JSON Lines or a JSON list, or the bytes of these'
const READING = { coerce: '`true` or `false`: whether texts are read as the declared types' }
const WHEN = 'an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`'

/** Profiles and events that stay in memory as they were loaded, to be read by one model after another. */
export class Dataset {
  readonly #held = new Held(within(() => new NativeDataset()), 'the data set')

  /**
   * Adds rows of profiles: `lead`, attributes, `valid_from`.
   * @throws {LeadgradeError} with everything that is wrong; nothing is added then.
   */
  addProfiles(rows: Rows, reading: Reading = {}): this {
    return this.#add(rows, reading, (...given) => this.#held.get().addProfiles(...given))
  }

  /**
   * Adds rows of events: `lead`, `event`, `at`, `value`, `id`, properties.
   * @throws {LeadgradeError} with everything that is wrong; nothing is added then.
   */
  addEvents(rows: Rows, reading: Reading = {}): this {
    return this.#add(rows, reading, (...given) => this.#held.get().addEvents(...given))
  }

  #add(rows: Rows, reading: Reading, add: (text: string, byColumn: boolean, exact: boolean, coerce: boolean) => void): this {
    const { coerce = false } = options<Reading>('reading', reading, READING, { coerce: isFlag })
    const given = written(rows)
    called(() => within(() => add(...given, coerce)))
    return this
  }

  /** How many rows there are. */
  get rows(): { profiles: number; events: number } {
    const held = this.#held.get()
    return { profiles: held.profiles, events: held.events }
  }

  /** Grades all leads at an instant. @throws {LeadgradeError} */
  assess(model: Model, asOf: When): Scorecard {
    const native = nativeModel(model, 'model') as ModelOfWasm
    const request = JSON.stringify({ as_of: when(asOf) })
    return new Scorecard(
      called(() => {
        const [data, held] = living(() => [this.#held.get(), native.held] as const)
        return within(() => data.assess(held, request))
      }),
    )
  }

  /** One lead: the profile that counts at an instant, and all its events. @throws {LeadgradeError} */
  lead(model: Model, lead: string, asOf: When): Lead | null {
    return JSON.parse(this.leadJson(model, lead, asOf)) as Lead | null
  }

  /** `lead` as JSON text. */
  leadJson(model: Model, lead: string, asOf: When): string {
    const native = nativeModel(model, 'model') as ModelOfWasm
    if (typeof lead !== 'string') throw wrongArgument('lead', lead, 'the id of a lead, a text')
    const request = JSON.stringify({ lead, as_of: when(asOf) })
    return called(() => {
      const [data, held] = living(() => [this.#held.get(), native.held] as const)
      return within(() => data.lead(held, request))
    })
  }

  /** Gives the memory back at once; without it the garbage collector does in time. */
  free(): void {
    this.#held.free()
  }

  /** For `JSON.stringify`: how many rows there are. */
  toJSON(): { profiles: number; events: number } {
    return this.rows
  }
}

/** The text of an instant. */
function when(asOf: unknown): string {
  const text = typeof asOf === 'string' ? asOf : said(asOf)
  if (typeof text !== 'string') throw wrongArgument('asOf', asOf, WHEN)
  return text
}

/** What an object says of itself in JSON; nothing where it throws. */
function said(asOf: unknown): unknown {
  try {
    const { toJSON } = (asOf ?? {}) as { toJSON?: unknown }
    if (typeof toJSON !== 'function' || isInvalidDate(asOf as object)) return undefined
    return (toJSON as () => unknown).call(asOf)
  } catch {
    return undefined
  }
}

/** The text, whether it stands by column, whether its whole numbers are exact. */
function written(rows: Rows): [text: string, byColumn: boolean, exact: boolean] {
  if (!isText(rows) && (typeof rows !== 'object' || rows === null)) throw wrongArgument('rows', rows, ROWS)
  const list = isList(rows)
  const { text, exact } = textOf(rows, list ? 'rows' : 'columns')
  return [textual(text), !isText(rows) && !list, exact]
}
