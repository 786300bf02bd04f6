//! Points that never fade, and points that should not fade.

use super::lint_path::LintPath;
use super::unused::is_worthless;
use super::words::quoted;
use super::{Findings, Lint};
use crate::document::{Decay, Length, Overdue, Signal};
use crate::exact::{MAX_CYCLE_DAYS, Milli};
use crate::model::fact::Fact;

/// Decay, inactivity, windows and the buying cycle.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    no_decay(lint, findings);
    penalties(lint, findings);
    inactivity(lint, findings);
    windows(lint, findings);
    cycle(lint, findings);
}

/// Whether the events of the signal give points above 0.
fn is_gain(signal: &Signal) -> bool {
    signal.points_per_unit.unwrap_or(signal.points) > Milli::ZERO
}

/// The decay that applies to a signal.
fn decay<'m>(lint: &Lint<'m, '_>, signal: &'m Signal) -> Option<&'m Decay> {
    let engagement = lint.document.engagement.as_ref();
    let default = engagement.and_then(|engagement| engagement.decay.as_ref());
    signal
        .decay
        .as_ref()
        .or(default.filter(|_| is_gain(signal)))
}

fn fades(decay: Option<&Decay>) -> bool {
    !matches!(decay, None | Some(Decay::None(_)))
}

/// Points that stay forever although the model does not say so.
fn no_decay<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let Some(engagement) = &lint.document.engagement else {
        return;
    };
    let gains = || lint.document.signals.values().filter(|one| is_gain(one));
    let silent = gains().any(|signal| decay(lint, signal).is_none());
    let any_fades = gains().any(|signal| fades(decay(lint, signal)));
    let in_engagement = |leaf: &&super::Leaf<'_>| leaf.place.is_in("engagement");
    let looks_back = lint.leaves.iter().filter(in_engagement).any(|leaf| {
        leaf.within.is_some()
            || matches!(
                leaf.key.fact,
                Fact::CounterDaysSince(_) | Fact::CounterDaysSinceFirst(_) | Fact::DaysSince(_)
            )
    });
    if silent && !any_fades && engagement.inactivity.is_none() && !looks_back {
        findings.add(
            "no_decay",
            &LintPath::section("engagement"),
            "points never fade: there is no decay, no inactivity and no `within_days`",
            "add `decay = { half_life_days = 60 }`, or `decay = \"none\"` if they are meant to stay",
        );
    }
}

fn penalties<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    for (name, signal) in &lint.document.signals {
        let points = signal.points_per_unit.unwrap_or(signal.points);
        if points < Milli::ZERO && fades(signal.decay.as_ref()) {
            findings.add(
                "penalty_decays",
                &LintPath::section("signals").key(name).key("decay"),
                format!("the penalty {} fades by itself", quoted(name)),
                "remove `decay`, unless penalties should fade",
            );
        }
    }
}

fn inactivity<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let engagement = lint.document.engagement.as_ref();
    let Some(inactivity) = engagement.and_then(|one| one.inactivity.as_ref()) else {
        return;
    };
    let place = LintPath::section("engagement").key("inactivity");
    if inactivity.points == Milli::ZERO {
        findings.add(
            "no_effect",
            &place.key("points"),
            "inactivity costs 0 points",
            "use points below 0, or remove `inactivity`",
        );
    }
    let purchases = lint.document.purchases.as_ref();
    let is_purchase = |name: &String| purchases.is_some_and(|one| one.signals.contains(name));
    let is_activity = |(name, signal): (&String, &Signal)| {
        signal
            .activity
            .unwrap_or_else(|| is_gain(signal) || is_purchase(name))
    };
    if !lint.document.signals.iter().any(is_activity) {
        findings.add(
            "inactivity_without_activity",
            &place,
            "inactivity costs points, but no signal counts as activity",
            "give signals points above 0, or `activity = true`",
        );
    }
}

/// Conditions that look back further than the points of the signal last.
fn windows<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    for leaf in lint.leaves {
        let name = leaf.fact.strip_prefix("signals.");
        let name = name.and_then(|rest| rest.split('.').next());
        let signal = name.and_then(|name| lint.document.signals.get(name));
        let (Some(name), Some(signal), Some(within)) = (name, signal, leaf.within) else {
            continue;
        };
        let Some(Decay::Window { window_days }) = decay(lint, signal) else {
            continue;
        };
        if within > *window_days && !is_worthless(signal) {
            findings.add(
                "window_too_short",
                &leaf.place.key("within_days"),
                format!(
                    "`within_days = {within}` looks back further than the {window_days} days for which {} has points",
                    quoted(name)
                ),
                "use the same number of days for both",
            );
        }
    }
}

fn cycle<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let Some(cycle) = &lint.document.buying_cycle else {
        return;
    };
    let place = LintPath::section("buying_cycle");
    let has_length = cycle.length.is_some() || cycle.otherwise.is_some();
    if !has_length && cycle.seasons.is_empty() {
        findings.add(
            "no_effect",
            &place,
            "a buying cycle without length and seasons gives no points",
            "add `length`, or remove the section",
        );
    }
    if has_length && cycle.overdue == Overdue::Hold {
        findings.add(
            "overdue_hold",
            &place.key("overdue"),
            "the points stay forever: customers who left look ready to buy",
            "use `overdue = { hold = 0.5, fade = 1.5 }`, the default",
        );
    }
    if cycle.otherwise.is_some() && cycle.length.as_ref().is_some_and(is_certain) {
        findings.add(
            "no_effect",
            &place.key("otherwise"),
            "`otherwise` never applies: `length` always gives a length",
            "remove `otherwise`",
        );
    }
    if let Some(
        Length::Median {
            min_intervals,
            last: Some(last),
        }
        | Length::Mean {
            min_intervals,
            last: Some(last),
            ..
        },
    ) = &cycle.length
        && last < min_intervals
    {
        findings.add(
            "no_effect",
            &place.key("length").key("min_intervals"),
            format!("`last = {last}` leaves fewer gaps than `min_intervals = {min_intervals}`, so no length is ever observed"),
            "`last` must be at least `min_intervals`",
        );
    }
}

/// Whether every lead with a purchase has a length.
fn is_certain(length: &Length) -> bool {
    match length {
        Length::Days(_) => true,
        // A month has at most 31 days.
        Length::Months(months) => i64::from(*months) * 31 <= MAX_CYCLE_DAYS,
        _ => false,
    }
}
