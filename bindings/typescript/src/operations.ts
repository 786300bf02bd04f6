// Generated from core/schema by `npm run generate` in bindings/typescript; do not edit.
import type { Request } from './request.js'
import type {
  AssessRequest,
  Assessed,
  CompareRequest,
  Comparison,
  Document,
  ExplainRequest,
  Explained,
  Findings,
  Info,
  NextChangeAnswer,
  NextChangeRequest,
  TestOutcomes,
  Timeline,
  TimelineRequest,
} from './types.js'

/** The core's operations by their method names; `lead`: its request describes a lead, `other`: it takes a second model. */
export const OPERATIONS = {
  assess: { operation: 'assess', lead: true, other: false },
  explain: { operation: 'explain', lead: true, other: false },
  compare: { operation: 'compare', lead: true, other: true },
  nextChange: { operation: 'next_change', lead: true, other: false },
  timeline: { operation: 'timeline', lead: true, other: false },
  runTests: { operation: 'run_tests', lead: false, other: false },
  lint: { operation: 'lint', lead: false, other: false },
  info: { operation: 'info', lead: false, other: false },
  document: { operation: 'document', lead: false, other: false },
} as const

/** What each member of a request accepts, as messages say it. */
export const ARGUMENTS: Readonly<Record<string, string>> = {
  profile: 'an object of attributes, and `lead`',
  events: 'a list of events, or a `History`: `new History(bytes)` restores a stored one',
  as_of: 'an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end',
  other_as_of: 'an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end',
  horizon_days: 'a whole number of days from 1 to 3,650; default 90',
  from: 'a date such as `2026-11-22`',
  to: 'a date such as `2026-11-22`',
  every: '`label` or `number`; default `label`',
}

/** What each option of Arrow tables accepts, as messages say it. */
export const TABLE_OPTIONS: Readonly<Record<string, string>> = {
  as_of: 'an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end',
  coerce: '`true` or `false`: whether texts are parsed as the declared types, and 0 and 1 as flags',
  columns: 'an object that maps leadgrade\'s names of columns to those of the tables',
  decimals: '`true` or `false`: whether points are decimals instead of doubles',
  details: '`true` or `false`: whether to add nested columns',
  explain: '`true`, `false`, or a list of the ids of the leads to explain',
  known: '`"now"`, or `"then"` to ignore rows with a `recorded_at` after `as_of`',
  output: 'a list of the columns of the result, or `all`; default: those of the model\'s sections',
  strict: '`true` or `false`: whether a reject is an error',
}

/**
 * The operations of a model. Each returns an object; the method of the same name with `Json` at
 * its end returns the canonical JSON text of that object (RFC 8785), which is faster if you only
 * store or send it. All throw a `LeadgradeError` with every problem of the request.
 */
export interface Operations<Model> {
  /** The assessment of a lead at an instant, and what could not be used. */
  assess(request: Request<AssessRequest>): Assessed
  /** Like `assess`, but returns canonical JSON text. */
  assessJson(request: Request<AssessRequest>): string

  /** The assessment, the source of every point, and what could not be used. */
  explain(request: Request<ExplainRequest>): Explained
  /** Like `explain`, but returns canonical JSON text. */
  explainJson(request: Request<ExplainRequest>): string

  /** What differs between two instants, or between two models at one instant. */
  compare(request: Request<CompareRequest>, other?: Model): Comparison
  /** Like `compare`, but returns canonical JSON text. */
  compareJson(request: Request<CompareRequest>, other?: Model): string

  /** The next day on which a label changes without new events, and what changes. */
  nextChange(request: Request<NextChangeRequest>): NextChangeAnswer
  /** Like `nextChange`, but returns canonical JSON text. */
  nextChangeJson(request: Request<NextChangeRequest>): string

  /** The days on which labels or numbers changed, each with its assessment. */
  timeline(request: Request<TimelineRequest>): Timeline
  /** Like `timeline`, but returns canonical JSON text. */
  timelineJson(request: Request<TimelineRequest>): string

  /** The results of the model's own tests. */
  runTests(): TestOutcomes
  /** Like `runTests`, but returns canonical JSON text. */
  runTestsJson(): string

  /** Parts of the model that are valid but suspicious. */
  lint(): Findings
  /** Like `lint`, but returns canonical JSON text. */
  lintJson(): string

  /** Names, labels and sections of the model, and the versions that affect its scores. */
  info(): Info
  /** Like `info`, but returns canonical JSON text. */
  infoJson(): string

  /** The model document with every default filled in. */
  document(): Document
  /** Like `document`, but returns canonical JSON text. */
  documentJson(): string
}
