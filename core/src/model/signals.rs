//! Compiles signals, purchases and switches.

use std::collections::BTreeMap;

use super::compiler::{Compiler, suggestion};
use super::fact::{Fact, Local, Phase, View};
use super::ids::{ById, CounterId, GroupId, Id, PropertyId, SignalId};
use super::plan::{CountingPlan, EventPlan, InterestIntake, SignalPlan, SwitchPlan, Worth};
use crate::condition::SlotId;
use crate::document::phrasing::grouped;
use crate::document::problems::Path;
use crate::document::{Decay, Purchases, Signal};
use crate::exact::{Factors, MAX_POINTS, Milli, SCALE};

/// The compiled signals, before windows are counted.
pub(super) struct SignalParts {
    pub(super) signals: ById<SignalId, SignalPlan>,
    pub(super) events: BTreeMap<String, EventPlan>,
    pub(super) switches: Vec<SwitchPlan>,
    pub(super) product: Option<PropertyId>,
    pub(super) interest: Option<InterestIntake>,
    pub(super) engagement_reset: Option<CounterId>,
}

/// SignalSets of signals that are counted together. Their counters follow those of the signals.
#[derive(Debug, Default)]
pub(crate) struct SignalSets(pub(crate) Vec<Vec<SignalId>>);

impl SignalSets {
    /// The counter of a set of signals. For a single signal, its own counter.
    pub(crate) fn counter(&mut self, mut signals: Vec<SignalId>, own: usize) -> CounterId {
        signals.sort_unstable();
        signals.dedup();
        if let [one] = signals.as_slice() {
            return (*one).into();
        }
        let at = self
            .0
            .iter()
            .position(|set| *set == signals)
            .unwrap_or_else(|| {
                self.0.push(signals);
                self.0.len() - 1
            });
        CounterId::new(own + at)
    }
}

impl Compiler<'_> {
    pub(super) fn compile_signals(&mut self) -> SignalParts {
        let purchases = self.purchase_signals();
        let activity = self.activity_signals();
        // The first two sets have fixed counters: `DeclaredNames` knows them before anything is compiled.
        self.sets.0.push(activity);
        if self.document.purchases.is_some() {
            self.sets.0.push(purchases.clone());
        }
        let mut decays = Vec::new();
        let mut signals = ById::default();
        let mut events: BTreeMap<String, EventPlan> = BTreeMap::new();
        let path = Path::ROOT;
        let path = path.key("signals");
        for (name, signal) in &self.document.signals {
            let path = path.key(name);
            let id = signals.push(self.signal(signal, &mut decays, &path));
            let view = View::with(Phase::Steps, Local::Event);
            let condition = signal
                .where_
                .as_ref()
                .map(|condition| self.condition(condition, view, &path.key("where")));
            events
                .entry(signal.event.clone())
                .or_default()
                .signals
                .push((id, condition));
        }
        let (product, interest) = (self.product(), self.interest_intake());
        let switches = self.switches();
        let engagement_reset = self.engagement_reset();
        SignalParts {
            signals,
            events,
            switches,
            product,
            interest,
            engagement_reset,
        }
    }

    /// The properties and slots that events of each name need.
    pub(super) fn finish_events(&self, parts: &mut SignalParts, keys: &super::slots::SlotPlan) {
        for plan in parts.events.values_mut() {
            let mut slots: Vec<SlotId> = Vec::new();
            for (_, condition) in &plan.signals {
                condition
                    .iter()
                    .for_each(|condition| condition.reads(&mut slots));
            }
            slots.sort_unstable();
            slots.dedup();
            plan.slots = slots
                .into_iter()
                .filter_map(|slot| Some((slot, keys.key(slot)?)))
                .collect();
            let mut reads: Vec<PropertyId> = Vec::new();
            for (_, key) in &plan.slots {
                if let Fact::EventProperty(id) = key.fact {
                    reads.push(id);
                }
            }
            let fits =
                |set: &[SignalId]| plan.signals.iter().any(|(signal, _)| set.contains(signal));
            // For any event, because the set of purchase signals may change later.
            reads.extend(parts.product);
            reads.extend(parts.interest.as_ref().map(|interest| interest.property));
            reads.extend(
                parts
                    .switches
                    .iter()
                    .filter(|switch| fits(&switch.on) || fits(&switch.off))
                    .filter_map(|switch| switch.by),
            );
            reads.sort_unstable();
            reads.dedup();
            plan.reads = reads;
        }
    }

    fn purchase_signals(&mut self) -> Vec<SignalId> {
        let Some(purchases) = &self.document.purchases else {
            return Vec::new();
        };
        let mut signals = self.signals(
            &purchases.signals,
            &Path::ROOT.key("purchases").key("signals"),
        );
        signals.sort_unstable();
        signals.dedup();
        signals
    }

    fn activity_signals(&self) -> Vec<SignalId> {
        let purchases = self.document.purchases.as_ref();
        let signals = self.document.signals.iter().enumerate();
        signals
            .filter(|(_, (name, signal))| is_activity(name, signal, purchases))
            .map(|(at, _)| SignalId::new(at))
            .collect()
    }

    fn signal(
        &mut self,
        signal: &Signal,
        decays: &mut Vec<(Decay, Factors)>,
        path: &Path<'_>,
    ) -> SignalPlan {
        let engagement = self.document.engagement.as_ref();
        let (key, points) = signal
            .points_per_unit
            .map_or(("points", signal.points), |points| {
                ("points_per_unit", points)
            });
        if points != Milli::ZERO && engagement.is_none() {
            let help = "points other than 0 need an `engagement` section";
            self.missing(
                Some("/engagement".to_owned()),
                "needs_engagement",
                &path.key(key),
                format!("found `{points}` without an `engagement` section"),
                help,
            );
        }
        let group = self.group(
            signal.group.as_deref(),
            engagement.map(|engagement| &engagement.groups),
            path,
        );
        let weight = group
            .and_then(|(_, group)| group.map(|group| group.weight))
            .unwrap_or(Milli::ONE);
        let points_above_zero = points > Milli::ZERO;
        let points = self.weighted(points, &[weight], &path.key(key));
        let default = engagement
            .and_then(|engagement| engagement.decay.as_ref())
            .filter(|_| points_above_zero);
        let factors = signal
            .decay
            .as_ref()
            .or(default)
            .map_or_else(Factors::none, |decay| factors(decay, decays));
        SignalPlan {
            worth: if signal.points_per_unit.is_some() {
                Worth::Unit(points)
            } else {
                Worth::Event(points)
            },
            factors,
            limit: signal.limit.map_or(u64::MAX, u64::from),
            limit_per_day: signal.limit_per_day.map_or(u64::MAX, u64::from),
            min: signal.min,
            max: signal.max,
            group: group.map(|(id, _)| id),
        }
    }

    /// Points times weights, exactly, within the limits of points.
    pub(super) fn weighted(&mut self, points: Milli, weights: &[Milli], path: &Path<'_>) -> Milli {
        let scale = i128::from(SCALE);
        let (mut product, mut unit) = (i128::from(points.0), 1);
        for weight in weights {
            product *= i128::from(weight.0);
            unit *= scale;
        }
        let shown = weights
            .iter()
            .map(|weight| format!("`{weight}`"))
            .collect::<Vec<_>>()
            .join(" times ");
        if product % unit != 0 {
            self.problem(
                "too_many_places",
                path,
                format!("`{points}` times {shown} has more than three decimal places"),
                "points have at most three decimal places after weighting",
            );
            return Milli::ZERO;
        }
        match i64::try_from(product / unit) {
            Ok(milli) if milli.abs() <= MAX_POINTS * SCALE => Milli(milli),
            _ => {
                self.problem(
                    "out_of_range",
                    path,
                    format!("`{points}` times {shown} is too large"),
                    format!("the limit for weighted points is {}", grouped(MAX_POINTS)),
                );
                Milli::ZERO
            }
        }
    }

    fn product(&mut self) -> Option<PropertyId> {
        let product = self.document.purchases.as_ref()?.product.as_ref()?;
        self.text_property(product, &Path::ROOT.key("purchases").key("product"))
    }

    fn switches(&mut self) -> Vec<SwitchPlan> {
        let path = Path::ROOT;
        let path = path.key("switches");
        let mut plans = Vec::new();
        for (name, switch) in self.document.switches.iter().flatten() {
            let path = path.key(name);
            let mut on = self.signals(&switch.on, &path.key("on"));
            let mut off = self.signals(&switch.off, &path.key("off"));
            on.sort_unstable();
            off.sort_unstable();
            let by = switch
                .by
                .as_ref()
                .and_then(|by| self.text_property(by, &path.key("by")));
            plans.push(SwitchPlan {
                on,
                off,
                by,
                default: switch.default,
            });
        }
        plans
    }

    fn interest_intake(&mut self) -> Option<InterestIntake> {
        let interests = self.document.interests.as_ref()?;
        let path = Path::ROOT;
        let path = path.key("interests");
        let property = self.text_property(&interests.property, &path.key("property"));
        let signals = interests.signals.as_ref().map(|list| {
            let mut signals = self.signals(list, &path.key("signals"));
            signals.sort_unstable();
            signals
        });
        let reset = self.signals(&interests.reset_on, &path.key("reset_on"));
        let reset = (!reset.is_empty()).then(|| self.counter_of(reset));
        Some(InterestIntake {
            property: property?,
            signals,
            reset,
        })
    }

    fn engagement_reset(&mut self) -> Option<CounterId> {
        let engagement = self.document.engagement.as_ref()?;
        let signals = self.signals(
            &engagement.reset_on,
            &Path::ROOT.key("engagement").key("reset_on"),
        );
        (!signals.is_empty()).then(|| self.counter_of(signals))
    }

    /// The counter of events that match any of these signals.
    pub(super) fn counter_of(&mut self, signals: Vec<SignalId>) -> CounterId {
        self.sets.counter(signals, self.names.signals.len())
    }

    pub(super) fn counting(&mut self, signals: &[SignalPlan], purchase_days: bool) -> CountingPlan {
        CountingPlan {
            sets: std::mem::take(&mut self.sets.0),
            windows: std::mem::take(&mut self.windows),
            interest_windows: std::mem::take(&mut self.interest_windows),
            activity: self.names.activity,
            purchases: self.names.purchases,
            purchase_days,
            limits: signals
                .iter()
                .any(|signal| signal.limit < u64::MAX || signal.limit_per_day < u64::MAX),
        }
    }

    /// The id of a group and the group. Reports an unknown name.
    pub(super) fn group<'g>(
        &mut self,
        name: Option<&str>,
        groups: Option<&'g crate::document::audience::Groups>,
        path: &Path<'_>,
    ) -> Option<(GroupId, Option<&'g crate::document::Group>)> {
        let name = name?;
        let found = groups.and_then(|groups| groups.iter().position(|(known, _)| known == name));
        let Some(at) = found else {
            let help = suggestion(
                name,
                groups
                    .into_iter()
                    .flat_map(|groups| groups.keys())
                    .map(String::as_str),
                "group here",
            );
            let in_fit = path.to_string().starts_with("/fit/");
            self.missing(
                Some(if in_fit { "/fit" } else { "/engagement" }.to_owned()),
                "unknown_group",
                &path.key("group"),
                format!("there is no group `{name}`"),
                help,
            );
            return None;
        };
        Some((GroupId::new(at), groups.and_then(|groups| groups.get(name))))
    }
}

/// Whether a signal is activity: as declared, or by default if it gives points or is a purchase.
pub(super) fn is_activity(name: &String, signal: &Signal, purchases: Option<&Purchases>) -> bool {
    let worth = signal.points_per_unit.unwrap_or(signal.points);
    let purchase = || purchases.is_some_and(|purchases| purchases.signals.contains(name));
    signal
        .activity
        .unwrap_or_else(|| worth > Milli::ZERO || purchase())
}

/// The factors of a decay. Equal decays share their tables.
fn factors(decay: &Decay, known: &mut Vec<(Decay, Factors)>) -> Factors {
    if let Some((_, factors)) = known.iter().find(|(one, _)| one == decay) {
        return factors.clone();
    }
    let factors = match decay {
        Decay::None(_) => Factors::none(),
        Decay::HalfLife { half_life_days } => Factors::half_life(*half_life_days),
        Decay::Linear { linear_days } => Factors::linear(*linear_days),
        Decay::Window { window_days } => Factors::window(*window_days),
        Decay::Step { step_days, keep } => Factors::step(*step_days, *keep),
        Decay::Table { table } => Factors::table(
            &table
                .iter()
                .map(|(day, factor)| (*day, factor.0))
                .collect::<Vec<_>>(),
        ),
    };
    known.push((decay.clone(), factors.clone()));
    factors
}
