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

/** The core's list of operations by the names of their methods, and which of them are about a lead. */
export const OPERATIONS = {
  assess: { operation: 'assess', lead: true },
  explain: { operation: 'explain', lead: true },
  compare: { operation: 'compare', lead: true },
  nextChange: { operation: 'next_change', lead: true },
  timeline: { operation: 'timeline', lead: true },
  runTests: { operation: 'run_tests', lead: false },
  lint: { operation: 'lint', lead: false },
  info: { operation: 'info', lead: false },
  document: { operation: 'document', lead: false },
} as const

/**
 * What a model offers. Each operation answers with an object; its twin with `Json` at its end
 * answers with the canonical JSON text of that object (RFC 8785), for when nobody needs the object.
 */
export interface Operations<Model, History> {
  /** Everything that the model says of a lead at an instant, and what could not be used. */
  assess(request: Request<AssessRequest>): Assessed
  /** `assess` with its answer as canonical JSON text. */
  assessJson(request: Request<AssessRequest>): string

  /** `assess` of a lead by its history. */
  assessHistory(history: History, request: Request<Omit<AssessRequest, 'events'>>): Assessed
  /** `assessHistory` with its answer as canonical JSON text. */
  assessHistoryJson(history: History, request: Request<Omit<AssessRequest, 'events'>>): string

  /** The assessment, where every point comes from, and what could not be used. */
  explain(request: Request<ExplainRequest>): Explained
  /** `explain` with its answer as canonical JSON text. */
  explainJson(request: Request<ExplainRequest>): string

  /** `explain` of a lead by its history. */
  explainHistory(history: History, request: Request<Omit<ExplainRequest, 'events'>>): Explained
  /** `explainHistory` with its answer as canonical JSON text. */
  explainHistoryJson(history: History, request: Request<Omit<ExplainRequest, 'events'>>): string

  /** What differs between two instants, or between two models at one instant. */
  compare(request: Request<CompareRequest>, other?: Model): Comparison
  /** `compare` with its answer as canonical JSON text. */
  compareJson(request: Request<CompareRequest>, other?: Model): string

  /** `compare` of a lead by its history. */
  compareHistory(history: History, request: Request<Omit<CompareRequest, 'events'>>, other?: Model): Comparison
  /** `compareHistory` with its answer as canonical JSON text. */
  compareHistoryJson(history: History, request: Request<Omit<CompareRequest, 'events'>>, other?: Model): string

  /** The next day on which a label differs though nothing happens, and what differs. */
  nextChange(request: Request<NextChangeRequest>): NextChangeAnswer
  /** `nextChange` with its answer as canonical JSON text. */
  nextChangeJson(request: Request<NextChangeRequest>): string

  /** `nextChange` of a lead by its history. */
  nextChangeHistory(history: History, request: Request<Omit<NextChangeRequest, 'events'>>): NextChangeAnswer
  /** `nextChangeHistory` with its answer as canonical JSON text. */
  nextChangeHistoryJson(history: History, request: Request<Omit<NextChangeRequest, 'events'>>): string

  /** The days on which labels or numbers changed, each with its assessment. */
  timeline(request: Request<TimelineRequest>): Timeline
  /** `timeline` with its answer as canonical JSON text. */
  timelineJson(request: Request<TimelineRequest>): string

  /** `timeline` of a lead by its history. */
  timelineHistory(history: History, request: Request<Omit<TimelineRequest, 'events'>>): Timeline
  /** `timelineHistory` with its answer as canonical JSON text. */
  timelineHistoryJson(history: History, request: Request<Omit<TimelineRequest, 'events'>>): string

  /** The tests that stand in the model, each with what differed. */
  runTests(): TestOutcomes
  /** `runTests` with its answer as canonical JSON text. */
  runTestsJson(): string

  /** What is legal in the model but suspicious. */
  lint(): Findings
  /** `lint` with its answer as canonical JSON text. */
  lintJson(): string

  /** What the model is, and the versions that can matter to its scores. */
  info(): Info
  /** `info` with its answer as canonical JSON text. */
  infoJson(): string

  /** The model document with every default filled in. */
  document(): Document
  /** `document` with its answer as canonical JSON text. */
  documentJson(): string
}
