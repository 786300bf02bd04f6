// The messages between the page and the worker. Each request calls one method of the engine.
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

/** The hints, test results and decay curves of a valid model. */
export interface Review {
  hints: Hint[]
  tests: TestOutcomes
  curves: Curve[]
}

/** The tables in memory. */
export interface Loaded {
  profiles: number
  events: number
  /** The earliest and the latest day of an event; null without events. */
  days: { first: string; last: string } | null
}

/** The result of scoring all leads. */
export interface Picture {
  /** The model, and the instant. */
  fingerprint: string | null
  asOf: string
  grid: Grid
  /** The leads that moved since the previous model at the same instant; null if both are the same. */
  moves: Moves | null
  report: TablesReport
  /** The milliseconds of scoring, including the previous model if it had to be scored. */
  took: number
}

/** All that the page shows of one lead. */
export interface Story {
  explained: Explained
  /** The differences from the previous model; null if both are the same. */
  change: Comparison | null
  next: NextChangeAnswer
  timeline: Timeline
  events: Event[]
}

/** The share of an event's points that is left, by day, for signals with the same decay. */
export interface Curve {
  signals: string[]
  days: { day: number; share: number }[]
}

export interface Engine {
  /** Compiles a text and returns its problems. A text with problems leaves the model unchanged. */
  compile(text: string, format: Format): readonly Problem[]
  /** Reviews the last valid text; the curves have `days` days. */
  review(days: number): Review
  /** Makes the current model the one to compare with. */
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

export interface Request {
  id: number
  method: Method
  given: unknown[]
}

export type Answer = { id: number } & ({ result: unknown } | { problems: readonly Problem[] } | { failed: string })
