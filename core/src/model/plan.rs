//! The compiled model: every name a position, every weight multiplied in.
//!
//! Folding and evaluation read these and nothing else; the document stays
//! beside them for names and explanations.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::entries::Entries;
use super::fact::Fact;
use super::ids::{ById, CounterId, KindId, SignalId};
use super::kinds::EventKind;
use super::not_known::NotKnown;
use super::slots::{SlotKey, SlotPlan};
use super::watch::Watched;
use crate::condition::{Check, SlotId};
use crate::document::{Compare, Document, Type, Weekday};
use crate::exact::{Day, Factors, Milli, Zone};
use crate::text::NearNames;

/// A compiled model.
pub(crate) struct Compiled {
    pub(crate) document: Document,
    /// What tells models apart that score differently.
    pub(crate) fingerprint: Option<String>,
    pub(crate) zone: Zone,
    pub(crate) slots: SlotPlan,
    pub(crate) intake: IntakePlan,
    pub(crate) counting: CountingPlan,
    /// What the model reads of events.
    pub(crate) entries: Entries,
    /// Kinds of events that are made beforehand.
    pub(crate) kinds: ById<KindId, EventKind>,
    /// Where those kinds are, by their signals.
    pub(crate) kind_ids: FxHashMap<Box<[SignalId]>, KindId>,
    pub(crate) signals: ById<SignalId, SignalPlan>,
    pub(crate) seasons: Vec<SeasonPlan>,
    pub(crate) scope: Vec<Check>,
    pub(crate) completeness: Option<Vec<Vec<LevelEntry>>>,
    pub(crate) personas: Option<Vec<Check>>,
    pub(crate) fit: Option<SectionPlan>,
    pub(crate) engagement: Option<EngagementPlan>,
    pub(crate) cycle: Option<CyclePlan>,
    pub(crate) readiness: Option<Vec<ReadinessPart>>,
    pub(crate) interests: Option<InterestsPlan>,
    pub(crate) stages: Option<StagesPlan>,
    pub(crate) segments: Option<Vec<Check>>,
    pub(crate) qualification: Option<Vec<Check>>,
    pub(crate) channels: Vec<ChannelPlan>,
    pub(crate) steps: Option<Vec<StepPlan>>,
    /// Positions of the steps, the greatest priority first.
    pub(crate) step_order: Vec<u32>,
    pub(crate) watched: Watched,
}

/// A value that a model knows by name: an attribute or a property.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) type_: Type,
    pub(crate) compare: Compare,
    /// What stands for "not known", if anything does.
    pub(crate) not_known: Option<Arc<NotKnown>>,
    /// Whether a rule of the model reads it.
    pub(crate) is_read: bool,
}

/// How profiles and events are read.
pub(crate) struct IntakePlan {
    /// Sorted by name.
    pub(crate) attributes: Vec<Field>,
    /// Sorted by name.
    pub(crate) properties: Vec<Field>,
    pub(crate) events: FxHashMap<Box<str>, u32>,
    pub(crate) plans: Vec<EventPlan>,
    pub(crate) slots: SlotPlan,
    pub(crate) switches: Vec<SwitchPlan>,
    /// The property that names products.
    pub(crate) product: Option<u32>,
    /// Whether events say more than their kind, day and value.
    pub(crate) reads_more: bool,
    /// The property of interests.
    pub(crate) interest: Option<InterestIntake>,
    pub(crate) near: NearPlan,
}

/// Names for which others are probably meant.
#[derive(Default)]
pub(crate) struct NearPlan {
    pub(crate) attributes: NearNames,
    pub(crate) properties: NearNames,
    /// The names of events, and those names.
    pub(crate) events: NearNames,
    pub(crate) event_names: Vec<String>,
}

/// What events of one name may mean.
#[derive(Debug, Default)]
pub(crate) struct EventPlan {
    /// Signals in order, each with what its events must fulfil.
    pub(crate) signals: Vec<(SignalId, Option<Check>)>,
    /// Kinds by which of those signals an event fits, bit by bit; empty where there are too many.
    pub(crate) kinds: Vec<KindId>,
    /// Facts that those conditions read.
    pub(crate) slots: Vec<(SlotId, SlotKey)>,
    /// Properties that the model reads of such events, in order.
    pub(crate) reads: Vec<u32>,
}

/// A state turned on and off by events.
pub(crate) struct SwitchPlan {
    pub(crate) on: Vec<SignalId>,
    pub(crate) off: Vec<SignalId>,
    pub(crate) by: Option<u32>,
    pub(crate) default: bool,
}

/// How events name interests.
pub(crate) struct InterestIntake {
    pub(crate) property: u32,
    /// Signals that show interest, sorted; `None`: all.
    pub(crate) signals: Option<Vec<SignalId>>,
    /// Counter of the signals that clear an interest.
    pub(crate) reset: Option<CounterId>,
}

/// Numbers of a counter within the last days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WindowPlan {
    pub(crate) counter: CounterId,
    pub(crate) days: u32,
}

/// What is counted: a counter for each signal, then for sets of signals.
#[derive(Debug)]
pub(crate) struct CountingPlan {
    /// Signals of the counters after the signals' own, each sorted.
    pub(crate) sets: Vec<Vec<SignalId>>,
    pub(crate) windows: Vec<WindowPlan>,
    pub(crate) interest_windows: Vec<WindowPlan>,
    pub(crate) activity: CounterId,
    pub(crate) purchases: Option<CounterId>,
    /// Whether the days of purchases are needed one by one.
    pub(crate) purchase_days: bool,
    /// Whether a signal has a limit, so that days must come newest first.
    pub(crate) limits: bool,
}

/// What a signal's events are worth.
pub(crate) struct SignalPlan {
    pub(crate) worth: Worth,
    pub(crate) factors: Factors,
    pub(crate) limit: u64,
    pub(crate) limit_per_day: u64,
    pub(crate) min: Option<Milli>,
    pub(crate) max: Option<Milli>,
    pub(crate) group: Option<u32>,
}

/// Points of an event, weights multiplied in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Worth {
    Event(Milli),
    Unit(Milli),
}

/// When a season is.
pub(crate) enum SeasonPlan {
    /// (month, day) from and to, both included.
    Yearly { from: (u8, u8), to: (u8, u8) },
    /// Both ends included, sorted.
    Dates(Vec<(Day, Day)>),
}

/// One entry of a completeness level.
pub(crate) struct LevelEntry {
    pub(crate) check: Check,
    /// The facts that it names.
    pub(crate) facts: Vec<String>,
}

/// Criteria, groups and clamps of fit or engagement.
pub(crate) struct SectionPlan {
    pub(crate) criteria: Vec<CriterionPlan>,
    pub(crate) groups: Vec<Clamp>,
    pub(crate) total: Clamp,
    /// Least points of each grade or rank but the last, best first.
    pub(crate) bands: Vec<Milli>,
}

/// Bounds of a sum.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clamp {
    pub(crate) min: Option<Milli>,
    pub(crate) max: Option<Milli>,
}

/// A criterion with its weights multiplied in.
pub(crate) struct CriterionPlan {
    pub(crate) slot: Option<SlotId>,
    pub(crate) cases: Vec<(Check, Milli)>,
    pub(crate) otherwise: Milli,
    pub(crate) missing: Milli,
    pub(crate) group: Option<u32>,
}

/// Engagement beyond its criteria.
pub(crate) struct EngagementPlan {
    pub(crate) section: SectionPlan,
    /// Counter of the signals that reset points.
    pub(crate) reset: Option<CounterId>,
    pub(crate) inactivity: Option<InactivityPlan>,
}

/// What a time without activity costs.
pub(crate) struct InactivityPlan {
    pub(crate) after_days: i64,
    pub(crate) every_days: i64,
    pub(crate) points: Milli,
    pub(crate) min: Option<Milli>,
    /// The slot of the attribute's `days_since`.
    pub(crate) since: Option<SlotId>,
}

/// The buying cycle.
pub(crate) struct CyclePlan {
    pub(crate) ready_points: Milli,
    pub(crate) length: Option<LengthPlan>,
    pub(crate) otherwise: Option<LengthPlan>,
    /// `step = "day"`: months count in days too.
    pub(crate) by_day: bool,
    /// `(hold, fade)` in lengths; `None` holds for ever.
    pub(crate) overdue: Option<(Milli, Milli)>,
    pub(crate) seasons: Vec<CycleSeasonPlan>,
}

/// How long a cycle is.
pub(crate) enum LengthPlan {
    Months(u32),
    Days(u32),
    Fact {
        slot: SlotId,
        months: bool,
    },
    Observed {
        median: bool,
        min_intervals: u32,
        last: Option<u32>,
        prior: Option<(u32, Milli)>,
    },
}

/// Points of a season.
pub(crate) struct CycleSeasonPlan {
    pub(crate) season: u32,
    pub(crate) points: Milli,
    pub(crate) when: Option<Check>,
}

/// A part of readiness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadinessPart {
    Cycle,
    Engagement,
    Fit,
    FitGroup(u32),
    EngagementGroup(u32),
}

/// Interests.
pub(crate) struct InterestsPlan {
    /// Prepared names that facts ask for, by id.
    pub(crate) named: Vec<String>,
    pub(crate) stages: Option<StagesPlan>,
}

/// Stages; the first may have no condition.
pub(crate) struct StagesPlan {
    pub(crate) whens: Vec<Option<Check>>,
}

/// A way out to the lead.
pub(crate) struct ChannelPlan {
    pub(crate) allowed: Option<Check>,
    pub(crate) limits: Vec<LimitPlan>,
    pub(crate) hours: Option<HoursPlan>,
}

/// How often is too often.
pub(crate) struct LimitPlan {
    /// Window of the signals that are counted.
    pub(crate) window: u32,
    pub(crate) count: u64,
    pub(crate) when: Option<Check>,
}

/// When a channel may be used.
pub(crate) struct HoursPlan {
    /// For everybody, or where the fact says nothing readable.
    pub(crate) fixed: Option<(u16, u16)>,
    /// The text that says it, if one does.
    pub(crate) fact: Option<Fact>,
    pub(crate) weekdays: Option<Vec<Weekday>>,
}

/// Something to do.
pub(crate) struct StepPlan {
    pub(crate) when: Check,
    pub(crate) channel: Option<ChannelChoice>,
    pub(crate) fallback: Vec<u32>,
    pub(crate) content: Option<SaidPlan>,
    pub(crate) topic: Option<SaidPlan>,
    pub(crate) cooldown: Option<CooldownPlan>,
}

/// Signals after which a step rests.
pub(crate) struct CooldownPlan {
    pub(crate) signals: Vec<SignalId>,
    pub(crate) days: u32,
}

/// A channel, or a fact that names one.
pub(crate) enum ChannelChoice {
    Fixed(u32),
    Fact {
        fact: Fact,
        compare: Compare,
        /// The channels' names, prepared.
        names: Vec<Box<str>>,
    },
}

/// A text, or a fact that says it.
pub(crate) enum SaidPlan {
    Text(String),
    Fact(Fact),
}
