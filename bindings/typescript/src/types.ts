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
 * Where the knowledge of an attribute comes from.
 */
export type Kind = 'semantic' | 'episodic' | 'hypothetical' | 'value'
/**
 * A literal value of a condition. A number is the double that was read.
 */
export type Scalar = number | string | boolean
/**
 * The type of a value.
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
       * A comment for readers; it has no effect.
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
 * An entry of a completeness level.
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
       * The number of days after which half of the points are left.
       */
      half_life_days?: number | null
      /**
       * Beside `step_days`: above 0, below 1, three places.
       */
      keep?: number | null
      /**
       * The number of days over which the points fall evenly to 0.
       */
      linear_days?: number | null
      /**
       * A comment for readers; it has no effect.
       */
      note?: string | null
      /**
       * The number of days after which the points are multiplied by `keep`, again and again.
       */
      step_days?: number | null
      /**
       * Rows of day and factor (six places): `[0, 1]` first, days rise.
       */
      table?: [number, number][] | null
      /**
       * The number of days for which all points count; then none do.
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
 * The team that works on leads in a stage.
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
 * The profile of a lead: its id, and its attributes by name. Attributes are numbers, texts, flags, dates (as texts) or lists of texts, as the model declares.
 */
export type Profile =
  | {lead?: string | number | bigint | null | undefined; [key: string]: LeadValue}
  | (object & {lead?: string | number | bigint | null | undefined} & NoCollection)
/**
 * Why a channel may not be used.
 */
export type StepReason = 'no_permission' | 'limit_reached' | 'no_hours' | 'no_channel'
/**
 * The state of a switch: a flag, or with `by` the values that are on.
 */
export type SwitchValue = boolean | string[]
/**
 * Why something is probably not intended, although it is valid.
 */
export type HintCode = 'unfilled' | 'near_id' | 'unknown_event' | 'placeholder'
/**
 * The input that a reject is about.
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
 * What a clamp applies to.
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
 * The kind of label of a decision.
 */
export type DecidedLabel =
  'excluded' | 'persona' | 'stage' | 'segment' | 'qualification' | 'next_step'
/**
 * The values from which the points of an entry were computed.
 */
export type Detail =
  | null
  | {
      /**
       * The fact.
       */
      fact: string
      /**
       * Its value; null if it is missing.
       */
      value: unknown
    }
  | {
      /**
       * Number of events that count, after resets and limits.
       */
      counted: number
      /**
       * Number of matching events.
       */
      matched: number
      /**
       * The day of the latest event.
       */
      newest: string
      /**
       * The day of the first event.
       */
      oldest: string
    }
  | {
      /**
       * The least allowed sum.
       */
      min: number
      /**
       * What was clamped.
       */
      of: ClampOf
    }
  | {
      /**
       * The greatest allowed sum.
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
       * Length of the cycle in days.
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
 * Something that a lead did, or that was done to it. Other keys are properties.
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
export type ObservationOutcome =
  'counted' | 'again' | 'unknown' | 'unfit' | 'forgotten' | 'rejected'
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
  ObservationOutcome: ObservationOutcome
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
 * An attribute of a profile.
 */
export interface Attribute {
  /**
   * How its texts compare.
   */
  compare?: Compare | null
  /**
   * Where the knowledge comes from.
   */
  kind?: Kind | null
  /**
   * Texts and values of the type that mean "not known", such as `Select` or `-1`.
   */
  not_known?: Scalar[] | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The type of its values.
   */
  type: Type
}
/**
 * When customers will buy again.
 */
export interface BuyingCycle {
  /**
   * The length of a cycle.
   */
  length?: Length | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The length to use if `length` gives none: `months` or `days`.
   */
  otherwise?: FixedLength | null
  /**
   * What happens to the points after a full cycle.
   */
  overdue?: Overdue | null
  /**
   * The points at the end of a full cycle.
   */
  ready_points?: number | null
  /**
   * The points of seasons, in order.
   */
  seasons?: CycleSeason[] | null
  /**
   * Whether points grow by months or by days. absent means by months if the length is in months.
   */
  step?: 'month' | 'day' | null
}
/**
 * How long a cycle is.
 */
export interface Length {
  /**
   * A number of days.
   */
  days?: number | null
  /**
   * What a number fact says.
   */
  fact?: string | null
  /**
   * The number of latest gaps to use; default all.
   */
  last?: number | null
  /**
   * With fewer gaps there is no length; default 1, with `prior` 0.
   */
  min_intervals?: number | null
  /**
   * A number of months.
   */
  months?: number | null
  /**
   * A comment for readers; it has no effect.
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
 * The assumed gap before any gap was observed.
 */
export interface Prior {
  /**
   * The gap, in days.
   */
  days: number
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The number of gaps that it counts as: above 0, at most three decimal places.
   */
  weight: number
}
/**
 * A length that is written out.
 */
export interface FixedLength {
  /**
   * A number of days.
   */
  days?: number | null
  /**
   * A number of months.
   */
  months?: number | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
}
/**
 * Points of a season.
 */
export interface CycleSeason {
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The points that it adds.
   */
  points: number
  /**
   * The name of a season.
   */
  season: string
  /**
   * The condition for these points; it may use `season.purchases.*`.
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
   * From the first to the second value, both included.
   */
  between?: Range | null
  /**
   * The text contains any of these.
   */
  contains?: Texts | null
  /**
   * The text ends with any of these.
   */
  ends_with?: Texts | null
  /**
   * Equal to the value.
   */
  eq?: Operand | null
  /**
   * The fact that is tested.
   */
  fact?: string | null
  /**
   * Greater than the value, or later.
   */
  gt?: Operand | null
  /**
   * Greater than or equal to the value.
   */
  gte?: Operand | null
  /**
   * The tags include any of these.
   */
  has?: Tags | null
  /**
   * The tags include all of these.
   */
  has_all?: string[] | null
  /**
   * Equal to a member of the list.
   */
  in?: Scalar[] | null
  /**
   * Whether the fact is known (true) or missing (false).
   */
  known?: boolean | null
  /**
   * Less than the value, or earlier.
   */
  lt?: Operand | null
  /**
   * Less than or equal to the value.
   */
  lte?: Operand | null
  /**
   * The text matches the regular expression.
   */
  matches?: string | null
  /**
   * Known and not equal to the value.
   */
  ne?: Operand | null
  /**
   * The condition does not hold.
   */
  not?: Condition | null
  /**
   * Known and not equal to any member of the list.
   */
  not_in?: Scalar[] | null
  /**
   * A comment for readers; it has no effect.
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
   * The text starts with any of these.
   */
  starts_with?: Texts | null
  /**
   * The number of days to look back, for facts that allow it.
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
   * A comment for readers; it has no effect.
   */
  note?: string | null
}
/**
 * An operator on the criterion's fact, or `when`; the first that holds counts.
 */
export interface Case {
  /**
   * From the first to the second value, both included.
   */
  between?: Range | null
  /**
   * The text contains any of these.
   */
  contains?: Texts | null
  /**
   * The text ends with any of these.
   */
  ends_with?: Texts | null
  /**
   * Equal to the value.
   */
  eq?: Operand | null
  /**
   * Greater than the value, or later.
   */
  gt?: Operand | null
  /**
   * Greater than or equal to the value.
   */
  gte?: Operand | null
  /**
   * The tags include any of these.
   */
  has?: Tags | null
  /**
   * The tags include all of these.
   */
  has_all?: string[] | null
  /**
   * Equal to a member of the list.
   */
  in?: Scalar[] | null
  /**
   * Whether the fact is known (true) or missing (false).
   */
  known?: boolean | null
  /**
   * Less than the value, or earlier.
   */
  lt?: Operand | null
  /**
   * Less than or equal to the value.
   */
  lte?: Operand | null
  /**
   * The text matches the regular expression.
   */
  matches?: string | null
  /**
   * Known and not equal to the value.
   */
  ne?: Operand | null
  /**
   * Known and not equal to any member of the list.
   */
  not_in?: Scalar[] | null
  /**
   * A comment for readers; it has no effect.
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
   * The text starts with any of these.
   */
  starts_with?: Texts | null
  /**
   * A condition of its own.
   */
  when?: Condition | null
  /**
   * The number of days to look back, for facts that allow it.
   */
  within_days?: number | null
}
/**
 * A channel to reach a lead.
 */
export interface Channel {
  /**
   * The permission to use the channel. Without a condition the channel is never used.
   */
  allowed?: Condition | null
  /**
   * The hours in which the channel may be used.
   */
  hours?: Hours | null
  /**
   * A limit on how often the channel is used.
   */
  limits?: Limit[] | null
  /**
   * A comment for readers; it has no effect.
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
   * A comment for readers; it has no effect.
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
 * A limit on how often the channel is used.
 */
export interface Limit {
  /**
   * The channel is closed once this number of events is reached.
   */
  count: number
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The signals to count: one or a list.
   */
  signal: Signals
  /**
   * The condition under which the limit applies.
   */
  when?: Condition | null
  /**
   * The number of last days in which events count.
   */
  within_days: number
}
/**
 * How complete the profile of a lead is.
 */
export interface Completeness {
  /**
   * The lists of entries, from the first level up. The level of a lead is the number of lists that it meets, counted up to the first list that it does not meet.
   */
  levels: Entry[][]
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
}
/**
 * The time before the step is repeated.
 */
export interface Cooldown {
  /**
   * The least age of the latest of these events, in days.
   */
  days: number
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The signals that show that the step was done: one or a list.
   */
  signal: Signals
}
/**
 * A criterion. The first case that holds gives its points.
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
   * The points if no case holds and the fact is missing.
   */
  missing?: number | null
  /**
   * The name.
   */
  name: Name
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The points if no case holds.
   */
  otherwise?: number | null
  /**
   * The factor of its points, applied when the model is compiled: 0 to 1,000.
   */
  weight?: number | null
}
/**
 * What leads do: points and rank.
 */
export interface Engagement {
  /**
   * The criteria, as in fit.
   */
  criteria?: Criterion[] | null
  /**
   * The decay of signals with points above 0 that have no decay of their own.
   */
  decay?: Decay | null
  /**
   * The groups, with limits and weights.
   */
  groups?: {
    [k: string]: Group | null
  } | null
  /**
   * The cost of a time without activity.
   */
  inactivity?: Inactivity | null
  /**
   * The upper limit of the total.
   */
  max?: number | null
  /**
   * The lower limit of the total.
   */
  min?: number | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The ranks, strongest first, with decreasing minimum points. The last rank has no minimum.
   */
  ranks?: Ranks | null
  /**
   * Signals that reset the points: only later days count.
   */
  reset_on?: AnySignals | null
}
/**
 * A group of signals and criteria.
 */
export interface Group {
  /**
   * The upper limit of the sum: 0 or more.
   */
  max?: number | null
  /**
   * The lower limit of the sum: 0 or less.
   */
  min?: number | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The factor of all points in the group, applied when the model is compiled: 0 to 1,000.
   */
  weight?: number | null
}
/**
 * The cost of a time without activity.
 */
export interface Inactivity {
  /**
   * Days of inactivity that cost nothing.
   */
  after_days: number
  /**
   * Days from one loss to the next.
   */
  every_days: number
  /**
   * The limit of the loss: 0 or less.
   */
  min?: number | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The points of each loss: 0 or less.
   */
  points: number
  /**
   * For a lead without activity, the date attribute (`profile.<attribute>`) from which to count.
   */
  since?: string | null
}
/**
 * A reason not to score a lead.
 */
export interface Exclusion {
  /**
   * The name that the assessment gives in `excluded`.
   */
  name: Name
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The condition under which it applies.
   */
  when: Condition
}
/**
 * Who leads are: points and grade.
 */
export interface Fit {
  /**
   * In the order of evaluation.
   */
  criteria?: Criterion[] | null
  /**
   * The grades, best first. The last grade has no minimum.
   */
  grades?: Grades | null
  /**
   * The groups, with limits and weights.
   */
  groups?: {
    [k: string]: Group | null
  } | null
  /**
   * The upper limit of the total.
   */
  max?: number | null
  /**
   * The lower limit of the total.
   */
  min?: number | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
}
/**
 * The points at which a share is full.
 */
export interface Full {
  /**
   * Points of engagement; default 100.
   */
  engagement?: number | null
  /**
   * Points of fit; default 100.
   */
  fit?: number | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * Points of readiness; default 60.
   */
  readiness?: number | null
}
/**
 * What leads are interested in.
 */
export interface Interests {
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The property (text or tags) that names interests.
   */
  property: string
  /**
   * The signals that clear the interests of their events.
   */
  reset_on?: AnySignals | null
  /**
   * The signals that show interest; absent means all signals.
   */
  signals?: Signals | null
  /**
   * The stages of each interest.
   */
  stages?: Stage[] | null
}
/**
 * A stage of the lifecycle or of an interest.
 */
export interface Stage {
  /**
   * The name.
   */
  name: Name
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The team that works on leads in this stage.
   */
  pipeline?: Pipeline | null
  /**
   * The condition of the stage. Only the first stage may omit it.
   */
  when?: Condition | null
}
/**
 * Where leads are in their lifecycle, from first visitor to raving fan.
 */
export interface Lifecycle {
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The stages, earliest first.
   */
  stages: Stage[]
}
/**
 * A test lead with its expected assessment.
 */
export interface ModelTest {
  /**
   * The places of the assessment that must be null, as dotted keys.
   */
  absent?: string[] | null
  /**
   * The instant of the assessment. A date means the end of that day.
   */
  as_of: string
  /**
   * The events of the lead.
   */
  events?:
    | {
        [k: string]: unknown
      }[]
    | null
  /**
   * The expected part of the assessment. Tables may be partial; lists must be complete.
   */
  expect?: {
    [k: string]: unknown
  } | null
  /**
   * The name.
   */
  name: string
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The profile of the lead.
   */
  profile?: {
    [k: string]: unknown
  } | null
}
/**
 * A next step.
 */
export interface NextStep {
  /**
   * The channel to use.
   */
  channel?: Said | null
  /**
   * The kind of content.
   */
  content?: Said | null
  /**
   * The time before the step is repeated.
   */
  cooldown?: Cooldown | null
  /**
   * The time until the step is due, in minutes.
   */
  due_minutes?: number | null
  /**
   * The channels to try if the first one is not allowed, in order.
   */
  fallback?: string[] | null
  /**
   * The name.
   */
  name: Name
  /**
   * Whether it also applies to personas that are not targets.
   */
  non_target?: boolean | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * `interest`: applies to the first interest for which the condition holds.
   */
  per?: 'interest' | null
  /**
   * The priority; the step with the greatest priority comes first. A whole number.
   */
  priority?: number | null
  /**
   * The script or mail template to use.
   */
  template?: string | null
  /**
   * The topic of the content.
   */
  topic?: Said | null
  /**
   * The condition under which it applies.
   */
  when: Condition
}
/**
 * A type of customer.
 */
export interface Persona {
  /**
   * The name.
   */
  name: Name
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The points that it adds to fit.
   */
  points?: number | null
  /**
   * Whether leads of this persona are sales targets.
   */
  target?: boolean | null
  /**
   * The condition under which it applies.
   */
  when: Condition
}
/**
 * The order in which to contact leads, as a weighted mean of shares.
 */
export interface Priority {
  /**
   * The weight of engagement.
   */
  engagement?: number | null
  /**
   * The weight of fit.
   */
  fit?: number | null
  /**
   * The points at which a share is full.
   */
  full?: Full | null
  /**
   * The weight of the lifecycle stage.
   */
  lifecycle?: number | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The weight of readiness.
   */
  readiness?: number | null
}
/**
 * A property of events.
 */
export interface Property {
  /**
   * How its texts compare.
   */
  compare?: Compare | null
  /**
   * Texts and values of the type that mean "not known", such as `Select` or `-1`.
   */
  not_known?: Scalar[] | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The type of its values.
   */
  type: Type
}
/**
 * Which signals are purchases.
 */
export interface Purchases {
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The property (text or tags) that names products.
   */
  product?: string | null
  /**
   * The names of the signals.
   */
  signals: Signals
}
/**
 * What marketing and sales call leads, such as MQL and SQL.
 */
export interface Qualification {
  /**
   * The label if no rule applies.
   */
  default?: Name | null
  /**
   * The label of a lead whose persona is not a target; it takes precedence over the rules.
   */
  disqualified?: Name | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The rules. The first whose condition holds applies.
   */
  rules?: Rule[] | null
}
/**
 * A rule of the qualification.
 */
export interface Rule {
  /**
   * The name.
   */
  name: Name
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The condition under which it applies.
   */
  when: Condition
}
/**
 * Whether a lead is ready to buy now.
 */
export interface Readiness {
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * The parts to add up. absent means cycle and engagement, as far as the model has them.
   */
  parts?: string[] | null
  /**
   * The points from which a lead is ready.
   */
  threshold?: number | null
}
/**
 * Leads that are not scored.
 */
export interface Scope {
  /**
   * The first exclusion whose condition holds excludes the lead.
   */
  exclude: Exclusion[]
  /**
   * A comment for readers; it has no effect.
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
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * Last day; before `from` it is one of the next year.
   */
  to?: string | null
}
/**
 * A kind of event that gives points or is counted.
 */
export interface Signal {
  /**
   * Whether its events are activity of the lead. absent means that points and purchases decide.
   */
  activity?: boolean | null
  /**
   * The decay of its points; absent means the decay of `engagement`.
   */
  decay?: Decay | null
  /**
   * The name of its events; defaults to the name of the signal.
   */
  event?: string | null
  /**
   * A group of `engagement.groups`.
   */
  group?: string | null
  /**
   * Counts only this number of the most recent events.
   */
  limit?: number | null
  /**
   * Counts only this number of events per day.
   */
  limit_per_day?: number | null
  /**
   * The upper limit of the sum: 0 or more.
   */
  max?: number | null
  /**
   * The lower limit of the sum: 0 or less.
   */
  min?: number | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * Points for each event; 0 if `points_per_unit` is set.
   */
  points?: number | null
  /**
   * Points for each unit of the event's value.
   */
  points_per_unit?: number | null
  /**
   * The condition on its events; only event facts are allowed.
   */
  where?: Condition | null
}
/**
 * A state that events turn on and off.
 */
export interface Switch {
  /**
   * The property (text or tags) whose values each have their own state.
   */
  by?: string | null
  /**
   * The state before the first event; always false with `by`.
   */
  default?: boolean | null
  /**
   * A comment for readers; it has no effect.
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
 * The request of `assess`: the assessment of a lead at an instant, and what could not be used.
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
   * The assessment of the lead.
   */
  assessment: Assessment
  /**
   * The report on the input: rejects, hints and counts.
   */
  report: Report
}
/**
 * The assessment of a lead at an instant. Every key is always present.
 */
export interface Assessment {
  /**
   * When the lead was last active.
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
   * When the lead will buy again.
   */
  cycle: AssessedCycle | null
  /**
   * What the lead does.
   */
  engagement: AssessedEngagement | null
  /**
   * The exclusion that applies; then all following keys are null.
   */
  excluded: string | null
  /**
   * Who the lead is.
   */
  fit: AssessedFit | null
  /**
   * The interests of the lead, most points first.
   */
  interests: AssessedInterest[] | null
  /**
   * The id of the lead; null if the profile has none.
   */
  lead: string | null
  /**
   * The model.
   */
  model: AssessedModel
  /**
   * The next steps, greatest priority first.
   */
  next_steps: AssessedStep[] | null
  /**
   * The first persona that applies.
   */
  persona: string | null
  /**
   * The priority of contacting the lead, 0 to 100.
   */
  priority: number | null
  /**
   * The purchases of the lead.
   */
  purchases: AssessedPurchases | null
  /**
   * The qualification, such as MQL.
   */
  qualification: string | null
  /**
   * Whether the lead is ready to buy now.
   */
  readiness: AssessedReadiness | null
  /**
   * The segments of the lead.
   */
  segments: string[] | null
  /**
   * The lifecycle stage.
   */
  stage: AssessedStage | null
  /**
   * States that events turn on and off.
   */
  switches: AssessedSwitch[] | null
  /**
   * The exact sum of the points of fit and engagement; null unless the model has both.
   */
  total: number | null
}
/**
 * When the lead was last active.
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
   * Known attributes of each kind.
   */
  kinds: KnownKind[]
  /**
   * The level that is reached: the number of levels, from the first on, that are complete.
   */
  level: number
  /**
   * Facts that are missing for the next level.
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
 * When the lead will buy again. Without a cycle all keys but points and seasons are null.
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
   * Length of the cycle in days.
   */
  length_days: number | null
  /**
   * Days since the due day; 0 before.
   */
  overdue_days: number | null
  /**
   * Elapsed days of the length in whole percent.
   */
  phase: number | null
  /**
   * Points of the cycle and the seasons.
   */
  points: number
  /**
   * Seasons that hold, each once.
   */
  seasons: string[]
}
/**
 * What the lead does: points and rank.
 */
export interface AssessedEngagement {
  /**
   * Points by group.
   */
  groups: GroupPoints[]
  /**
   * The points of the section.
   */
  points: number
  /**
   * The rank that the points reach.
   */
  rank: number | null
}
/**
 * The points of a group.
 */
export interface GroupPoints {
  /**
   * The name of the group.
   */
  name: string
  /**
   * Its clamped sum.
   */
  points: number
}
/**
 * Who the lead is: points and grade.
 */
export interface AssessedFit {
  /**
   * The grade that the points reach.
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
   * The points of the section.
   */
  points: number
}
/**
 * An interest of a lead.
 */
export interface AssessedInterest {
  /**
   * The name of the interest.
   */
  name: string
  /**
   * Its points.
   */
  points: number
  /**
   * Its stage; null if the model has no stages of interests.
   */
  stage: string | null
}
/**
 * A model by its name and fingerprint.
 */
export interface AssessedModel {
  /**
   * 16 hex digits; models that score differently have different ones.
   */
  fingerprint: string | null
  /**
   * The name of the model.
   */
  name: string
}
/**
 * A next step that applies.
 */
export interface AssessedStep {
  /**
   * The first channel that may be used, of the wanted one and its fallbacks.
   */
  channel: string | null
  /**
   * The kind of content.
   */
  content: string | null
  /**
   * Within how many minutes it is due.
   */
  due_minutes: number | null
  /**
   * The first instant within the hours of the channel, in UTC.
   */
  earliest: string | null
  /**
   * The name of the step.
   */
  name: string
  /**
   * Whether a channel may be used, or the step needs none.
   */
  permitted: boolean
  /**
   * Its priority; steps are listed greatest first.
   */
  priority: number
  /**
   * Why the wanted channel may not be used.
   */
  reason: StepReason | null
  /**
   * The script or mail to use.
   */
  template: string | null
  /**
   * The topic of the step.
   */
  topic: string | null
  /**
   * The channel that the step asks for.
   */
  wanted: string | null
}
/**
 * The purchases of the lead.
 */
export interface AssessedPurchases {
  /**
   * Number of purchases.
   */
  count: number
  /**
   * Days since the latest purchase.
   */
  days_since: number | null
  /**
   * Days since the first purchase.
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
 * Whether the lead is ready to buy.
 */
export interface AssessedReadiness {
  /**
   * The sum of the parts.
   */
  points: number
  /**
   * Whether the sum reaches the threshold.
   */
  ready: boolean
}
/**
 * The lifecycle stage.
 */
export interface AssessedStage {
  /**
   * The name of the stage.
   */
  name: string
  /**
   * The pipeline of the stage.
   */
  pipeline: Pipeline | null
}
/**
 * A switch: a state that events turn on and off.
 */
export interface AssessedSwitch {
  /**
   * The name of the switch.
   */
  name: string
  /**
   * On or off, or the values that are on.
   */
  value: SwitchValue
}
/**
 * Rejects, hints and counts from reading the input of one call.
 */
export interface Report {
  /**
   * Valid input that is probably not intended.
   */
  hints: Hint[]
  /**
   * The number of ids with events of different contents. One event per id counts.
   */
  id_conflicts: number
  /**
   * Everything that was not used, with reasons.
   */
  rejects: Reject[]
  /**
   * Events whose name no signal uses.
   */
  unknown_events: UnknownEvents
  /**
   * The number of events whose instant was local time without an offset.
   */
  without_offset: number
  /**
   * The number of events without a value that a signal with `points_per_unit` matched.
   */
  without_value: number
}
/**
 * Something that is valid, but probably not intended.
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
   * The number of affected rows, values, events or leads.
   */
  count: number
  /**
   * What to do about it; null if that is not known.
   */
  help: string | null
  /**
   * What was found.
   */
  message: string
  /**
   * The table of the hint.
   */
  table: TableName
}
/**
 * A rejected value, event or lead.
 */
export interface Reject {
  /**
   * Why.
   */
  code: RejectCode
  /**
   * The attribute, property or key; for a failed lead, the signal or section.
   */
  column: string | null
  /**
   * The id of the lead; null if it is not known.
   */
  lead: string | null
  /**
   * The reason in words: what was found and what is allowed.
   */
  reason: string
  /**
   * The row, counted from 0; null for a failed lead.
   */
  row: number | null
  /**
   * The input; null for a failed lead.
   */
  table: TableName | null
}
/**
 * Event names that no signal uses, with the number of their events.
 */
export interface UnknownEvents {
  /**
   * The first 1,000 names in the order of their UTF-8 bytes.
   */
  names: NamedCount[]
  /**
   * The number of events with any other unknown name.
   */
  rest: number
}
/**
 * An event name that no signal uses.
 */
export interface NamedCount {
  /**
   * The number of its events.
   */
  count: number
  /**
   * The name.
   */
  event: string
}
/**
 * The request of `compare`: what differs between two instants, or between two models at one instant.
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
 * The differences between two explanations of one lead. Within a section, the differences of the entries add up to the difference of its points. ``` use leadgrade::{Event, Model, Profile}; let model = Model::from_toml(r#" format = 1 name = "paper" [signals.visit] points = 10 decay = { half_life_days = 30 } [engagement] ranks = [[1, 20], [2]] "#)?; let (profile, events) = (Profile::default(), [Event::new("visit", "2026-10-02")]); let lead = model.lead(&profile, &events); let on = |day| lead.explain(model.as_of(day).unwrap()).unwrap(); let comparison = on("2026-10-02").compare(&on("2026-11-01")); let engagement = comparison.engagement.as_ref().unwrap(); assert_eq!(engagement.difference.to_string(), "-5"); assert_eq!(engagement.entries[0].name, "visit"); assert!(comparison.labels.is_empty()); # Ok::<(), leadgrade::ModelError>(()) ```
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
 * The numbers of things that a model has.
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
 * A place in which an assessment is not as expected.
 */
export interface Difference {
  /**
   * What the test expects.
   */
  expected: unknown
  /**
   * What was found; null if there is nothing.
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
   * The attributes of a profile: what is known about a lead.
   */
  attributes?: {
    [k: string]: Attribute | null
  } | null
  /**
   * When customers will buy again.
   */
  buying_cycle?: BuyingCycle | null
  /**
   * Channels to reach a lead.
   */
  channels?: {
    [k: string]: Channel | null
  } | null
  /**
   * How complete the profile of a lead is.
   */
  completeness?: Completeness | null
  /**
   * What the model is for.
   */
  description?: string | null
  /**
   * What leads do: points and rank.
   */
  engagement?: Engagement | null
  /**
   * Who leads are: points and grade.
   */
  fit?: Fit | null
  /**
   * Version of the language; 1.
   */
  format: 1
  /**
   * What leads are interested in.
   */
  interests?: Interests | null
  /**
   * Where leads are in their lifecycle, from first visitor to raving fan.
   */
  lifecycle?: Lifecycle | null
  /**
   * The name of the model.
   */
  name: Name
  /**
   * Next steps: what to do with a lead.
   */
  next_steps?: NextStep[] | null
  /**
   * A comment for readers; it has no effect.
   */
  note?: string | null
  /**
   * Types of customers. The first whose condition holds applies.
   */
  personas?: Persona[] | null
  /**
   * The order in which to contact leads.
   */
  priority?: Priority | null
  /**
   * The properties of events besides their value.
   */
  properties?: {
    [k: string]: Property | null
  } | null
  /**
   * Which signals are purchases.
   */
  purchases?: Purchases | null
  /**
   * What marketing and sales call leads, such as MQL and SQL.
   */
  qualification?: Qualification | null
  /**
   * Whether a lead is ready to buy now.
   */
  readiness?: Readiness | null
  /**
   * The owner's version of the model.
   */
  revision?: string | number | null
  /**
   * Leads that are not scored.
   */
  scope?: Scope | null
  /**
   * Seasons: named times of the year.
   */
  seasons?: {
    [k: string]: Season | null
  } | null
  /**
   * Groups of leads. A lead may be in any number of them.
   */
  segments?: {
    [k: string]: Condition | null
  } | null
  /**
   * The signals: events that give points or are counted.
   */
  signals?: {
    [k: string]: Signal | null
  } | null
  /**
   * Switches: states that events turn on and off.
   */
  switches?: {
    [k: string]: Switch | null
  } | null
  /**
   * Test leads with their expected assessment.
   */
  tests?: ModelTest[] | null
  /**
   * The IANA time zone in which days begin and end.
   */
  timezone?: string | null
}
/**
 * The request of `document`: the model document with every default filled in.
 */
export interface DocumentRequest {}
/**
 * The answer to a request that fails.
 */
export interface ErrorAnswer {
  /**
   * The error.
   */
  error: Problems
}
/**
 * All problems of a request or model.
 */
export interface Problems {
  /**
   * The problems; at least one.
   */
  problems: Problem[]
}
/**
 * A problem of a model document.
 */
export interface Problem {
  /**
   * A stable code, such as `unknown_key`.
   */
  code: string
  /**
   * Column in characters, counted from 1; only if the model was read from text.
   */
  column?: number
  /**
   * What is allowed, or the nearest known name.
   */
  help: string
  /**
   * Line, counted from 1; only if the model was read from text.
   */
  line?: number
  /**
   * What was found.
   */
  message: string
  /**
   * JSON Pointer to the place; for a missing key, the pointer that the key would have.
   */
  path: string
}
/**
 * The request of `explain`: the assessment, the source of every point, and what could not be used.
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
   * The assessment of the lead.
   */
  assessment: Assessment
  /**
   * Why.
   */
  explanation: Explanation
  /**
   * The report on the input: rejects, hints and counts.
   */
  report: Report
}
/**
 * Why a lead has its points and labels. Serialises to the explanation in the language reference. ``` use leadgrade::{Event, Model, Profile}; let model = Model::from_toml(r#" format = 1 name = "paper" [signals.visit] points = 10 decay = { half_life_days = 30 } [engagement] ranks = [[1, 20], [2]] "#)?; let events = [Event::new("visit", "2026-11-01"), Event::new("visit", "2026-10-02")]; let as_of = model.as_of("2026-11-01").unwrap(); let explanation = model.explain(&Profile::default(), &events, as_of); let engagement = explanation.engagement.as_ref().unwrap(); // 10 points of today, and 5 after one half-life. assert_eq!(engagement.entries[0].name, "visit"); assert_eq!(engagement.entries[0].points.to_string(), "15"); assert_eq!(engagement.points, engagement.entries[0].points); let to_next = explanation.to_next.as_ref().unwrap(); let next = to_next.rank.as_ref().unwrap(); assert_eq!((next.name, next.points.to_string()), (1, "5".to_owned())); # Ok::<(), leadgrade::ModelError>(()) ```
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
   * JSON Pointer to the place.
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
 * The names of a place; absent for leads without such a label.
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
 * Places of a grid. Each given member must match.
 */
export interface GridPlace {
  /**
   * The grade; null means none.
   */
  grade?: string | null
  /**
   * The rank; null means none.
   */
  rank?: number | null
  /**
   * The stage; null means none.
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
 * Information on a model and on the versions that it was compiled with.
 */
export interface Info {
  /**
   * The numbers of signals, criteria and so on.
   */
  counts: Counts
  /**
   * The purpose of the model.
   */
  description: string | null
  /**
   * The fingerprint: 16 hex digits that differ between models that score differently.
   */
  fingerprint: string | null
  /**
   * The version of the model language.
   */
  format: number
  /**
   * The version of this library.
   */
  library: string
  /**
   * The name of the model.
   */
  name: string
  /**
   * The owner's version of the model.
   */
  revision: string | null
  /**
   * The version of the scoring rules.
   */
  semantics: number
  /**
   * The time zone in which days begin.
   */
  timezone: string
  /**
   * The version of Unicode by which texts are folded, normalised and classified.
   */
  unicode: string
  /**
   * The version of the time zone database in the library.
   */
  zone_database: string
}
/**
 * The request of `info`: names, labels and sections of the model, and the versions that affect its scores.
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
 * The leads of a grid to return; `from` selects only leads that moved.
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
 * The request of `lint`: parts of the model that are valid but suspicious.
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
 * The next day on which a label differs, if no further event comes. ``` use leadgrade::{Event, HORIZON_DAYS, Model, Profile}; let model = Model::from_toml(r#" format = 1 name = "paper" [signals.visit] points = 10 decay = { half_life_days = 30 } [engagement] ranks = [[1, 20], [2]] "#)?; let (profile, events) = (Profile::default(), vec![Event::new("visit", "2026-11-01"); 3]); let lead = model.lead(&profile, &events); let as_of = model.as_of("2026-11-01").unwrap(); // 30 points fall below 20 after 18 days: 30 / 2^(18/30) is 19.79. let change = lead.next_change(as_of, HORIZON_DAYS).unwrap().unwrap(); assert_eq!(change.day.to_string(), "2026-11-19"); assert_eq!((change.changes[0].label.as_str(), &change.changes[0].to), ("rank", &2.into())); # Ok::<(), leadgrade::ModelError>(()) ```
 */
export interface NextChange {
  /**
   * The labels that differ from those at `as_of`.
   */
  changes: LabelChange[]
  /**
   * The day at whose end the labels differ.
   */
  day: string
}
/**
 * The request of `next_change`: the next day on which a label changes without new events, and what changes.
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
  seen: ObservationOutcome
}
/**
 * The request of `run_tests`: the results of the model's own tests.
 */
export interface RunTestsRequest {}
/**
 * The options for Arrow tables. A table of `lead` and `as_of` can replace `as_of`.
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
 * The result of one test of a model.
 */
export interface TestOutcome {
  /**
   * The differences, in the order of the expectation.
   */
  differences: Difference[]
  /**
   * The name of the test.
   */
  name: string
  /**
   * Whether there are no differences.
   */
  passed: boolean
}
/**
 * One day of a timeline. ``` use leadgrade::{Day, Event, Model, Profile, TimelineDetail}; let model = Model::from_toml(r#" format = 1 name = "paper" [signals.visit] points = 10 decay = { half_life_days = 30 } [engagement] ranks = [[1, 20], [2]] "#)?; let (profile, events) = (Profile::default(), vec![Event::new("visit", "2026-11-01"); 3]); let lead = model.lead(&profile, &events); let day = |text| Day::parse(text).unwrap(); let rows = lead.timeline(day("2026-10-31"), day("2026-11-30"), TimelineDetail::Label).unwrap(); let ranks: Vec<_> = rows.iter().map(|row| (row.day.to_string(), row.assessment.rank())).collect(); assert_eq!(ranks[0], ("2026-10-31".to_owned(), Some(2))); assert_eq!(ranks[1], ("2026-11-01".to_owned(), Some(1))); assert_eq!(ranks[2], ("2026-11-19".to_owned(), Some(2))); # Ok::<(), leadgrade::ModelError>(()) ```
 */
export interface TimelineRow {
  /**
   * The assessment at the end of the day.
   */
  assessment: Assessment
  /**
   * The day.
   */
  day: string
}
/**
 * The request of `timeline`: the days on which labels or numbers changed, each with its assessment.
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
