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

/** Names of methods with the names that the core gives to what they do. */
export const OPERATIONS = {
  assess: 'assess',
  explain: 'explain',
  compare: 'compare',
  nextChange: 'next_change',
  timeline: 'timeline',
  runTests: 'run_tests',
  lint: 'lint',
  info: 'info',
  document: 'document',
} as const

/**
 * What a model offers. Each operation answers with an object; its twin with `Json` at its end
 * answers with the canonical JSON text of that object (RFC 8785), which is faster.
 */
export interface Operations<Model> {
  /** Everything that the model says of a lead at an instant, and what could not be used. */
  assess(request: Request<AssessRequest>): Assessed
  /** `assess` with its answer as canonical JSON text. */
  assessJson(request: Request<AssessRequest>): string

  /** The assessment, where every point comes from, and what could not be used. */
  explain(request: Request<ExplainRequest>): Explained
  /** `explain` with its answer as canonical JSON text. */
  explainJson(request: Request<ExplainRequest>): string

  /** What differs between two instants, or between two models at one instant. */
  compare(request: Request<CompareRequest>, other?: Model): Comparison
  /** `compare` with its answer as canonical JSON text. */
  compareJson(request: Request<CompareRequest>, other?: Model): string

  /** The next day on which a label differs though nothing happens, and what differs. */
  nextChange(request: Request<NextChangeRequest>): NextChangeAnswer
  /** `nextChange` with its answer as canonical JSON text. */
  nextChangeJson(request: Request<NextChangeRequest>): string

  /** The days on which labels or numbers changed, each with its assessment. */
  timeline(request: Request<TimelineRequest>): Timeline
  /** `timeline` with its answer as canonical JSON text. */
  timelineJson(request: Request<TimelineRequest>): string

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
