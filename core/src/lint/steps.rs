//! Next steps that cannot reach the lead.

use std::collections::BTreeSet;

use super::lint_path::LintPath;
use super::words::quoted;
use super::{Findings, Lint};
use crate::document::{NextStep, Said};

/// Channels that are never allowed, fallbacks that are never tried.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let dead = never_allowed(lint);
    for (at, step) in lint.document.next_steps.iter().flatten().enumerate() {
        let place = LintPath::section("next_steps").index(at);
        fallbacks(&place, step, findings);
        let Some(channel) = &step.channel else {
            continue;
        };
        let dead_end = match channel {
            Said::Text(name) => dead.contains(name),
            Said::Fact(_) => lint
                .document
                .channels
                .keys()
                .all(|name| dead.contains(name)),
        };
        if !dead_end || !step.fallback.iter().all(|name| dead.contains(name)) {
            continue;
        }
        let (message, help) = match channel {
            Said::Text(name) if step.fallback.is_empty() => (
                format!("the channel {} is never allowed", quoted(name)),
                format!("say under `channels` when {} is `allowed`", quoted(name)),
            ),
            _ => (
                "none of the step's channels is ever allowed".to_owned(),
                "say under `channels` when one of them is `allowed`".to_owned(),
            ),
        };
        findings.add(
            "channel_never_allowed",
            &place.key("channel"),
            message,
            help,
        );
    }
}

/// Channels without `allowed`, or whose `allowed` never holds.
fn never_allowed<'m>(lint: &Lint<'m, '_>) -> BTreeSet<&'m String> {
    let channels = lint.document.channels.keys().zip(&lint.model.channels);
    let is_dead = |plan: &crate::model::plan::ChannelPlan| {
        let never = |check| lint.reason.never(check, &lint.model.slots);
        plan.allowed.as_ref().is_none_or(never)
    };
    channels
        .filter(|(_, plan)| is_dead(plan))
        .map(|(name, _)| name)
        .collect()
}

fn fallbacks<'m>(place: &LintPath<'m>, step: &'m NextStep, findings: &mut Findings<'m>) {
    let place = place.key("fallback");
    let mut tried = BTreeSet::new();
    match &step.channel {
        None if step.fallback.is_empty() => return,
        None => {
            findings.add(
                "idle_fallback",
                &place,
                "a step without a channel never falls back",
                "name its `channel`, or remove `fallback`",
            );
            return;
        }
        Some(Said::Text(name)) => {
            tried.insert(name);
        }
        Some(Said::Fact(_)) => {}
    }
    for (at, name) in step.fallback.iter().enumerate() {
        if !tried.insert(name) {
            findings.add(
                "idle_fallback",
                &place.index(at),
                format!("the channel {} is tried before", quoted(name)),
                "list each channel once",
            );
        }
    }
}
