import { called, textOf, type Request } from '../../typescript/src/index.js'
import type {
  Event,
  Findings,
  Grid,
  Leads,
  LeadsRequest,
  Moves,
  Profile,
  TablesReport,
} from '../../typescript/src/types.js'
import type { Model } from '../../typescript/src/index.js'
import { ModelOfWasm } from './native.js'
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
  profile: Profile
  events: Event[]
}

/** Profiles and events that stay in memory as they were loaded, to be read by one model after another. */
export class Dataset {
  readonly #native = new NativeDataset()

  /**
   * Adds rows of profiles: `lead`, attributes, `valid_from`.
   * @throws {LeadgradeError} with everything that is wrong; nothing is added then.
   */
  addProfiles(rows: Rows, { coerce = false }: Reading = {}): this {
    called(() => this.#native.addProfiles(...written(rows), coerce))
    return this
  }

  /**
   * Adds rows of events: `lead`, `event`, `at`, `value`, `id`, properties.
   * @throws {LeadgradeError} with everything that is wrong; nothing is added then.
   */
  addEvents(rows: Rows, { coerce = false }: Reading = {}): this {
    called(() => this.#native.addEvents(...written(rows), coerce))
    return this
  }

  /** How many rows there are. */
  get rows(): { profiles: number; events: number } {
    return { profiles: this.#native.profiles, events: this.#native.events }
  }

  /** Grades all leads at an instant. @throws {LeadgradeError} */
  assess(model: Model, asOf: When): Graded {
    return new Graded(called(() => this.#native.assess(held(model), JSON.stringify({ as_of: asOf }))))
  }

  /** One lead: the profile that counts at an instant, and all its events. @throws {LeadgradeError} */
  lead(model: Model, lead: string, asOf: When): Lead | null {
    return JSON.parse(this.leadJson(model, lead, asOf)) as Lead | null
  }

  /** `lead` as JSON text. */
  leadJson(model: Model, lead: string, asOf: When): string {
    const request = JSON.stringify({ lead, as_of: asOf })
    return called(() => this.#native.lead(held(model), request))
  }

  /** Gives the memory back at once; without it the garbage collector does in time. */
  free(): void {
    this.#native.free()
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

/** All leads of a data set, as a model grades them at one instant. */
export class Graded {
  readonly #native: NativeGraded

  /** @internal */
  constructor(native: NativeGraded) {
    this.#native = native
  }

  /** How many leads stand where: by stage, grade and rank. */
  grid(): Grid {
    return JSON.parse(this.#native.grid()) as Grid
  }

  /** What could not be used of the tables, and what else was noticed. */
  report(): TablesReport {
    return JSON.parse(this.#native.report()) as TablesReport
  }

  /** Who stands elsewhere than in another grading: of another model, or at another instant. */
  moves(before: Graded): Moves {
    return JSON.parse(this.#native.moves(before.#native)) as Moves
  }

  /**
   * Some leads, those with the greatest priority first; with a grading from before only those that
   * stand elsewhere, and what was said of them then. @throws {LeadgradeError}
   */
  leads(request: Request<LeadsRequest>, before?: Graded): Leads {
    const answer = () => {
      const text = textual(textOf(request).text)
      return before ? this.#native.leadsMoved(text, before.#native) : this.#native.leads(text)
    }
    return JSON.parse(called(answer)) as Leads
  }

  /** Gives the memory back at once; without it the garbage collector does in time. */
  free(): void {
    this.#native.free()
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
  const found = JSON.parse(places(text, format === 'toml', JSON.stringify(paths))) as [number, number][]
  return found.map(([line, column]) => ({ line, column }))
}

function held(model: Model) {
  return (model.native as ModelOfWasm).held
}

/** The text, whether it stands by column, whether its whole numbers are exact. */
function written(rows: Rows): [text: string, byColumn: boolean, exact: boolean] {
  const { text, exact } = textOf(rows)
  const isText = typeof rows === 'string' || rows instanceof Uint8Array
  return [textual(text), !isText && !Array.isArray(rows), exact]
}
