import { LeadgradeError, called, isFlag, nativeModel, options, textOf, wrongArgument } from '../../typescript/src/index.js'
import type { Model, Request } from '../../typescript/src/index.js'
import { isInvalidDate, isText } from '../../typescript/src/found.js'
import type { Findings, Grid, Leads, LeadsRequest, Moves, TablesReport } from '../../typescript/src/types.js'
import { instance, lost, within } from './instance.js'
import { living, type ModelOfWasm } from './native.js'
import { textual } from './text.js'
import { NativeDataset, places } from './wasm/leadgrade.js'

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

/** Something in the module's memory that cannot be made anew: it is lost with its instance. */
class Held<T extends { free(): void }> {
  private readonly of = instance()
  private freed = false

  constructor(
    private readonly native: T,
    private readonly what: string,
  ) {}

  get(): T {
    if (this.of !== instance()) throw lost(this.what)
    if (!this.freed) return this.native
    const message = `${this.what} was used after \`free\``
    throw new LeadgradeError([{ code: 'freed', path: '', message, help: 'make another one' }])
  }

  free(): void {
    if (!this.freed && this.of === instance()) this.native.free()
    this.freed = true
  }
}

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
  assess(model: Model, asOf: When): Graded {
    const native = nativeModel(model, 'model') as ModelOfWasm
    const request = JSON.stringify({ as_of: when(asOf) })
    return new Graded(
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

/** What the module has of it. Its own type needs newer libraries of TypeScript than users may have. */
interface NativeGraded {
  grid(): string
  report(): string
  moves(before: NativeGraded): string
  leads(request: string): string
  leadsMoved(request: string, before: NativeGraded): string
  free(): void
}

/** The module's half of a grading. @throws {LeadgradeError} for anything that is none. */
let held: (graded: unknown, name: string) => NativeGraded

/** All leads of a data set, as a model grades them at one instant. */
export class Graded {
  readonly #held: Held<NativeGraded>

  static {
    held = (graded, name) => {
      if (typeof graded === 'object' && graded !== null && #held in graded) return graded.#held.get()
      throw wrongArgument(name, graded, 'what `assess` of a `Dataset` gave')
    }
  }

  /** @internal */
  constructor(native: NativeGraded) {
    this.#held = new Held(native, 'the grading')
  }

  /** How many leads stand where: by stage, grade and rank. */
  grid(): Grid {
    return this.#answer((graded) => graded.grid()) as Grid
  }

  /** What could not be used of the tables, and what else was noticed. */
  report(): TablesReport {
    return this.#answer((graded) => graded.report()) as TablesReport
  }

  /** Who stands elsewhere than in another grading: of another model, or at another instant. */
  moves(before: Graded): Moves {
    const other = held(before, 'before')
    return this.#answer((graded) => graded.moves(other)) as Moves
  }

  /**
   * Some leads, those with the greatest priority first; with a grading from before only those that
   * stand elsewhere, and what was said of them then. @throws {LeadgradeError}
   */
  leads(request: Request<LeadsRequest>, before?: Graded): Leads {
    const other = before === undefined ? undefined : held(before, 'before')
    const { text } = textOf(request, 'request')
    const asked = textual(text)
    const leads = (graded: NativeGraded) => (other ? graded.leadsMoved(asked, other) : graded.leads(asked))
    return this.#answer(leads) as Leads
  }

  #answer(ask: (graded: NativeGraded) => string): unknown {
    const graded = held(this, 'this')
    return JSON.parse(called(() => within(() => ask(graded))))
  }

  /** Gives the memory back at once; without it the garbage collector does in time. */
  free(): void {
    this.#held.free()
  }
}

/** A place in a text, from 1. */
export interface TextPlace {
  line: number
  column: number
}

/**
 * Where JSON Pointers into a model are in its text: findings of `lint` have a path, and an editor
 * wants a line. Of what is not written the nearest that is.
 */
export function placesOf(
  text: string,
  format: 'toml' | 'json',
  paths: readonly Findings[number]['path'][],
): TextPlace[] {
  if (typeof text !== 'string') throw wrongArgument('text', text, 'the text of a model')
  if (format !== 'toml' && format !== 'json') throw wrongArgument('format', format, '`toml` or `json`')
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string')) {
    throw wrongArgument('paths', paths, 'a list of JSON Pointers')
  }
  const list = called(() => within(() => places(text, format === 'toml', JSON.stringify(paths))))
  return (JSON.parse(list) as [number, number][]).map(([line, column]) => ({ line, column }))
}

/** The text of an instant. */
function when(asOf: unknown): string {
  if (typeof asOf === 'string') return asOf
  const { toJSON } = (asOf ?? {}) as { toJSON?: unknown }
  if (typeof toJSON !== 'function' || isInvalidDate(asOf as object)) throw wrongArgument('asOf', asOf, WHEN)
  const text: unknown = (toJSON as () => unknown).call(asOf)
  if (typeof text !== 'string') throw wrongArgument('asOf', asOf, WHEN)
  return text
}

/** The text, whether it stands by column, whether its whole numbers are exact. */
function written(rows: Rows): [text: string, byColumn: boolean, exact: boolean] {
  if (!isText(rows) && (typeof rows !== 'object' || rows === null)) throw wrongArgument('rows', rows, ROWS)
  const list = Array.isArray(rows)
  const { text, exact } = textOf(rows, list ? 'rows' : 'columns')
  return [textual(text), !isText(rows) && !list, exact]
}
