// Generated from core/schema by `npm run generate` in bindings/typescript; do not edit.
import type { History } from './history.js'

/**
 * One signal, or a list of them, which may be empty.
 */
export type AnySignals = string | string[]
/**
 * How texts compare, on both sides.
 */
export type Compare = 'fold' | 'exact' | 'loose'
/**
 * Where knowledge of an attribute comes from.
 */
export type Kind = 'semantic' | 'episodic' | 'hypothetical' | 'value'
/**
 * A literal of a condition. A number is the double that was read.
 */
export type Scalar = number | string | boolean
/**
 * What a value is.
 */
export type Type = 'number' | 'text' | 'flag' | 'date' | 'tags'
/**
 * Months or days.
 */
export type Unit = 'months' | 'days'
/**
 * What happens to the points after a full cycle.
 */
export type Overdue =
  | 'hold'
  | {
      /**
       * Lengths over which they then fall to nothing.
       */
      fade?: number | null
      /**
       * Lengths for which the points stay.
       */
      hold?: number | null
      /**
       * For people; it means nothing.
       */
      note?: string | null
    }
/**
 * Two numbers or two dates, both ends included.
 *
 * @minItems 2
 * @maxItems 2
 */
export type Range = [number | string, number | string]
/**
 * A text, or a list that means any of them.
 */
export type Texts = string | string[]
/**
 * A value, or another fact.
 */
export type Operand = Scalar | FactReference
/**
 * A tag, a list that means any of them, or a fact that names one.
 */
export type Tags = string | string[] | FactReference
/**
 * A day of the week.
 */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'
/**
 * One signal, or a list of them.
 */
export type Signals = string | string[]
/**
 * One entry of a level.
 */
export type Entry = string | Condition
/**
 * A name without dots, control and format characters, compared after NFC.
 */
export type Name = string
/**
 * How the points of an event fade with its age in days.
 */
export type Decay =
  | 'none'
  | {
      /**
       * Half of it after so many days.
       */
      half_life_days?: number | null
      /**
       * Beside `step_days`: above 0, below 1, three places.
       */
      keep?: number | null
      /**
       * Evenly down to nothing in so many days.
       */
      linear_days?: number | null
      /**
       * For people; it means nothing.
       */
      note?: string | null
      /**
       * Times `keep` after every so many days.
       */
      step_days?: number | null
      /**
       * Rows of day and factor (six places): `[0, 1]` first, days rise.
       */
      table?: [number, number][] | null
      /**
       * All of it for so many days, then nothing.
       */
      window_days?: number | null
    }
/**
 * Ranks with their least points, strongest first; the last is a list of its number alone.
 */
export type Ranks = ([number, number] | [number])[]
/**
 * Grades with their least points, best first; the last is a list of its name alone.
 */
export type Grades = ([Name, number] | [Name])[]
/**
 * Whose work a stage is.
 */
export type Pipeline = 'attract' | 'sell' | 'account'
/**
 * A text, or a text fact that says it.
 */
export type Said = string | FactReference
/**
 * An instant such as `2026-11-22T09:30:00Z`, local time in the model's zone, or a date.
 */
export type Instant = string | Date | {toJSON(): string}
/**
 * What is known about a lead: its id, and attributes by name. Attributes are numbers, texts, flags, dates (as texts) or lists of texts; the model says which.
 */
export type Profile =
  | {lead?: string | number | bigint | null | undefined; [key: string]: LeadValue}
  | (object & {lead?: string | number | bigint | null | undefined} & NoCollection)
/**
 * Why a channel may not be used.
 */
export type StepReason = 'no_permission' | 'limit_reached' | 'no_hours' | 'no_channel'
/**
 * A flag, or of a switch with `by` the values that are on.
 */
export type SwitchValue = boolean | string[]
/**
 * Why something is probably not meant, although it is valid.
 */
export type HintCode = 'unfilled' | 'near_id' | 'unknown_event' | 'placeholder'
/**
 * Which input a reject is about.
 */
export type TableName = 'profiles' | 'events' | 'as_of'
/**
 * Why something was rejected.
 */
export type RejectCode =
  | 'missing'
  | 'wrong_type'
  | 'unreadable_instant'
  | 'out_of_range'
  | 'not_finite'
  | 'duplicate_lead'
  | 'not_unicode'
  | 'total_out_of_range'
/**
 * What a clamp is of.
 */
export type ClampOf = 'signal' | 'group' | 'section'
/**
 * What an entry of an explanation comes from.
 */
export type EntrySource =
  | 'criterion'
  | 'persona'
  | 'signal'
  | 'clamp'
  | 'inactivity'
  | 'elapsed'
  | 'overdue'
  | 'season'
  | 'part'
/**
 * What a decision is about.
 */
export type DecidedLabel =
  'excluded' | 'persona' | 'stage' | 'segment' | 'qualification' | 'next_step'
/**
 * What an entry was computed from.
 */
export type Detail =
  | null
  | {
      /**
       * The fact.
       */
      fact: string
      /**
       * Its value; null where it is missing.
       */
      value: unknown
    }
  | {
      /**
       * Those that gave points.
       */
      counted: number
      /**
       * Events that fit.
       */
      matched: number
      /**
       * The day of the latest.
       */
      newest: string
      /**
       * The day of the first.
       */
      oldest: string
    }
  | {
      /**
       * The least sum.
       */
      min: number
      /**
       * What was clamped.
       */
      of: ClampOf
    }
  | {
      /**
       * The greatest sum.
       */
      max: number
      /**
       * What was clamped.
       */
      of: ClampOf
    }
  | {
      /**
       * Days without activity.
       */
      days: number
    }
  | {
      /**
       * Days since the latest purchase.
       */
      elapsed_days: number
      /**
       * Length of the cycle.
       */
      length_days: number
    }
  | {
      /**
       * Days since the cycle was full.
       */
      overdue_days: number
    }
/**
 * Something a lead did, or that was done to it; other keys are properties.
 */
export type Event =
  | {
      event: string
      at: Instant
      value?: number | bigint | null | undefined
      id?: string | number | bigint | null | undefined
      [key: string]: LeadValue
    }
  | (object & {
      event: string
      at: Instant
      value?: number | bigint | null | undefined
      id?: string | number | bigint | null | undefined
    } & NoCollection)
/**
 * The answer of `lint`, in the order of the document.
 */
export type Findings = Finding[]
/**
 * The answer of `next_change`; null where no label differs within the horizon.
 */
export type NextChangeAnswer = NextChange | null
/**
 * The outcome of an observed event.
 */
export type SeenWord = 'counted' | 'again' | 'unknown' | 'unfit' | 'forgotten' | 'rejected'
/**
 * The answer of `run_tests`, in the order of the tests.
 */
export type TestOutcomes = TestOutcome[]
/**
 * The answer of `timeline`, in the order of the days.
 */
export type Timeline = TimelineRow[]
/**
 * A value of an attribute or of a property.
 */
export type LeadValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Date
  | {toJSON(): string}
  | readonly (string | number | boolean | null | undefined)[]
/**
 * Any object but a list, map, set, promise, date or function.
 */
export type NoCollection = {
  readonly [Symbol.iterator]?: never
  readonly [Symbol.toStringTag]?: never
  readonly [Symbol.hasInstance]?: never
  readonly [Symbol.toPrimitive]?: never
}

/**
 * All types by their names.
 */
export interface Types {
  AnySignals: AnySignals
  Attribute: Attribute
  BuyingCycle: BuyingCycle
  Case: Case
  Channel: Channel
  Compare: Compare
  Completeness: Completeness
  Condition: Condition
  Cooldown: Cooldown
  Criterion: Criterion
  CycleSeason: CycleSeason
  Decay: Decay
  Engagement: Engagement
  Entry: Entry
  Exclusion: Exclusion
  FactReference: FactReference
  Fit: Fit
  FixedLength: FixedLength
  Full: Full
  Grades: Grades
  Group: Group
  Hours: Hours
  Inactivity: Inactivity
  Interests: Interests
  Kind: Kind
  Length: Length
  Lifecycle: Lifecycle
  Limit: Limit
  ModelTest: ModelTest
  Name: Name
  NextStep: NextStep
  Operand: Operand
  Overdue: Overdue
  Persona: Persona
  Pipeline: Pipeline
  Prior: Prior
  Priority: Priority
  Property: Property
  Purchases: Purchases
  Qualification: Qualification
  Range: Range
  Ranks: Ranks
  Readiness: Readiness
  Rule: Rule
  Said: Said
  Scalar: Scalar
  Scope: Scope
  Season: Season
  Signal: Signal
  Signals: Signals
  Stage: Stage
  Switch: Switch
  Tags: Tags
  Texts: Texts
  Type: Type
  Unit: Unit
  Weekday: Weekday
  AssessRequest: AssessRequest
  Assessed: Assessed
  AssessedActivity: AssessedActivity
  AssessedCompleteness: AssessedCompleteness
  AssessedCycle: AssessedCycle
  AssessedEngagement: AssessedEngagement
  AssessedFit: AssessedFit
  AssessedInterest: AssessedInterest
  AssessedModel: AssessedModel
  AssessedPurchases: AssessedPurchases
  AssessedReadiness: AssessedReadiness
  AssessedStage: AssessedStage
  AssessedStep: AssessedStep
  AssessedSwitch: AssessedSwitch
  Assessment: Assessment
  ClampOf: ClampOf
  CompareRequest: CompareRequest
  Comparison: Comparison
  Counts: Counts
  DecidedLabel: DecidedLabel
  Decision: Decision
  Detail: Detail
  Difference: Difference
  Document: Document
  DocumentRequest: DocumentRequest
  EntryChange: EntryChange
  EntrySource: EntrySource
  ErrorAnswer: ErrorAnswer
  Event: Event
  ExplainRequest: ExplainRequest
  Explained: Explained
  ExplainedSection: ExplainedSection
  Explanation: Explanation
  ExplanationEntry: ExplanationEntry
  Finding: Finding
  Findings: Findings
  Flow: Flow
  Grid: Grid
  GridPlace: GridPlace
  GroupPoints: GroupPoints
  Hint: Hint
  HintCode: HintCode
  HistoryInfo: HistoryInfo
  Info: Info
  InfoRequest: InfoRequest
  Instant: Instant
  KnownKind: KnownKind
  LabelChange: LabelChange
  LeadColumns: LeadColumns
  Leads: Leads
  LeadsRequest: LeadsRequest
  LintRequest: LintRequest
  Moves: Moves
  NamedCount: NamedCount
  NextChange: NextChange
  NextChangeAnswer: NextChangeAnswer
  NextChangeRequest: NextChangeRequest
  NextGrade: NextGrade
  NextRank: NextRank
  Observed: Observed
  Place: Place
  Problem: Problem
  Problems: Problems
  Profile: Profile
  Reject: Reject
  RejectCode: RejectCode
  Report: Report
  RunTestsRequest: RunTestsRequest
  SectionChange: SectionChange
  SeenWord: SeenWord
  StepReason: StepReason
  SwitchValue: SwitchValue
  TableName: TableName
  TableRequest: TableRequest
  TablesReport: TablesReport
  TestOutcome: TestOutcome
  TestOutcomes: TestOutcomes
  TestedCondition: TestedCondition
  Timeline: Timeline
  TimelineRequest: TimelineRequest
  TimelineRow: TimelineRow
  ToNext: ToNext
  UnknownCriterion: UnknownCriterion
  UnknownEvents: UnknownEvents
  LeadValue: LeadValue
  NoCollection: NoCollection
}
/**
 * One attribute of a profile.
 */
export interface Attribute {
  /**
   * How they compare.
   */
  compare?: Compare | null
  /**
   * Where the knowledge comes from.
   */
  kind?: Kind | null
  /**
   * Texts, and values of the type, that stand for "not known" (`Select`, `-1`).
   */
  not_known?: Scalar[] | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * What its values are.
   */
  type: Type
}
/**
 * When they will buy again.
 */
export interface BuyingCycle {
  /**
   * How long a cycle is.
   */
  length?: Length | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * When that gives none: `months` or `days`.
   */
  otherwise?: FixedLength | null
  /**
   * What happens after the cycle.
   */
  overdue?: Overdue | null
  /**
   * Points of a full cycle.
   */
  ready_points?: number | null
  /**
   * Points of seasons, in order.
   */
  seasons?: CycleSeason[] | null
  /**
   * How points grow; absent: by months where the length is in months.
   */
  step?: 'month' | 'day' | null
}
/**
 * How long a cycle is.
 */
export interface Length {
  /**
   * So many days.
   */
  days?: number | null
  /**
   * What a number fact says.
   */
  fact?: string | null
  /**
   * Only the last so many gaps; default all.
   */
  last?: number | null
  /**
   * With fewer gaps there is no length; default 1, with `prior` 0.
   */
  min_intervals?: number | null
  /**
   * So many months.
   */
  months?: number | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * The median or mean of the lead's own gaps between purchase days.
   */
  observed?: 'median' | 'mean' | null
  /**
   * Beside `mean`: counts like `weight` gaps of `days`.
   */
  prior?: Prior | null
  /**
   * What the number of the fact counts.
   */
  unit?: Unit | null
}
/**
 * A belief about the gap before any was seen.
 */
export interface Prior {
  /**
   * The gap, in days.
   */
  days: number
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * How many gaps it counts for; above 0, three places.
   */
  weight: number
}
/**
 * A length that is written out.
 */
export interface FixedLength {
  /**
   * So many days.
   */
  days?: number | null
  /**
   * So many months.
   */
  months?: number | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
}
/**
 * Points of a season.
 */
export interface CycleSeason {
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * What it adds.
   */
  points: number
  /**
   * A season's name.
   */
  season: string
  /**
   * For whom; may use `season.purchases.*`.
   */
  when?: Condition | null
}
/**
 * An operator on a fact, or one of `all`, `any` and `not`.
 */
export interface Condition {
  /**
   * All hold; an empty list holds.
   */
  all?: Condition[] | null
  /**
   * At least one holds; an empty list does not.
   */
  any?: Condition[] | null
  /**
   * Both ends included.
   */
  between?: Range | null
  /**
   * Part of the text; any of.
   */
  contains?: Texts | null
  /**
   * End of the text; any of.
   */
  ends_with?: Texts | null
  /**
   * Equal.
   */
  eq?: Operand | null
  /**
   * The fact that is tested.
   */
  fact?: string | null
  /**
   * Greater, or later.
   */
  gt?: Operand | null
  /**
   * Greater or equal.
   */
  gte?: Operand | null
  /**
   * Any of these tags.
   */
  has?: Tags | null
  /**
   * All of these tags.
   */
  has_all?: string[] | null
  /**
   * Member of the list.
   */
  in?: Scalar[] | null
  /**
   * Not missing (true) or missing (false).
   */
  known?: boolean | null
  /**
   * Less, or earlier.
   */
  lt?: Operand | null
  /**
   * Less or equal.
   */
  lte?: Operand | null
  /**
   * A regular expression.
   */
  matches?: string | null
  /**
   * Known and not equal.
   */
  ne?: Operand | null
  /**
   * The condition does not hold.
   */
  not?: Condition | null
  /**
   * Known and not a member.
   */
  not_in?: Scalar[] | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * This grade, rank or stage, or a better one.
   */
  or_better?: Scalar | null
  /**
   * This grade, rank or stage, or a worse one.
   */
  or_worse?: Scalar | null
  /**
   * Start of the text; any of.
   */
  starts_with?: Texts | null
  /**
   * Only the last so many days, where the fact allows it.
   */
  within_days?: number | null
}
/**
 * Another fact.
 */
export interface FactReference {
  /**
   * The fact.
   */
  fact: string
  /**
   * For people; it means nothing.
   */
  note?: string | null
}
/**
 * An operator on the criterion's fact, or `when`; the first that holds counts.
 */
export interface Case {
  /**
   * Both ends included.
   */
  between?: Range | null
  /**
   * Part of the text; any of.
   */
  contains?: Texts | null
  /**
   * End of the text; any of.
   */
  ends_with?: Texts | null
  /**
   * Equal.
   */
  eq?: Operand | null
  /**
   * Greater, or later.
   */
  gt?: Operand | null
  /**
   * Greater or equal.
   */
  gte?: Operand | null
  /**
   * Any of these tags.
   */
  has?: Tags | null
  /**
   * All of these tags.
   */
  has_all?: string[] | null
  /**
   * Member of the list.
   */
  in?: Scalar[] | null
  /**
   * Not missing (true) or missing (false).
   */
  known?: boolean | null
  /**
   * Less, or earlier.
   */
  lt?: Operand | null
  /**
   * Less or equal.
   */
  lte?: Operand | null
  /**
   * A regular expression.
   */
  matches?: string | null
  /**
   * Known and not equal.
   */
  ne?: Operand | null
  /**
   * Known and not a member.
   */
  not_in?: Scalar[] | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * This grade, rank or stage, or a better one.
   */
  or_better?: Scalar | null
  /**
   * This grade, rank or stage, or a worse one.
   */
  or_worse?: Scalar | null
  /**
   * What it gives, before weights.
   */
  points: number
  /**
   * Start of the text; any of.
   */
  starts_with?: Texts | null
  /**
   * A condition of its own.
   */
  when?: Condition | null
  /**
   * Only the last so many days, where the fact allows it.
   */
  within_days?: number | null
}
/**
 * A way out to the lead.
 */
export interface Channel {
  /**
   * Permission; without it the channel is never used.
   */
  allowed?: Condition | null
  /**
   * When it may be used.
   */
  hours?: Hours | null
  /**
   * How often is too often.
   */
  limits?: Limit[] | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
}
/**
 * When a channel may be used, in the model's zone.
 */
export interface Hours {
  /**
   * A text fact that says `10:00-14:00`.
   */
  fact?: string | null
  /**
   * Beginning, such as `10:00`.
   */
  from?: string | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Beginning and end when the fact says nothing readable.
   *
   * @minItems 2
   * @maxItems 2
   */
  otherwise?: [string, string] | null
  /**
   * End, not included; `24:00` ends the day.
   */
  to?: string | null
  /**
   * Days of the week; default all.
   */
  weekdays?: Weekday[] | null
}
/**
 * How often is too often.
 */
export interface Limit {
  /**
   * With so many on record the channel is closed.
   */
  count: number
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * What is counted: a signal or a list of them.
   */
  signal: Signals
  /**
   * Whether the limit applies.
   */
  when?: Condition | null
  /**
   * Within the last so many days.
   */
  within_days: number
}
/**
 * How complete a profile is.
 */
export interface Completeness {
  /**
   * The level is the number of leading lists that are fulfilled.
   */
  levels: Entry[][]
  /**
   * For people; it means nothing.
   */
  note?: string | null
}
/**
 * Not again too soon.
 */
export interface Cooldown {
  /**
   * How old the latest must be.
   */
  days: number
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * The signals (one or a list) that say it was done.
   */
  signal: Signals
}
/**
 * A criterion: the first case that holds gives its points.
 */
export interface Criterion {
  /**
   * In the order of evaluation.
   */
  cases: Case[]
  /**
   * The fact that its cases test.
   */
  fact?: string | null
  /**
   * The group it belongs to.
   */
  group?: string | null
  /**
   * When no case holds and the fact is missing.
   */
  missing?: number | null
  /**
   * What it is called.
   */
  name: Name
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * When no case holds.
   */
  otherwise?: number | null
  /**
   * Multiplies its points when the model is loaded; 0 to 1,000.
   */
  weight?: number | null
}
/**
 * What they do: points and rank.
 */
export interface Engagement {
  /**
   * As in fit.
   */
  criteria?: Criterion[] | null
  /**
   * For signals with points above 0 that name none.
   */
  decay?: Decay | null
  /**
   * Groups with clamps and weights.
   */
  groups?: {
    [k: string]: Group | null
  } | null
  /**
   * What a time without activity costs.
   */
  inactivity?: Inactivity | null
  /**
   * Greatest total.
   */
  max?: number | null
  /**
   * Least total.
   */
  min?: number | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Strongest first, falling minimum points; the last has none.
   */
  ranks?: Ranks | null
  /**
   * Signals after whose latest day counting begins anew.
   */
  reset_on?: AnySignals | null
}
/**
 * A group of signals and criteria.
 */
export interface Group {
  /**
   * Greatest sum, 0 or more.
   */
  max?: number | null
  /**
   * Least sum, 0 or less.
   */
  min?: number | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Multiplies points when the model is loaded; 0 to 1,000.
   */
  weight?: number | null
}
/**
 * What a time without activity costs.
 */
export interface Inactivity {
  /**
   * Days that cost nothing.
   */
  after_days: number
  /**
   * Days from one loss to the next.
   */
  every_days: number
  /**
   * The greatest loss; 0 or less.
   */
  min?: number | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * The loss; 0 or less.
   */
  points: number
  /**
   * A date attribute (`profile.<attribute>`) that stands in for the first activity.
   */
  since?: string | null
}
/**
 * One reason not to score a lead.
 */
export interface Exclusion {
  /**
   * What the assessment says in `excluded`.
   */
  name: Name
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * When it applies.
   */
  when: Condition
}
/**
 * Who they are: points and grade.
 */
export interface Fit {
  /**
   * In the order of evaluation.
   */
  criteria?: Criterion[] | null
  /**
   * Best first; the last has no minimum.
   */
  grades?: Grades | null
  /**
   * Groups with clamps and weights.
   */
  groups?: {
    [k: string]: Group | null
  } | null
  /**
   * Greatest total.
   */
  max?: number | null
  /**
   * Least total.
   */
  min?: number | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
}
/**
 * Points that make a share full.
 */
export interface Full {
  /**
   * Of engagement; default 100.
   */
  engagement?: number | null
  /**
   * Of fit; default 100.
   */
  fit?: number | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Of readiness; default 60.
   */
  readiness?: number | null
}
/**
 * What they are interested in.
 */
export interface Interests {
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * The property (text or tags) that names them.
   */
  property: string
  /**
   * Signals that clear the interests they carry.
   */
  reset_on?: AnySignals | null
  /**
   * Signals that show interest; absent: all.
   */
  signals?: Signals | null
  /**
   * Stages of one interest.
   */
  stages?: Stage[] | null
}
/**
 * One stage.
 */
export interface Stage {
  /**
   * What it is called.
   */
  name: Name
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Whose work it is.
   */
  pipeline?: Pipeline | null
  /**
   * Only the first may lack it.
   */
  when?: Condition | null
}
/**
 * Where they stand, from first visitor to raving fan.
 */
export interface Lifecycle {
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Earliest first.
   */
  stages: Stage[]
}
/**
 * A lead with the assessment it should get.
 */
export interface ModelTest {
  /**
   * Places of the assessment that are null, keys with dots between them.
   */
  absent?: string[] | null
  /**
   * An instant, or a date, which means its end.
   */
  as_of: string
  /**
   * What the lead did.
   */
  events?:
    | {
        [k: string]: unknown
      }[]
    | null
  /**
   * A part of an assessment: tables in part, lists with all their entries.
   */
  expect?: {
    [k: string]: unknown
  } | null
  /**
   * What it is called.
   */
  name: string
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * What is known about the lead.
   */
  profile?: {
    [k: string]: unknown
  } | null
}
/**
 * Something to do.
 */
export interface NextStep {
  /**
   * How to reach the lead.
   */
  channel?: Said | null
  /**
   * What kind of content it is.
   */
  content?: Said | null
  /**
   * Not again too soon.
   */
  cooldown?: Cooldown | null
  /**
   * How soon, in minutes.
   */
  due_minutes?: number | null
  /**
   * Channels to try instead, in order.
   */
  fallback?: string[] | null
  /**
   * What it is called.
   */
  name: Name
  /**
   * Whether it also applies to personas that are no target.
   */
  non_target?: boolean | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * `interest`: for the first interest for which it holds.
   */
  per?: 'interest' | null
  /**
   * Greatest first; any whole number of points' range.
   */
  priority?: number | null
  /**
   * The script or mail to use.
   */
  template?: string | null
  /**
   * What it is about.
   */
  topic?: Said | null
  /**
   * When it applies.
   */
  when: Condition
}
/**
 * A type of person.
 */
export interface Persona {
  /**
   * What it is called.
   */
  name: Name
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * What it adds to fit.
   */
  points?: number | null
  /**
   * Whether one sells to them.
   */
  target?: boolean | null
  /**
   * When it applies.
   */
  when: Condition
}
/**
 * In which order to call them: weighted shares of a whole.
 */
export interface Priority {
  /**
   * Weight of engagement.
   */
  engagement?: number | null
  /**
   * Weight of fit.
   */
  fit?: number | null
  /**
   * Points that make a share full.
   */
  full?: Full | null
  /**
   * Weight of the lifecycle stage.
   */
  lifecycle?: number | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Weight of readiness.
   */
  readiness?: number | null
}
/**
 * One property of events.
 */
export interface Property {
  /**
   * How they compare.
   */
  compare?: Compare | null
  /**
   * Texts, and values of the type, that stand for "not known" (`Select`, `-1`).
   */
  not_known?: Scalar[] | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * What its values are.
   */
  type: Type
}
/**
 * Which signals are purchases.
 */
export interface Purchases {
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * The property (text or tags) that names products.
   */
  product?: string | null
  /**
   * Their names, as listed.
   */
  signals: Signals
}
/**
 * What marketing and sales call them.
 */
export interface Qualification {
  /**
   * When none holds.
   */
  default?: Name | null
  /**
   * For a persona that is no target, before any rule.
   */
  disqualified?: Name | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * The first that holds.
   */
  rules?: Rule[] | null
}
/**
 * One rule.
 */
export interface Rule {
  /**
   * What it is called.
   */
  name: Name
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * When it applies.
   */
  when: Condition
}
/**
 * Whether they are ready to buy now.
 */
export interface Readiness {
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * What is added up; absent: cycle and engagement, those that exist.
   */
  parts?: string[] | null
  /**
   * Points from which they are.
   */
  threshold?: number | null
}
/**
 * Who is not scored at all.
 */
export interface Scope {
  /**
   * The first that holds excludes the lead.
   */
  exclude: Exclusion[]
  /**
   * For people; it means nothing.
   */
  note?: string | null
}
/**
 * A named time of the year, both ends included.
 */
export interface Season {
  /**
   * Given ranges of days, both ends included, such as `["2026-02-18", "2026-03-19"]`.
   */
  dates?: [string, string][] | null
  /**
   * First day of every year, such as `03-01`.
   */
  from?: string | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Last day; before `from` it is one of the next year.
   */
  to?: string | null
}
/**
 * A kind of event that the model knows.
 */
export interface Signal {
  /**
   * Whether it is activity of the lead; absent where it follows from points and purchases.
   */
  activity?: boolean | null
  /**
   * Its own decay; absent where the engagement's applies.
   */
  decay?: Decay | null
  /**
   * The name of its events; by default the signal's own name.
   */
  event?: string | null
  /**
   * A group of `engagement.groups`.
   */
  group?: string | null
  /**
   * Only so many of the most recent events count.
   */
  limit?: number | null
  /**
   * Only so many events of a day count.
   */
  limit_per_day?: number | null
  /**
   * Greatest sum, 0 or more.
   */
  max?: number | null
  /**
   * Least sum, 0 or less.
   */
  min?: number | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Points for each event; 0 where `points_per_unit` is given.
   */
  points?: number | null
  /**
   * Points for each unit of the event's value.
   */
  points_per_unit?: number | null
  /**
   * Which of them; event facts only.
   */
  where?: Condition | null
}
/**
 * A state turned on and off by events.
 */
export interface Switch {
  /**
   * The property (text or tags) whose values are switched one by one.
   */
  by?: string | null
  /**
   * The state before any event; false with `by`.
   */
  default?: boolean | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Signals that turn it off.
   */
  off: AnySignals
  /**
   * Signals that turn it on.
   */
  on: AnySignals
}
/**
 * What `assess` is asked: the assessment of a lead at an instant, and what could not be used.
 */
export interface AssessRequest {
  /**
   * an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
   */
  as_of: Instant
  /**
   * a list of events, or a `History`
   */
  events?: readonly Event[] | History | null
  /**
   * an object of attributes, and `lead`
   */
  profile?: Profile | null
}
/**
 * The answer of `assess`.
 */
export interface Assessed {
  /**
   * What the model says of the lead.
   */
  assessment: Assessment
  /**
   * What could not be used.
   */
  report: Report
}
/**
 * What a model says of a lead at an instant. Every key is always there.
 */
export interface Assessment {
  /**
   * When they were last active.
   */
  activity: AssessedActivity | null
  /**
   * The instant, in UTC.
   */
  as_of: string
  /**
   * Grade and rank together, such as `B3`.
   */
  cell: string | null
  /**
   * How complete the profile is.
   */
  completeness: AssessedCompleteness | null
  /**
   * When they will buy again.
   */
  cycle: AssessedCycle | null
  /**
   * What they do.
   */
  engagement: AssessedEngagement | null
  /**
   * The exclusion that holds; then all that follows is null.
   */
  excluded: string | null
  /**
   * Who they are.
   */
  fit: AssessedFit | null
  /**
   * What they are interested in, most points first.
   */
  interests: AssessedInterest[] | null
  /**
   * The lead's id; null where the profile has none.
   */
  lead: string | null
  /**
   * Which model.
   */
  model: AssessedModel
  /**
   * What to do next, the most urgent first.
   */
  next_steps: AssessedStep[] | null
  /**
   * The first persona that holds.
   */
  persona: string | null
  /**
   * In which order to call them, 0 to 100.
   */
  priority: number | null
  /**
   * What they bought.
   */
  purchases: AssessedPurchases | null
  /**
   * What marketing and sales call them.
   */
  qualification: string | null
  /**
   * Whether they are ready to buy now.
   */
  readiness: AssessedReadiness | null
  /**
   * The segments that hold.
   */
  segments: string[] | null
  /**
   * Where they stand.
   */
  stage: AssessedStage | null
  /**
   * States turned on and off by events.
   */
  switches: AssessedSwitch[] | null
  /**
   * The exact sum of the points of fit and engagement; null unless the model has both.
   */
  total: number | null
}
/**
 * When they were last active.
 */
export interface AssessedActivity {
  /**
   * Days since the latest activity.
   */
  days_since: number | null
}
/**
 * How complete the profile is.
 */
export interface AssessedCompleteness {
  /**
   * Attributes known of each kind.
   */
  kinds: KnownKind[]
  /**
   * Number of leading levels that are fulfilled.
   */
  level: number
  /**
   * Facts that the next level lacks.
   */
  missing: string[]
}
/**
 * How many attributes of a kind are known.
 */
export interface KnownKind {
  /**
   * The kind.
   */
  kind: Kind
  /**
   * Number of attributes that are known.
   */
  known: number
  /**
   * Number of attributes that the model has.
   */
  of: number
}
/**
 * When they will buy again; all but points and seasons null without a cycle.
 */
export interface AssessedCycle {
  /**
   * The day on which the cycle is full.
   */
  due: string | null
  /**
   * Days since the latest purchase.
   */
  elapsed_days: number | null
  /**
   * Length of the cycle.
   */
  length_days: number | null
  /**
   * Days since then; 0 before.
   */
  overdue_days: number | null
  /**
   * Elapsed of length in whole percent.
   */
  phase: number | null
  /**
   * Of the cycle and the seasons.
   */
  points: number
  /**
   * Seasons that give points, each once.
   */
  seasons: string[]
}
/**
 * What they do: points and rank.
 */
export interface AssessedEngagement {
  /**
   * Points by group.
   */
  groups: GroupPoints[]
  /**
   * The total.
   */
  points: number
  /**
   * The rank that they reach.
   */
  rank: number | null
}
/**
 * The points of a group.
 */
export interface GroupPoints {
  /**
   * The group's name.
   */
  name: string
  /**
   * Its sum, clamped.
   */
  points: number
}
/**
 * Who they are: points and grade.
 */
export interface AssessedFit {
  /**
   * The grade that they reach.
   */
  grade: string | null
  /**
   * Points by group.
   */
  groups: GroupPoints[]
  /**
   * Whole percent of the criteria with a fact whose fact is known.
   */
  known: number | null
  /**
   * The total.
   */
  points: number
}
/**
 * One interest.
 */
export interface AssessedInterest {
  /**
   * What it is called.
   */
  name: string
  /**
   * Its points.
   */
  points: number
  /**
   * Its stage.
   */
  stage: string | null
}
/**
 * A model by its name and fingerprint.
 */
export interface AssessedModel {
  /**
   * 16 hex digits that differ between models which score differently.
   */
  fingerprint: string | null
  /**
   * The model's name.
   */
  name: string
}
/**
 * Something to do.
 */
export interface AssessedStep {
  /**
   * The first that may be used of it and its fallbacks.
   */
  channel: string | null
  /**
   * What kind of content it is.
   */
  content: string | null
  /**
   * How soon, in minutes.
   */
  due_minutes: number | null
  /**
   * The first instant inside the hours of the channel, in UTC.
   */
  earliest: string | null
  /**
   * What it is called.
   */
  name: string
  /**
   * Whether there is one, or none is needed.
   */
  permitted: boolean
  /**
   * Greatest first.
   */
  priority: number
  /**
   * Why the wanted one may not be used.
   */
  reason: StepReason | null
  /**
   * The script or mail to use.
   */
  template: string | null
  /**
   * What it is about.
   */
  topic: string | null
  /**
   * The channel that the step asks for.
   */
  wanted: string | null
}
/**
 * What they bought.
 */
export interface AssessedPurchases {
  /**
   * Number of purchases.
   */
  count: number
  /**
   * Days since the latest.
   */
  days_since: number | null
  /**
   * Days since the first.
   */
  days_since_first: number | null
  /**
   * Number of different products.
   */
  products: number
  /**
   * Sum of their values.
   */
  value: number
}
/**
 * Whether they are ready to buy.
 */
export interface AssessedReadiness {
  /**
   * Sum of the parts.
   */
  points: number
  /**
   * Whether it reaches the threshold.
   */
  ready: boolean
}
/**
 * Where they stand.
 */
export interface AssessedStage {
  /**
   * The stage's name.
   */
  name: string
  /**
   * Whose work it is.
   */
  pipeline: Pipeline | null
}
/**
 * A state turned on and off by events.
 */
export interface AssessedSwitch {
  /**
   * The switch's name.
   */
  name: string
  /**
   * On or off, or the values that are on.
   */
  value: SwitchValue
}
/**
 * What was noticed while reading the input of one call.
 */
export interface Report {
  /**
   * What is valid, but probably not meant.
   */
  hints: Hint[]
  /**
   * Ids under which events with different contents came; one of each counts.
   */
  id_conflicts: number
  /**
   * Everything that was not used, and why.
   */
  rejects: Reject[]
  /**
   * Events whose name no signal names.
   */
  unknown_events: UnknownEvents
  /**
   * Events whose instant was local time without an offset.
   */
  without_offset: number
  /**
   * Events without a value that a signal with `points_per_unit` matched.
   */
  without_value: number
}
/**
 * Something that is valid, but probably not meant.
 */
export interface Hint {
  /**
   * Why.
   */
  code: HintCode
  /**
   * The attribute, property or column.
   */
  column: string | null
  /**
   * How many rows, values, events or leads it is about.
   */
  count: number
  /**
   * What to do about it, where that is known.
   */
  help: string | null
  /**
   * What was found.
   */
  message: string
  /**
   * The table that it is about.
   */
  table: TableName
}
/**
 * One rejected value, event or lead.
 */
export interface Reject {
  /**
   * Why.
   */
  code: RejectCode
  /**
   * The attribute, property or key; of a failed lead the signal or section.
   */
  column: string | null
  /**
   * The lead's id, where known.
   */
  lead: string | null
  /**
   * Why, in words: what was found and what is allowed.
   */
  reason: string
  /**
   * From 0; null for a failed lead.
   */
  row: number | null
  /**
   * Null for a failed lead.
   */
  table: TableName | null
}
/**
 * Event names that no signal names, with how often they came.
 */
export interface UnknownEvents {
  /**
   * The first 1,000 names in the order of their UTF-8 bytes.
   */
  names: NamedCount[]
  /**
   * Events of all other unknown names together.
   */
  rest: number
}
/**
 * An event name that no signal names.
 */
export interface NamedCount {
  /**
   * How often it came.
   */
  count: number
  /**
   * The name.
   */
  event: string
}
/**
 * What `compare` is asked: what differs between two instants, or between two models at one instant.
 */
export interface CompareRequest {
  /**
   * an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
   */
  as_of: Instant
  /**
   * a list of events, or a `History`
   */
  events?: readonly Event[] | History | null
  /**
   * an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
   */
  other_as_of?: Instant | null
  /**
   * an object of attributes, and `lead`
   */
  profile?: Profile | null
}
/**
 * What differs between two explanations of one lead. Within a section the differences of the entries add up to the difference of its points.
 */
export interface Comparison {
  /**
   * Points of the buying cycle; null if neither side has them.
   */
  cycle: SectionChange | null
  /**
   * Points of engagement; null if neither side has the section.
   */
  engagement: SectionChange | null
  /**
   * Points of fit; null if neither side has the section.
   */
  fit: SectionChange | null
  /**
   * The labels that differ.
   */
  labels: LabelChange[]
  /**
   * Points of readiness; null if neither side has the section.
   */
  readiness: SectionChange | null
}
/**
 * The points of a section before and after, and the entries that differ.
 */
export interface SectionChange {
  /**
   * `to` minus `from`.
   */
  difference: number
  /**
   * The entries whose points differ.
   */
  entries: EntryChange[]
  /**
   * Points before.
   */
  from: number
  /**
   * Points after.
   */
  to: number
}
/**
 * An entry whose points differ. The points are 0 on a side that does not have the entry.
 */
export interface EntryChange {
  /**
   * `to` minus `from`.
   */
  difference: number
  /**
   * Points before.
   */
  from: number
  /**
   * The name of the entry.
   */
  name: string
  /**
   * What the entry comes from.
   */
  source: EntrySource
  /**
   * Points after.
   */
  to: number
}
/**
 * A label that differs.
 */
export interface LabelChange {
  /**
   * The label before.
   */
  from: unknown
  /**
   * The kind of label, such as `grade` or `stage`.
   */
  label: string
  /**
   * The label after.
   */
  to: unknown
}
/**
 * How many things of each kind a model has.
 */
export interface Counts {
  attributes: number
  channels: number
  criteria: number
  next_steps: number
  personas: number
  properties: number
  segments: number
  signals: number
  stages: number
  tests: number
}
/**
 * A label that a condition decided, with the tests of that condition.
 */
export interface Decision {
  /**
   * Every test of the condition, in its order.
   */
  conditions: TestedCondition[]
  /**
   * The name of the label.
   */
  name: string
  /**
   * The kind of label: `excluded`, `persona`, `stage`, `segment`, `qualification` or `next_step`.
   */
  of: DecidedLabel
}
/**
 * A test of a condition and its outcome.
 */
export interface TestedCondition {
  /**
   * What the operator compares the value with.
   */
  against: unknown
  /**
   * The fact.
   */
  fact: string
  /**
   * Whether the test is true.
   */
  holds: boolean
  /**
   * The operator, such as `gte`.
   */
  operator: string
  /**
   * The fact's value; null where it is missing.
   */
  value: unknown
  /**
   * The test looks at this many days back; absent for all days.
   */
  within_days?: number
}
/**
 * One place in which an assessment is not as expected.
 */
export interface Difference {
  /**
   * What the test expects.
   */
  expected: unknown
  /**
   * What was found; null where there is nothing.
   */
  found: unknown
  /**
   * JSON Pointer into the assessment.
   */
  path: string
}
/**
 * A model: how leads are scored. JSON or TOML of this shape; null is the same as absent.
 */
export interface Document {
  /**
   * What is known about a lead.
   */
  attributes?: {
    [k: string]: Attribute | null
  } | null
  /**
   * When they will buy again.
   */
  buying_cycle?: BuyingCycle | null
  /**
   * Ways out to the lead.
   */
  channels?: {
    [k: string]: Channel | null
  } | null
  /**
   * How complete a profile is.
   */
  completeness?: Completeness | null
  /**
   * What the model is for.
   */
  description?: string | null
  /**
   * What they do: points and rank.
   */
  engagement?: Engagement | null
  /**
   * Who they are: points and grade.
   */
  fit?: Fit | null
  /**
   * Version of the language; 1.
   */
  format: 1
  /**
   * What they are interested in.
   */
  interests?: Interests | null
  /**
   * Where they stand, from first visitor to raving fan.
   */
  lifecycle?: Lifecycle | null
  /**
   * What the model is called.
   */
  name: Name
  /**
   * What to do next.
   */
  next_steps?: NextStep[] | null
  /**
   * For people; it means nothing.
   */
  note?: string | null
  /**
   * Types of people; the first that holds.
   */
  personas?: Persona[] | null
  /**
   * In which order to call them.
   */
  priority?: Priority | null
  /**
   * What an event carries besides its value.
   */
  properties?: {
    [k: string]: Property | null
  } | null
  /**
   * Which signals are purchases.
   */
  purchases?: Purchases | null
  /**
   * What marketing and sales call them.
   */
  qualification?: Qualification | null
  /**
   * Whether they are ready to buy now.
   */
  readiness?: Readiness | null
  /**
   * The owner's own version of the model.
   */
  revision?: string | number | null
  /**
   * Who is not scored at all.
   */
  scope?: Scope | null
  /**
   * Named times of the year.
   */
  seasons?: {
    [k: string]: Season | null
  } | null
  /**
   * Groups of leads; any number may hold.
   */
  segments?: {
    [k: string]: Condition | null
  } | null
  /**
   * Kinds of events that are worth points or counted.
   */
  signals?: {
    [k: string]: Signal | null
  } | null
  /**
   * States turned on and off by events.
   */
  switches?: {
    [k: string]: Switch | null
  } | null
  /**
   * Leads with the assessment they should get.
   */
  tests?: ModelTest[] | null
  /**
   * IANA zone in which days begin and end.
   */
  timezone?: string | null
}
/**
 * What `document` is asked: the model document with every default filled in.
 */
export interface DocumentRequest {}
/**
 * The answer to what cannot be carried out.
 */
export interface ErrorAnswer {
  /**
   * What is wrong.
   */
  error: Problems
}
/**
 * Everything that is wrong.
 */
export interface Problems {
  /**
   * At least one.
   */
  problems: Problem[]
}
/**
 * One problem of a model document.
 */
export interface Problem {
  /**
   * A stable code, such as `unknown_key`.
   */
  code: string
  /**
   * Column in characters from 1, where the model was a text.
   */
  column?: number
  /**
   * What is allowed, or the nearest known name.
   */
  help: string
  /**
   * Line from 1, where the model was a text.
   */
  line?: number
  /**
   * What was found.
   */
  message: string
  /**
   * JSON Pointer of the place (of a missing key: the one it would have).
   */
  path: string
}
/**
 * What `explain` is asked: the assessment, the source of every point, and what could not be used.
 */
export interface ExplainRequest {
  /**
   * an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
   */
  as_of: Instant
  /**
   * a list of events, or a `History`
   */
  events?: readonly Event[] | History | null
  /**
   * an object of attributes, and `lead`
   */
  profile?: Profile | null
}
/**
 * The answer of `explain`.
 */
export interface Explained {
  /**
   * What the model says of the lead.
   */
  assessment: Assessment
  /**
   * Why.
   */
  explanation: Explanation
  /**
   * What could not be used.
   */
  report: Report
}
/**
 * Why a lead has its points and labels. Serialises to the explanation of the language reference.
 */
export interface Explanation {
  /**
   * Points of the buying cycle; null if the model does not have the section, or the lead has no cycle.
   */
  cycle: ExplainedSection | null
  /**
   * What decided the labels, in the order of evaluation.
   */
  decided: Decision[]
  /**
   * Points of engagement; null if the model does not have the section.
   */
  engagement: ExplainedSection | null
  /**
   * Points of fit; null if the model does not have the section.
   */
  fit: ExplainedSection | null
  /**
   * Points of readiness; null if the model does not have the section.
   */
  readiness: ExplainedSection | null
  /**
   * What is missing for the next grade and rank; null for an excluded or failed lead.
   */
  to_next: ToNext | null
}
/**
 * The points of a section, and the entries that add up to them.
 */
export interface ExplainedSection {
  /**
   * The entries, in the order of evaluation.
   */
  entries: ExplanationEntry[]
  /**
   * The points of the section.
   */
  points: number
}
/**
 * Points of one source within a section. The entries of a section add up to its points.
 */
export interface ExplanationEntry {
  /**
   * What the points were computed from, such as the value of a fact or the number of events.
   */
  detail: Detail
  /**
   * The name of the criterion, persona, signal, group, season or part; the section for a clamp of the section.
   */
  name: string
  /**
   * Its points, with weights and decay applied; negative for a loss.
   */
  points: number
  /**
   * What it comes from.
   */
  source: EntrySource
}
/**
 * What is missing for the next grade and rank.
 */
export interface ToNext {
  /**
   * The next better grade; null for the best grade.
   */
  grade: NextGrade | null
  /**
   * The next better rank; null for the best rank.
   */
  rank: NextRank | null
  /**
   * Criteria whose fact is not known.
   */
  unknown: UnknownCriterion[]
}
/**
 * The next better grade.
 */
export interface NextGrade {
  /**
   * The grade.
   */
  name: string
  /**
   * The points that are missing for it.
   */
  points: number
}
/**
 * The next better rank.
 */
export interface NextRank {
  /**
   * The rank.
   */
  name: number
  /**
   * The points that are missing for it.
   */
  points: number
}
/**
 * A criterion whose fact is not known.
 */
export interface UnknownCriterion {
  /**
   * The name of the criterion.
   */
  criterion: string
  /**
   * The most points that it gives for any value of the fact.
   */
  most: number
}
/**
 * Something in a model that is legal but suspicious.
 */
export interface Finding {
  /**
   * A stable code.
   */
  code: string
  /**
   * What to do about it.
   */
  help: string
  /**
   * What was found.
   */
  message: string
  /**
   * JSON Pointer of the place.
   */
  path: string
}
/**
 * Leads that moved from one place to another.
 */
export interface Flow {
  /**
   * Where they were.
   */
  from: Place
  /**
   * The number of leads.
   */
  leads: number
  /**
   * Where they are.
   */
  to: Place
}
/**
 * A place by its names; a lead without such a label has none of it.
 */
export interface Place {
  /**
   * The grade.
   */
  grade: string | null
  /**
   * The rank.
   */
  rank: number | null
  /**
   * The stage.
   */
  stage: string | null
}
/**
 * The number of leads at each place of the grid.
 */
export interface Grid {
  /**
   * The number of leads by stage, grade and rank. Each list has one more entry at its end, for leads without such a label.
   */
  counts: number[][][]
  /**
   * The grades, best first.
   */
  grades: string[]
  /**
   * The number of leads.
   */
  leads: number
  /**
   * The ranks, strongest first.
   */
  ranks: number[]
  /**
   * The stages of the model, earliest first.
   */
  stages: string[]
}
/**
 * Places of a grid: what is said of them must be so.
 */
export interface GridPlace {
  /**
   * The grade; null is none.
   */
  grade?: string | null
  /**
   * The rank; null is none.
   */
  rank?: number | null
  /**
   * The stage; null is none.
   */
  stage?: string | null
}
/**
 * A summary of a history.
 */
export interface HistoryInfo {
  /**
   * The number of events that count, each id once.
   */
  events: number
  /**
   * Ids of events before this day are forgotten.
   */
  forgotten_before: string | null
  /**
   * The number of ids that came with different contents; one event of each counts.
   */
  id_conflicts: number
  /**
   * The instant of the latest event that counts. The history cannot be assessed before it.
   */
  latest: string | null
  /**
   * The number of events with ids that came after the ids of their day were forgotten.
   */
  refused: number
  /**
   * The number of events that could not be read.
   */
  rejected: number
  /**
   * Events whose name no signal has.
   */
  unknown_events: UnknownEvents
}
/**
 * What a model is and what it was compiled with.
 */
export interface Info {
  /**
   * How many signals, criteria and so on it has.
   */
  counts: Counts
  /**
   * What it is for.
   */
  description: string | null
  /**
   * 16 hex digits that differ between models which score differently.
   */
  fingerprint: string | null
  /**
   * Version of the language it is written in.
   */
  format: number
  /**
   * Version of this library.
   */
  library: string
  /**
   * The model's name.
   */
  name: string
  /**
   * Its owner's own version.
   */
  revision: string | null
  /**
   * Version of the meaning of scores.
   */
  semantics: number
  /**
   * The zone in which its days begin.
   */
  timezone: string
  /**
   * Version of Unicode by which texts are folded, normalised and classified.
   */
  unicode: string
  /**
   * Version of the zone database that the library carries.
   */
  zone_database: string
}
/**
 * What `info` is asked: names, labels and sections of the model, and the versions that affect its scores.
 */
export interface InfoRequest {}
/**
 * Leads, column by column: every column of a table that stands for one value.
 */
export interface LeadColumns {
  /**
   * Days since the latest activity.
   */
  activity_days_since: (number | null)[]
  /**
   * The instant, in UTC.
   */
  as_of: string[]
  /**
   * Grade and rank.
   */
  cell: (string | null)[]
  /**
   * Number of leading levels that are fulfilled.
   */
  completeness_level: (number | null)[]
  /**
   * The day on which the cycle is full.
   */
  cycle_due: (string | null)[]
  /**
   * Days since the latest purchase.
   */
  cycle_elapsed_days: (number | null)[]
  /**
   * Length of the cycle.
   */
  cycle_length_days: (number | null)[]
  /**
   * Days since the cycle was full; 0 before.
   */
  cycle_overdue_days: (number | null)[]
  /**
   * Elapsed days of the length in whole percent.
   */
  cycle_phase: (number | null)[]
  /**
   * Points of the buying cycle.
   */
  cycle_points: (number | null)[]
  /**
   * Points of engagement.
   */
  engagement_points: (number | null)[]
  /**
   * Why the lead is not scored; null where it is.
   */
  excluded: (string | null)[]
  /**
   * Known criteria in whole percent.
   */
  fit_known: (number | null)[]
  /**
   * Points of fit.
   */
  fit_points: (number | null)[]
  /**
   * The grade.
   */
  grade: (string | null)[]
  /**
   * The id.
   */
  lead: string[]
  /**
   * The persona.
   */
  persona: (string | null)[]
  /**
   * Whose work the stage is.
   */
  pipeline: (string | null)[]
  /**
   * The order in which to call, 0 to 100.
   */
  priority: (number | null)[]
  /**
   * Number of purchases.
   */
  purchases_count: (number | null)[]
  /**
   * Days since the latest purchase.
   */
  purchases_days_since: (number | null)[]
  /**
   * Days since the first purchase.
   */
  purchases_days_since_first: (number | null)[]
  /**
   * Number of different products.
   */
  purchases_products: (number | null)[]
  /**
   * Their value.
   */
  purchases_value: (number | null)[]
  /**
   * The qualification.
   */
  qualification: (string | null)[]
  /**
   * The rank.
   */
  rank: (number | null)[]
  /**
   * Points of readiness.
   */
  readiness_points: (number | null)[]
  /**
   * Whether they are enough.
   */
  ready: (boolean | null)[]
  /**
   * Number of values and rows of the lead that could not be used.
   */
  rejects: number[]
  /**
   * The lifecycle stage.
   */
  stage: (string | null)[]
  /**
   * Points of fit and engagement together.
   */
  total: (number | null)[]
}
/**
 * One page of the leads that match.
 */
export interface Leads {
  /**
   * Their scores in the earlier scorecard, in the same order; null without one.
   */
  before: LeadColumns | null
  /**
   * The number of leads that match.
   */
  count: number
  /**
   * Their scores.
   */
  leads: LeadColumns
}
/**
 * Which leads of a grid are wanted; `from` only of those that moved.
 */
export interface LeadsRequest {
  /**
   * an object with any of `stage` and `grade`, each a name or null, and `rank`, a number or null: where the leads are
   */
  at?: GridPlace | null
  /**
   * a part of the leads' ids
   */
  contains?: string | null
  /**
   * an object with any of `stage` and `grade`, each a name or null, and `rank`, a number or null: where the leads were
   */
  from?: GridPlace | null
  /**
   * how many leads, a whole number up to 100,000; default 100
   */
  limit?: number | null
  /**
   * how many leads to skip, a whole number
   */
  offset?: number | null
}
/**
 * What `lint` is asked: parts of the model that are valid but suspicious.
 */
export interface LintRequest {}
/**
 * The leads that moved since an earlier scorecard.
 */
export interface Moves {
  /**
   * The number of leads that are new.
   */
  came: number
  /**
   * Where they moved from and to, most leads first.
   */
  flows: Flow[]
  /**
   * The number of leads that are gone.
   */
  left: number
  /**
   * The number of leads whose stage, grade or rank differs.
   */
  moved: number
}
/**
 * The next day on which a label differs, though nothing happens.
 */
export interface NextChange {
  /**
   * The labels that differ from those at the instant that was asked about.
   */
  changes: LabelChange[]
  /**
   * The day, at whose end the labels differ.
   */
  day: string
}
/**
 * What `next_change` is asked: the next day on which a label changes without new events, and what changes.
 */
export interface NextChangeRequest {
  /**
   * an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
   */
  as_of: Instant
  /**
   * a list of events, or a `History`
   */
  events?: readonly Event[] | History | null
  /**
   * a whole number of days from 1 to 3,650; default 90
   */
  horizon_days?: number | null
  /**
   * an object of attributes, and `lead`
   */
  profile?: Profile | null
}
/**
 * What a history did with an event.
 */
export interface Observed {
  /**
   * All problems of a rejected event.
   */
  rejects: Reject[]
  /**
   * The outcome.
   */
  seen: SeenWord
}
/**
 * What `run_tests` is asked: the results of the model's own tests.
 */
export interface RunTestsRequest {}
/**
 * What is asked of tables of Arrow. A table of `lead` and `as_of` may take the place of `as_of`.
 */
export interface TableRequest {
  /**
   * an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
   */
  as_of: Instant
  /**
   * `true` or `false`: whether texts are parsed as the declared types, and 0 and 1 as flags
   */
  coerce?: boolean | null
  /**
   * an object that maps leadgrade's names of columns to those of the tables
   */
  columns?: {
    [k: string]: string
  } | null
  /**
   * `true` or `false`: whether points are decimals instead of doubles
   */
  decimals?: boolean | null
  /**
   * `true` or `false`: whether to add nested columns
   */
  details?: boolean | null
  /**
   * `true`, `false`, or a list of the ids of the leads to explain
   */
  explain?: boolean | readonly string[] | null
  /**
   * `"now"`, or `"then"` to ignore rows with a `recorded_at` after `as_of`
   */
  known?: 'now' | 'then' | null
  /**
   * a list of the columns of the result, or `all`; default: those of the model's sections
   */
  output?: 'all' | readonly string[] | null
  /**
   * `true` or `false`: whether a reject is an error
   */
  strict?: boolean | null
}
/**
 * What was found while the data set was scored.
 */
export interface TablesReport {
  /**
   * Valid data that is probably a mistake.
   */
  hints: Hint[]
  /**
   * Ids under which events with different contents came.
   */
  id_conflicts: number
  /**
   * The number of values, rows and leads that could not be used.
   */
  rejected: number
  /**
   * The first 1,000 of them, each with its reason.
   */
  rejects: Reject[]
  /**
   * Events whose name no signal names.
   */
  unknown_events: UnknownEvents
  /**
   * Events whose instant was local time without an offset.
   */
  without_offset: number
  /**
   * Events without a value that a signal with `points_per_unit` matched.
   */
  without_value: number
}
/**
 * How one test of a model went.
 */
export interface TestOutcome {
  /**
   * What differed, in the order of the expectation.
   */
  differences: Difference[]
  /**
   * The test's name.
   */
  name: string
  /**
   * Whether nothing differed.
   */
  passed: boolean
}
/**
 * One day of a timeline.
 */
export interface TimelineRow {
  /**
   * Everything that the model says at the end of that day.
   */
  assessment: Assessment
  /**
   * The day.
   */
  day: string
}
/**
 * What `timeline` is asked: the days on which labels or numbers changed, each with its assessment.
 */
export interface TimelineRequest {
  /**
   * a list of events, or a `History`
   */
  events?: readonly Event[] | History | null
  /**
   * `label` or `number`; default `label`
   */
  every?: 'label' | 'number' | null
  /**
   * a date such as `2026-11-22`
   */
  from: string
  /**
   * an object of attributes, and `lead`
   */
  profile?: Profile | null
  /**
   * a date such as `2026-11-22`
   */
  to: string
}
