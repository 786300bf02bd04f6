// Generated from core/schema by `npm run generate` in bindings/typescript; do not edit.
import type {
  Assessed,
  AssessedActivity,
  AssessedCompleteness,
  AssessedCycle,
  AssessedEngagement,
  AssessedFit,
  AssessedInterest,
  AssessedModel,
  AssessedPurchases,
  AssessedReadiness,
  AssessedStage,
  AssessedStep,
  AssessedSwitch,
  Assessment,
  GroupPoints,
  Hint,
  HintCode,
  Kind,
  KnownKind,
  NamedCount,
  Pipeline,
  Reject,
  RejectCode,
  Report,
  StepReason,
  TableName,
  UnknownEvents,
} from './types.js'
import type { Values } from './values.js'

export function readAssessed(values: Values): Assessed {
  return {
    assessment: values.object(readAssessment),
    report: values.object(readReport),
  }
}

function readAssessedActivity(values: Values): AssessedActivity {
  return {
    days_since: values.maybeNumber(),
  }
}

function readAssessedCompleteness(values: Values): AssessedCompleteness {
  return {
    kinds: values.list(readKnownKind),
    level: values.number(),
    missing: values.texts(),
  }
}

function readAssessedCycle(values: Values): AssessedCycle {
  return {
    due: values.maybeText(),
    elapsed_days: values.maybeNumber(),
    length_days: values.maybeNumber(),
    overdue_days: values.maybeNumber(),
    phase: values.maybeNumber(),
    points: values.number(),
    seasons: values.texts(),
  }
}

function readAssessedEngagement(values: Values): AssessedEngagement {
  return {
    groups: values.list(readGroupPoints),
    points: values.number(),
    rank: values.maybeNumber(),
  }
}

function readAssessedFit(values: Values): AssessedFit {
  return {
    grade: values.maybeText(),
    groups: values.list(readGroupPoints),
    known: values.maybeNumber(),
    points: values.number(),
  }
}

function readAssessedInterest(values: Values): AssessedInterest {
  return {
    name: values.text(),
    points: values.number(),
    stage: values.maybeText(),
  }
}

function readAssessedModel(values: Values): AssessedModel {
  return {
    fingerprint: values.maybeText(),
    name: values.text(),
  }
}

function readAssessedPurchases(values: Values): AssessedPurchases {
  return {
    count: values.number(),
    days_since: values.maybeNumber(),
    days_since_first: values.maybeNumber(),
    products: values.number(),
    value: values.number(),
  }
}

function readAssessedReadiness(values: Values): AssessedReadiness {
  return {
    points: values.number(),
    ready: values.flag(),
  }
}

function readAssessedStage(values: Values): AssessedStage {
  return {
    name: values.text(),
    pipeline: values.maybeText<Pipeline>(),
  }
}

function readAssessedStep(values: Values): AssessedStep {
  return {
    channel: values.maybeText(),
    content: values.maybeText(),
    due_minutes: values.maybeNumber(),
    earliest: values.maybeText(),
    name: values.text(),
    permitted: values.flag(),
    priority: values.number(),
    reason: values.maybeText<StepReason>(),
    template: values.maybeText(),
    topic: values.maybeText(),
    wanted: values.maybeText(),
  }
}

function readAssessedSwitch(values: Values): AssessedSwitch {
  return {
    name: values.text(),
    value: values.flagOrTexts(),
  }
}

function readAssessment(values: Values): Assessment {
  return {
    activity: values.maybeObject(readAssessedActivity),
    as_of: values.text(),
    cell: values.maybeText(),
    completeness: values.maybeObject(readAssessedCompleteness),
    cycle: values.maybeObject(readAssessedCycle),
    engagement: values.maybeObject(readAssessedEngagement),
    excluded: values.maybeText(),
    fit: values.maybeObject(readAssessedFit),
    interests: values.maybeList(readAssessedInterest),
    lead: values.maybeText(),
    model: values.object(readAssessedModel),
    next_steps: values.maybeList(readAssessedStep),
    persona: values.maybeText(),
    priority: values.maybeNumber(),
    purchases: values.maybeObject(readAssessedPurchases),
    qualification: values.maybeText(),
    readiness: values.maybeObject(readAssessedReadiness),
    segments: values.maybeTexts(),
    stage: values.maybeObject(readAssessedStage),
    switches: values.maybeList(readAssessedSwitch),
    total: values.maybeNumber(),
  }
}

function readGroupPoints(values: Values): GroupPoints {
  return {
    name: values.text(),
    points: values.number(),
  }
}

function readHint(values: Values): Hint {
  return {
    code: values.text<HintCode>(),
    column: values.maybeText(),
    count: values.number(),
    help: values.maybeText(),
    message: values.text(),
    table: values.text<TableName>(),
  }
}

function readKnownKind(values: Values): KnownKind {
  return {
    kind: values.text<Kind>(),
    known: values.number(),
    of: values.number(),
  }
}

function readNamedCount(values: Values): NamedCount {
  return {
    count: values.number(),
    event: values.text(),
  }
}

function readReject(values: Values): Reject {
  return {
    code: values.text<RejectCode>(),
    column: values.maybeText(),
    lead: values.maybeText(),
    reason: values.text(),
    row: values.maybeNumber(),
    table: values.maybeText<TableName>(),
  }
}

function readReport(values: Values): Report {
  return {
    hints: values.list(readHint),
    id_conflicts: values.number(),
    rejects: values.list(readReject),
    unknown_events: values.object(readUnknownEvents),
    without_offset: values.number(),
    without_value: values.number(),
  }
}

function readUnknownEvents(values: Values): UnknownEvents {
  return {
    names: values.list(readNamedCount),
    rest: values.number(),
  }
}
