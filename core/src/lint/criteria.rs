//! Criteria and groups of fit and engagement.

use super::lint_path::LintPath;
use super::roots::criteria;
use super::words::quoted;
use super::{Findings, Lint};
use crate::document::{Case, Criterion};
use crate::exact::Milli;

/// The most groups that readers can keep in mind.
const MAX_GROUPS: usize = 5;

/// Criteria without effect, penalties for missing data, too many groups.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    for (place, criterion, _) in criteria(lint.model) {
        // In fit, the criterion still counts for `fit.known`.
        let only_known = criterion.fact.is_some() && place.is_in("fit");
        if is_worthless(criterion) && !only_known {
            findings.add(
                "no_effect",
                &place,
                format!(
                    "the criterion {} gives 0 points to every lead",
                    quoted(&criterion.name)
                ),
                "give a case points, or remove it",
            );
        }
        if criterion.otherwise < Milli::ZERO && criterion.fact.is_none() {
            findings.add(
                "otherwise_without_fact",
                &place.key("otherwise"),
                format!(
                    "`otherwise = {}` also penalizes leads without data",
                    criterion.otherwise
                ),
                "name the criterion's `fact`, so that `missing` applies to them",
            );
        }
    }
    let document = lint.document;
    let fit = document.fit.as_ref().map(|fit| &fit.groups);
    let engagement = document.engagement.as_ref().map(|one| &one.groups);
    for (section, groups) in [("fit", fit), ("engagement", engagement)] {
        let count = groups.map_or(0, std::collections::BTreeMap::len);
        if count > MAX_GROUPS {
            findings.add(
                "too_many_groups",
                &LintPath::section(section).key("groups"),
                format!("there are {count} groups in {section}"),
                format!("up to {MAX_GROUPS} are easy to understand"),
            );
        }
    }
}

/// Whether all points of a criterion are 0, regardless of its weight.
pub(super) fn is_worthless(criterion: &Criterion) -> bool {
    let of_case = |case: &Case| match case {
        Case::Operator { points, .. } | Case::When { points, .. } => *points,
    };
    let cases = criterion.cases.iter().map(of_case);
    cases
        .chain([criterion.otherwise, criterion.missing])
        .all(|points| points == Milli::ZERO)
}
