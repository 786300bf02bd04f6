//! The compiled model: names are positions, and weights are multiplied in.
//!
//! Folding and evaluation read only these plans. The document is kept for names and
//! explanations.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::entries::Entries;
use super::fact::Fact;
use super::ids::{
    AttributeId, ById, CounterId, GroupId, KindId, PropertyId, SeasonId, SegmentId, SignalId,
    SwitchId,
};
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
    /// The fingerprint, which differs between models that score differently.
    pub(crate) fingerprint: Option<String>,
    pub(crate) zone: Zone,
    pub(crate) slots: SlotPlan,
    pub(crate) intake: IntakePlan,
    pub(crate) counting: CountingPlan,
    /// What the model reads of events.
    pub(crate) entries: Entries,
    /// The prepared kinds of events.
    pub(crate) kinds: ById<KindId, EventKind>,
    /// The ids of those kinds, by their signals.
    pub(crate) kind_ids: FxHashMap<Box<[SignalId]>, KindId>,
    pub(crate) signals: ById<SignalId, SignalPlan>,
    pub(crate) seasons: ById<SeasonId, SeasonPlan>,
    pub(crate) scope: Vec<Check>,
    pub(crate) completeness: Option<Vec<Vec<LevelEntry>>>,
    pub(crate) personas: Option<Vec<Check>>,
    pub(crate) fit: Option<SectionPlan>,
    pub(crate) engagement: Option<EngagementPlan>,
    pub(crate) cycle: Option<CyclePlan>,
    pub(crate) readiness: Option<Vec<ReadinessPart>>,
    pub(crate) interests: Option<InterestsPlan>,
    pub(crate) stages: Option<StagesPlan>,
    pub(crate) segments: Option<ById<SegmentId, Check>>,
    pub(crate) qualification: Option<Vec<Check>>,
    pub(crate) channels: Vec<ChannelPlan>,
    pub(crate) steps: Option<Vec<StepPlan>>,
    /// The positions of the steps, by decreasing priority.
    pub(crate) step_order: Vec<u32>,
    pub(crate) watched: Watched,
}

/// A declared attribute or property.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) type_: Type,
    pub(crate) compare: Compare,
    /// The values that mean "not known", if there are any.
    pub(crate) not_known: Option<Arc<NotKnown>>,
    /// Whether a rule of the model reads it.
    pub(crate) is_read: bool,
}

/// How profiles and events are read.
pub(crate) struct IntakePlan {
    /// Sorted by name.
    pub(crate) attributes: ById<AttributeId, Field>,
    /// Sorted by name.
    pub(crate) properties: ById<PropertyId, Field>,
    pub(crate) events: FxHashMap<Box<str>, u32>,
    pub(crate) plans: Vec<EventPlan>,
    pub(crate) slots: SlotPlan,
    pub(crate) switches: ById<SwitchId, SwitchPlan>,
    /// The property that names products.
    pub(crate) product: Option<PropertyId>,
    /// Whether the model reads more of events than their kind, day and value.
    pub(crate) reads_more: bool,
    /// The property of interests.
    pub(crate) interest: Option<InterestIntake>,
    pub(crate) near: NearPlan,
}

/// Indexes to find the names that were probably meant.
#[derive(Default)]
pub(crate) struct NearPlan {
    pub(crate) attributes: NearNames,
    pub(crate) properties: NearNames,
    /// The index of event names, and the names.
    pub(crate) events: NearNames,
    pub(crate) event_names: Vec<String>,
}

/// The plan of events with one name.
#[derive(Debug, Default)]
pub(crate) struct EventPlan {
    /// The signals in order, each with the condition on its events.
    pub(crate) signals: Vec<(SignalId, Option<Check>)>,
    /// The kinds of events by a bit mask of the matched signals; empty if there are too many.
    pub(crate) kinds: Vec<KindId>,
    /// The facts that those conditions read.
    pub(crate) slots: Vec<(SlotId, SlotKey)>,
    /// The properties that the model reads of such events, in order.
    pub(crate) reads: Vec<PropertyId>,
}

/// A state turned on and off by events.
pub(crate) struct SwitchPlan {
    pub(crate) on: Vec<SignalId>,
    pub(crate) off: Vec<SignalId>,
    pub(crate) by: Option<PropertyId>,
    pub(crate) default: bool,
}

/// How events name interests.
pub(crate) struct InterestIntake {
    pub(crate) property: PropertyId,
    /// The signals that show interest, sorted; `None` means all.
    pub(crate) signals: Option<Vec<SignalId>>,
    /// Counter of the signals that clear an interest.
    pub(crate) reset: Option<CounterId>,
}

/// A time window of a counter: the last days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WindowPlan {
    pub(crate) counter: CounterId,
    pub(crate) days: u32,
}

/// The counters: one for each signal, then those of sets of signals.
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
    /// Whether a signal has a limit, so that days must be processed newest first.
    pub(crate) limits: bool,
}

/// The points of a signal's events.
pub(crate) struct SignalPlan {
    pub(crate) worth: Worth,
    pub(crate) factors: Factors,
    pub(crate) limit: u64,
    pub(crate) limit_per_day: u64,
    pub(crate) min: Option<Milli>,
    pub(crate) max: Option<Milli>,
    pub(crate) group: Option<GroupId>,
}

/// Points of an event, weights multiplied in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Worth {
    Event(Milli),
    Unit(Milli),
}

/// The days of a season.
pub(crate) enum SeasonPlan {
    /// From and to as (month, day), both included.
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
    pub(crate) groups: ById<GroupId, Clamp>,
    pub(crate) total: Clamp,
    /// The minimum points of each grade or rank except the last, best first.
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
    pub(crate) group: Option<GroupId>,
}

/// Engagement beyond its criteria.
pub(crate) struct EngagementPlan {
    pub(crate) section: SectionPlan,
    /// Counter of the signals that reset points.
    pub(crate) reset: Option<CounterId>,
    pub(crate) inactivity: Option<InactivityPlan>,
}

/// The cost of a time without activity.
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
    /// `step = "day"`: lengths in months also grow by days.
    pub(crate) by_day: bool,
    /// `(hold, fade)` in lengths of a cycle; `None` means that points stay forever.
    pub(crate) overdue: Option<(Milli, Milli)>,
    pub(crate) seasons: Vec<CycleSeasonPlan>,
}

/// The length of a cycle.
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
    pub(crate) season: SeasonId,
    pub(crate) points: Milli,
    pub(crate) when: Option<Check>,
}

/// A part of readiness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadinessPart {
    Cycle,
    Engagement,
    Fit,
    FitGroup(GroupId),
    EngagementGroup(GroupId),
}

/// Interests.
pub(crate) struct InterestsPlan {
    /// The prepared names that facts use, by id.
    pub(crate) named: Vec<String>,
    pub(crate) stages: Option<StagesPlan>,
}

/// Stages; the first may have no condition.
pub(crate) struct StagesPlan {
    pub(crate) whens: Vec<Option<Check>>,
}

/// A channel to reach a lead.
pub(crate) struct ChannelPlan {
    pub(crate) allowed: Option<Check>,
    pub(crate) limits: Vec<LimitPlan>,
    pub(crate) hours: Option<HoursPlan>,
}

/// A limit on how often a channel is used.
pub(crate) struct LimitPlan {
    /// The window of the counted signals.
    pub(crate) window: u32,
    pub(crate) count: u64,
    pub(crate) when: Option<Check>,
}

/// The hours in which a channel may be used.
pub(crate) struct HoursPlan {
    /// The hours of all leads, or of leads whose fact is missing or not readable.
    pub(crate) fixed: Option<(u16, u16)>,
    /// The text fact that gives the hours, if there is one.
    pub(crate) fact: Option<Fact>,
    pub(crate) weekdays: Option<Vec<Weekday>>,
}

/// A next step.
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

/// A text, or a fact that gives it.
pub(crate) enum SaidPlan {
    Text(String),
    Fact(Fact),
}
