//! Signals and switches that do not do what they seem to.

use std::collections::HashMap;

use super::conditions::text;
use super::lint_path::LintPath;
use super::words::quoted;
use super::{Findings, Lint};
use crate::document::Signal;
use crate::exact::Milli;
use crate::model::plan::{SignalPlan, Worth};

/// Signals that count the same events, limits of points and events, switches.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    same_event(lint, findings);
    let plans = lint.model.signals.iter();
    for ((name, signal), plan) in lint.document.signals.iter().zip(plans) {
        let place = LintPath::section("signals").key(name);
        clamp(&place, plan, findings);
        limits(&place, signal, findings);
    }
    switches(lint, findings);
}

/// Signals with the same event and the same `where`, or none.
fn same_event<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let mut known: HashMap<_, Vec<(&'m String, &'m Signal)>> = HashMap::new();
    for (name, signal) in &lint.document.signals {
        let condition = signal.where_.as_ref();
        let condition = condition.map(text);
        let same = known.entry((signal.event.as_str(), condition)).or_default();
        let other = same.iter().find(|(_, other)| !complete(signal, other));
        if let Some((other, _)) = other {
            findings.add(
                "same_event",
                &LintPath::section("signals").key(name),
                format!(
                    "the signal {} counts the same events as {}",
                    quoted(name),
                    quoted(other)
                ),
                "use one signal, or tell them apart with `where`",
            );
        }
        same.push((name, signal));
    }
}

/// Points for the event and points for its value need two signals.
fn complete(one: &Signal, other: &Signal) -> bool {
    let both = |one: &Signal, other: &Signal| {
        one.points != Milli::ZERO
            && other
                .points_per_unit
                .is_some_and(|unit| unit != Milli::ZERO)
    };
    both(one, other) || both(other, one)
}

/// One weighted event that exceeds the limit of its signal.
fn clamp<'m>(place: &LintPath<'m>, plan: &SignalPlan, findings: &mut Findings<'m>) {
    let Worth::Event(points) = plan.worth else {
        return;
    };
    let (key, bound) = match (plan.min, plan.max) {
        (_, Some(max)) if points > max => ("max", max),
        (Some(min), _) if points < min => ("min", min),
        _ => return,
    };
    findings.add(
        "clamped_at_once",
        &place.key(key),
        format!("one event is worth {points} points, beyond `{key} = {bound}`"),
        "clamps are not weighted: lower the points, or widen the clamp",
    );
}

fn limits<'m>(place: &LintPath<'m>, signal: &Signal, findings: &mut Findings<'m>) {
    if let (Some(limit), Some(daily)) = (signal.limit, signal.limit_per_day)
        && daily >= limit
    {
        findings.add(
            "no_effect",
            &place.key("limit_per_day"),
            format!("`limit_per_day = {daily}` has no effect with `limit = {limit}`"),
            "use a `limit_per_day` below `limit`, or remove it",
        );
    }
}

/// Switches that never change.
fn switches<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    for (name, switch) in lint.document.switches.iter().flatten() {
        // At one instant off wins, and both are the same event.
        let turns_on = switch.on.iter().any(|signal| !switch.off.contains(signal));
        let (state, help) = match (switch.default, turns_on, switch.off.is_empty()) {
            (false, false, _) => ("on", "name a signal under `on` that is not under `off`"),
            (true, _, true) => ("off", "name a signal under `off`"),
            _ => continue,
        };
        findings.add(
            "stuck_switch",
            &LintPath::section("switches").key(name),
            format!("no event turns the switch {} {state}", quoted(name)),
            help,
        );
    }
}
