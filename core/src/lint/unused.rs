//! Declarations that nothing uses.

use std::collections::BTreeSet;

use super::lint_path::LintPath;
use super::words::quoted;
use super::{Findings, Lint};
use crate::document::{HoursSource, Length, NextStep, Said, Signal};
use crate::exact::Milli;

/// Attributes, properties, signals, switches, seasons, groups and channels.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let read = ReadNames::new(lint);
    let document = lint.document;
    let mut unused = |section: &'m str, name: &'m str, what: &str, help: &str| {
        findings.add(
            "unused",
            &LintPath::section(section).key(name),
            format!("nothing {what} {}", quoted(name)),
            help,
        );
    };
    for (name, attribute) in &document.attributes {
        // The assessment counts the known attributes of each kind.
        let counted = attribute.kind.is_some() && document.completeness.is_some();
        if !counted && !read.has("profile", name) {
            unused("attributes", name, "reads the attribute", REMOVE);
        }
    }
    for name in document.properties.keys() {
        if !read.has("event", name) && !named_properties(lint).any(|one| one == name) {
            unused("properties", name, "reads the property", REMOVE);
        }
    }
    let named = named_signals(lint);
    for (name, signal) in &document.signals {
        let used = read.has("signals", name) || named.contains(name.as_str());
        if is_worthless(signal) && signal.activity != Some(true) && !used {
            let help = "give it points, use it in a condition, or remove it";
            unused("signals", name, "counts or reads the signal", help);
        }
    }
    for name in document.switches.iter().flatten().map(|(name, _)| name) {
        if !read.has("switches", name) {
            let help = "read it in a condition, or remove it";
            unused("switches", name, "reads the switch", help);
        }
    }
    let cycle = document.buying_cycle.iter();
    let seasons: BTreeSet<&String> = cycle
        .flat_map(|cycle| &cycle.seasons)
        .map(|entry| &entry.season)
        .collect();
    for name in document.seasons.keys() {
        if !read.has("seasons", name) && !seasons.contains(name) {
            unused("seasons", name, "reads the season", REMOVE);
        }
    }
    let steps = || document.next_steps.iter().flatten();
    let any_channel = steps().any(|step| matches!(step.channel, Some(Said::Fact(_))));
    let channels: BTreeSet<&String> = steps().flat_map(channels_of).collect();
    for name in document.channels.keys() {
        if !any_channel && !channels.contains(name) {
            unused("channels", name, "uses the channel", REMOVE);
        }
    }
    groups(lint, findings);
}

const REMOVE: &str = "use it or remove it";

/// Groups without members.
fn groups<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let document = lint.document;
    let mut empty = |section: &'m str, name: &'m String, used: &BTreeSet<&String>| {
        if !used.contains(name) {
            findings.add(
                "unused",
                &LintPath::section(section).key("groups").key(name),
                format!("nothing belongs to the group {}", quoted(name)),
                REMOVE,
            );
        }
    };
    if let Some(fit) = &document.fit {
        let used = fit.criteria.iter().filter_map(|one| one.group.as_ref());
        let used = used.collect();
        fit.groups.keys().for_each(|name| empty("fit", name, &used));
    }
    if let Some(engagement) = &document.engagement {
        let criteria = engagement.criteria.iter().map(|one| &one.group);
        let signals = document.signals.values().map(|one| &one.group);
        let used = criteria.chain(signals).flatten().collect();
        let names = engagement.groups.keys();
        names.for_each(|name| empty("engagement", name, &used));
    }
}

/// Whether the events of a signal give no points.
pub(super) fn is_worthless(signal: &Signal) -> bool {
    let per_unit = signal.points_per_unit.unwrap_or(Milli::ZERO);
    signal.points == Milli::ZERO && per_unit == Milli::ZERO
}

fn channels_of(step: &NextStep) -> impl Iterator<Item = &String> {
    let wanted = match &step.channel {
        Some(Said::Text(name)) => Some(name),
        _ => None,
    };
    step.fallback.iter().chain(wanted)
}

/// Properties that are used outside `where`.
fn named_properties<'m>(lint: &Lint<'m, '_>) -> impl Iterator<Item = &'m String> {
    let document = lint.document;
    let product = document.purchases.iter().flat_map(|one| &one.product);
    let interest = document.interests.iter().map(|one| &one.property);
    let switches = document.switches.iter().flatten();
    let switches = switches.flat_map(|(_, switch)| &switch.by);
    product.chain(interest).chain(switches)
}

/// Signals that are used outside facts.
fn named_signals<'m>(lint: &Lint<'m, '_>) -> BTreeSet<&'m str> {
    let document = lint.document;
    let mut lists: Vec<&'m [String]> = Vec::new();
    lists.extend(document.purchases.iter().map(|one| one.signals.as_slice()));
    for (_, switch) in document.switches.iter().flatten() {
        lists.extend([switch.on.as_slice(), switch.off.as_slice()]);
    }
    lists.extend(
        document
            .engagement
            .iter()
            .map(|one| one.reset_on.as_slice()),
    );
    if let Some(interests) = &document.interests {
        lists.push(&interests.reset_on);
        match &interests.signals {
            Some(signals) => lists.push(signals),
            // Every signal shows interest.
            None => return document.signals.keys().map(String::as_str).collect(),
        }
    }
    for channel in document.channels.values() {
        lists.extend(channel.limits.iter().map(|limit| limit.signal.as_slice()));
    }
    for step in document.next_steps.iter().flatten() {
        lists.extend(step.cooldown.iter().map(|one| one.signal.as_slice()));
    }
    lists.into_iter().flatten().map(String::as_str).collect()
}

/// The names that facts read, by section.
struct ReadNames<'m>(BTreeSet<(&'m str, &'m str)>);

impl<'m> ReadNames<'m> {
    fn new(lint: &Lint<'m, '_>) -> Self {
        let document = lint.document;
        let mut read = Self(BTreeSet::new());
        for leaf in lint.leaves {
            leaf.facts().for_each(|fact| read.note(fact));
        }
        let fit = document.fit.iter().flat_map(|fit| &fit.criteria);
        let engagement = document.engagement.iter().flat_map(|one| &one.criteria);
        for fact in fit.chain(engagement).flat_map(|one| &one.fact) {
            read.note(fact);
        }
        if let Some(engagement) = &document.engagement {
            let since = engagement.inactivity.iter().flat_map(|one| &one.since);
            since.for_each(|fact| read.note(fact));
        }
        let length = document.buying_cycle.as_ref().map(|one| &one.length);
        if let Some(Some(Length::Fact { fact, .. })) = length {
            read.note(fact);
        }
        for hours in document.channels.values().flat_map(|one| &one.hours) {
            if let HoursSource::Fact { fact, .. } = &hours.source {
                read.note(fact);
            }
        }
        for step in document.next_steps.iter().flatten() {
            for said in [&step.channel, &step.content, &step.topic] {
                if let Some(Said::Fact(fact)) = said {
                    read.note(fact);
                }
            }
        }
        read
    }

    fn note(&mut self, fact: &'m str) {
        let fact = fact.strip_prefix("interest.").unwrap_or(fact);
        let mut parts = fact.split('.');
        if let (Some(head), Some(name)) = (parts.next(), parts.next()) {
            self.0.insert((head, name));
        }
    }

    fn has(&self, head: &str, name: &str) -> bool {
        self.0.contains(&(head, name))
    }
}
