// What the page asks of the worker, and what it answers. Each question is one method.
import type {
  Explained,
  Finding,
  Grid,
  Leads,
  LeadsRequest,
  Moves,
  NextChangeAnswer,
  Problem,
  TablesReport,
  TestOutcomes,
  Timeline,
  Comparison,
  Event,
} from 'leadgrade-wasm'

export type Format = 'toml' | 'json'
export type Table = 'profiles' | 'events'

/** A finding of lint, with its place in the text. */
export interface Hint extends Finding {
  line: number
  column: number
}

/** What there is to say of a model that was accepted. */
export interface Review {
  hints: Hint[]
  tests: TestOutcomes
  curves: Curve[]
}

/** The tables in memory. */
export interface Loaded {
  profiles: number
  events: number
  /** The earliest and the latest day that an event's `at` begins with. */
  days: { first: string; last: string } | null
}

/** All leads, as the model grades them. */
export interface Picture {
  /** Of which model, and when. */
  fingerprint: string | null
  asOf: string
  grid: Grid
  /** Against the model from before at the same instant; null where both are one. */
  moves: Moves | null
  report: TablesReport
  /** Milliseconds that grading took, with that of the model from before where it was needed. */
  took: number
}

/** One lead, with all that the page shows of it. */
export interface Story {
  explained: Explained
  /** What differs from the model from before; null where both are one. */
  change: Comparison | null
  next: NextChangeAnswer
  timeline: Timeline
  events: Event[]
}

/** How much of its points is left of an event after so many days. */
export interface Curve {
  signals: string[]
  days: { day: number; share: number }[]
}

export interface Engine {
  /** The problems of a text. A refused one leaves the model before it in place. */
  compile(text: string, format: Format): readonly Problem[]
  /** Of the last accepted text; curves over so many days. */
  review(days: number): Review
  /** The model as it is becomes the one to compare with. */
  keep(): void
  /** The model as JSON text, with every default filled in. */
  json(): string
  clear(): Loaded
  load(table: Table, file: Blob, name: string): Promise<Loaded>
  picture(asOf: string): Picture
  leads(request: LeadsRequest, moved: boolean): Leads
  story(lead: string, asOf: string, from: string, to: string): Story | null
}

export type Method = keyof Engine

export interface Question {
  id: number
  method: Method
  given: unknown[]
}

export type Answer = { id: number } & ({ found: unknown } | { problems: readonly Problem[] } | { failed: string })
