//! Readiness: its threshold, and what its parts leave out or count twice.

use std::collections::BTreeSet;

use super::bounds::points;
use super::criteria::is_worthless;
use super::lint_path::LintPath;
use super::unused;
use super::words::listed;
use super::{Findings, Lint};
use crate::document::Criterion;

/// The threshold and the parts.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let Some(readiness) = &lint.document.readiness else {
        return;
    };
    let place = LintPath::section("readiness");
    threshold(lint, &place, findings);
    if let Some(parts) = &readiness.parts {
        let place = place.key("parts");
        counted_twice(parts, &place, findings);
        outside(lint, parts, &place, findings);
    }
}

fn threshold<'m>(lint: &Lint<'m, '_>, place: &LintPath<'m>, findings: &mut Findings<'m>) {
    let (Some(readiness), Some(reach)) = (&lint.document.readiness, lint.bounds.readiness) else {
        return;
    };
    let least = i128::from(readiness.threshold.0);
    let place = place.key("threshold");
    if let Some(most) = reach.most.filter(|most| *most < least) {
        findings.add(
            "beyond_points",
            &place,
            format!(
                "no lead is ever ready: the parts add up to at most {}, below {}",
                points(most),
                readiness.threshold
            ),
            "lower the threshold, or give more points",
        );
    } else if reach.least.is_some_and(|lowest| lowest >= least) {
        findings.add(
            "always_holds",
            &place,
            format!(
                "every lead is always ready: the parts add up to at least {}",
                readiness.threshold
            ),
            "raise the threshold",
        );
    }
}

/// A group listed together with its own section.
fn counted_twice<'m>(parts: &'m [String], place: &LintPath<'m>, findings: &mut Findings<'m>) {
    for (at, part) in parts.iter().enumerate() {
        let section = part.split_once(".groups.").map(|(section, _)| section);
        let Some(section) = section.filter(|section| parts.iter().any(|one| one == section)) else {
            continue;
        };
        findings.add(
            "counted_twice",
            &place.index(at),
            format!("`{part}` counts twice: it is a part of `{section}`"),
            format!("name `{section}`, or its groups one by one"),
        );
    }
}

/// Points outside every part. Fit as a whole is outside by default, so it is not reported.
fn outside<'m>(
    lint: &Lint<'m, '_>,
    parts: &'m [String],
    place: &LintPath<'m>,
    findings: &mut Findings<'m>,
) {
    let document = lint.document;
    let groups = |section: &str| -> BTreeSet<&'m str> {
        let split = parts.iter().filter_map(|part| part.split_once(".groups."));
        split
            .filter(|(one, _)| *one == section)
            .map(|(_, group)| group)
            .collect()
    };
    let has = |section: &str| parts.iter().any(|part| part == section);
    let left_out = |criteria: &'m [Criterion], groups: &BTreeSet<&str>| -> Vec<&'m str> {
        let criteria = criteria.iter().filter(|one| !is_worthless(one));
        criteria
            .filter(|one| {
                one.group
                    .as_deref()
                    .is_none_or(|group| !groups.contains(group))
            })
            .map(|one| one.name.as_str())
            .collect()
    };
    let mut report = |section: &str, names: Vec<&str>| {
        if !names.is_empty() {
            findings.add(
                "outside_readiness",
                place,
                format!(
                    "worth points of {section}, but outside every part: {}",
                    listed(names)
                ),
                format!("add their groups, or `{section}` as a whole"),
            );
        }
    };
    let fit = groups("fit");
    if let Some(section) = &document.fit
        && !has("fit")
        && !fit.is_empty()
    {
        report("fit", left_out(&section.criteria, &fit));
    }
    if let Some(section) = &document.engagement
        && !has("engagement")
    {
        let groups = groups("engagement");
        let signals = document.signals.iter();
        let signals = signals.filter(|(_, signal)| {
            let in_part = signal
                .group
                .as_deref()
                .is_some_and(|one| groups.contains(one));
            !in_part && !unused::is_worthless(signal)
        });
        let mut names: Vec<&str> = signals.map(|(name, _)| name.as_str()).collect();
        names.extend(left_out(&section.criteria, &groups));
        report("engagement", names);
    }
}
