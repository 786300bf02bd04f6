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
import type { PackedReader } from './packed-reader.js'

export function readAssessed(reader: PackedReader): Assessed {
  return {
    assessment: reader.object(readAssessment),
    report: reader.object(readReport),
  }
}

function readAssessedActivity(reader: PackedReader): AssessedActivity {
  return {
    days_since: reader.maybeNumber(),
  }
}

function readAssessedCompleteness(reader: PackedReader): AssessedCompleteness {
  return {
    kinds: reader.list(readKnownKind),
    level: reader.number(),
    missing: reader.texts(),
  }
}

function readAssessedCycle(reader: PackedReader): AssessedCycle {
  return {
    due: reader.maybeText(),
    elapsed_days: reader.maybeNumber(),
    length_days: reader.maybeNumber(),
    overdue_days: reader.maybeNumber(),
    phase: reader.maybeNumber(),
    points: reader.number(),
    seasons: reader.texts(),
  }
}

function readAssessedEngagement(reader: PackedReader): AssessedEngagement {
  return {
    groups: reader.list(readGroupPoints),
    points: reader.number(),
    rank: reader.maybeNumber(),
  }
}

function readAssessedFit(reader: PackedReader): AssessedFit {
  return {
    grade: reader.maybeText(),
    groups: reader.list(readGroupPoints),
    known: reader.maybeNumber(),
    points: reader.number(),
  }
}

function readAssessedInterest(reader: PackedReader): AssessedInterest {
  return {
    name: reader.text(),
    points: reader.number(),
    stage: reader.maybeText(),
  }
}

function readAssessedModel(reader: PackedReader): AssessedModel {
  return {
    fingerprint: reader.maybeText(),
    name: reader.text(),
  }
}

function readAssessedPurchases(reader: PackedReader): AssessedPurchases {
  return {
    count: reader.number(),
    days_since: reader.maybeNumber(),
    days_since_first: reader.maybeNumber(),
    products: reader.number(),
    value: reader.number(),
  }
}

function readAssessedReadiness(reader: PackedReader): AssessedReadiness {
  return {
    points: reader.number(),
    ready: reader.flag(),
  }
}

function readAssessedStage(reader: PackedReader): AssessedStage {
  return {
    name: reader.text(),
    pipeline: reader.maybeText<Pipeline>(),
  }
}

function readAssessedStep(reader: PackedReader): AssessedStep {
  return {
    channel: reader.maybeText(),
    content: reader.maybeText(),
    due_minutes: reader.maybeNumber(),
    earliest: reader.maybeText(),
    name: reader.text(),
    permitted: reader.flag(),
    priority: reader.number(),
    reason: reader.maybeText<StepReason>(),
    template: reader.maybeText(),
    topic: reader.maybeText(),
    wanted: reader.maybeText(),
  }
}

function readAssessedSwitch(reader: PackedReader): AssessedSwitch {
  return {
    name: reader.text(),
    value: reader.flagOrTexts(),
  }
}

function readAssessment(reader: PackedReader): Assessment {
  return {
    activity: reader.maybeObject(readAssessedActivity),
    as_of: reader.text(),
    cell: reader.maybeText(),
    completeness: reader.maybeObject(readAssessedCompleteness),
    cycle: reader.maybeObject(readAssessedCycle),
    engagement: reader.maybeObject(readAssessedEngagement),
    excluded: reader.maybeText(),
    fit: reader.maybeObject(readAssessedFit),
    interests: reader.maybeList(readAssessedInterest),
    lead: reader.maybeText(),
    model: reader.object(readAssessedModel),
    next_steps: reader.maybeList(readAssessedStep),
    persona: reader.maybeText(),
    priority: reader.maybeNumber(),
    purchases: reader.maybeObject(readAssessedPurchases),
    qualification: reader.maybeText(),
    readiness: reader.maybeObject(readAssessedReadiness),
    segments: reader.maybeTexts(),
    stage: reader.maybeObject(readAssessedStage),
    switches: reader.maybeList(readAssessedSwitch),
    total: reader.maybeNumber(),
  }
}

function readGroupPoints(reader: PackedReader): GroupPoints {
  return {
    name: reader.text(),
    points: reader.number(),
  }
}

function readHint(reader: PackedReader): Hint {
  return {
    code: reader.text<HintCode>(),
    column: reader.maybeText(),
    count: reader.number(),
    help: reader.maybeText(),
    message: reader.text(),
    table: reader.text<TableName>(),
  }
}

function readKnownKind(reader: PackedReader): KnownKind {
  return {
    kind: reader.text<Kind>(),
    known: reader.number(),
    of: reader.number(),
  }
}

function readNamedCount(reader: PackedReader): NamedCount {
  return {
    count: reader.number(),
    event: reader.text(),
  }
}

function readReject(reader: PackedReader): Reject {
  return {
    code: reader.text<RejectCode>(),
    column: reader.maybeText(),
    lead: reader.maybeText(),
    reason: reader.text(),
    row: reader.maybeNumber(),
    table: reader.maybeText<TableName>(),
  }
}

function readReport(reader: PackedReader): Report {
  return {
    hints: reader.list(readHint),
    id_conflicts: reader.number(),
    rejects: reader.list(readReject),
    unknown_events: reader.object(readUnknownEvents),
    without_offset: reader.number(),
    without_value: reader.number(),
  }
}

function readUnknownEvents(reader: PackedReader): UnknownEvents {
  return {
    names: reader.list(readNamedCount),
    rest: reader.number(),
  }
}
