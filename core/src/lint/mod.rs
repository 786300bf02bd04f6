//! Lint: finds what is legal in a model but suspicious.
//!
//! A finding is not an error: the model scores as written. But something in it is never reached,
//! has no effect, or probably does not do what its author intended. Every finding follows from
//! the model alone; if that is not certain, nothing is reported.

mod accept;
mod bounds;
mod codes;
mod conditions;
mod criteria;
mod decay;
mod domain;
mod judge;
mod literals;
mod look_alike;
mod names;
mod lint_path;
mod ranges;
mod reach;
mod readiness;
mod reason;
mod roots;
mod set;
mod shadow;
mod signals;
mod steps;
mod unused;
mod walk;
mod words;

use std::fmt;

use serde::Serialize;

pub use codes::LINTS;

use crate::document::{Document, Season};
use crate::exact::Day;
use crate::model::Model;
use crate::model::plan::Compiled;
use bounds::Bounds;
use domain::Domains;
use lint_path::LintPath;
use reason::Reason;
use walk::{Leaf, Root};

/// Something in a model that is legal but suspicious.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// A stable code, one of [`LINTS`].
    pub code: &'static str,
    /// JSON Pointer to the place; for a default that is not written out, the pointer that it would
    /// have.
    pub path: String,
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, path) = (self.code, &self.path);
        write!(f, "[{code}] {path}: {} ({})", self.message, self.help)
    }
}

impl Model {
    /// Finds what is legal in the model but suspicious, in the order of the document.
    ///
    /// The library does not read a clock, so only [`Model::lint_as_of`] looks for seasons that are
    /// over. In very large models not every pair of conditions is compared.
    ///
    /// # Example
    ///
    /// ```
    /// use leadgrade::Model;
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "office"
    ///     [attributes]
    ///     employees = { type = "number" }
    ///     [[fit.criteria]]
    ///     name = "size"
    ///     fact = "profile.employees"
    ///     cases = [ { gte = 10, points = 50 }, { gte = 100, points = 100 } ]
    /// "#)?;
    /// let findings = model.lint();
    /// assert_eq!(findings[0].code, "unreachable");
    /// assert_eq!(findings[0].path, "/fit/criteria/0/cases/1");
    /// assert_eq!(findings.len(), 1);
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn lint(&self) -> Vec<Finding> {
        self.lint_on(None)
    }

    /// As [`Model::lint`], and also reports seasons that are over on the given day.
    ///
    /// # Example
    ///
    /// ```
    /// use leadgrade::{Day, Model};
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "office"
    ///     [seasons]
    ///     sale = { dates = [["2025-11-01", "2025-11-30"]] }
    ///     [segments]
    ///     on_sale = { fact = "seasons.sale", eq = true }
    /// "#)?;
    /// assert!(model.lint().is_empty());
    /// let today = Day::from_civil(2026, 11, 22).unwrap();
    /// assert_eq!(model.lint_as_of(today)[0].code, "season_over");
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn lint_as_of(&self, today: Day) -> Vec<Finding> {
        self.lint_on(Some(today))
    }

    fn lint_on(&self, today: Option<Day>) -> Vec<Finding> {
        let model = &*self.0;
        let bounds = Bounds::new(model);
        let domains = Domains::new(model, &bounds);
        let roots = roots::roots(model);
        let mut leaves = Vec::new();
        for root in &roots {
            root.leaves(model, &mut leaves);
        }
        let lint = Lint {
            model,
            document: &model.document,
            bounds: &bounds,
            domains: &domains,
            reason: Reason::new(model, &domains, &leaves),
            roots: &roots,
            leaves: &leaves,
        };
        let mut findings = Findings::default();
        for group in GROUPS {
            group(&lint, &mut findings);
        }
        if let Some(today) = today {
            seasons(&lint, today, &mut findings);
        }
        findings.in_order()
    }
}

/// A group of lints.
type Group = for<'m> fn(&Lint<'m, '_>, &mut Findings<'m>);

/// All lints except those that need a date.
const GROUPS: [Group; 10] = [
    unused::lint,
    signals::lint,
    decay::lint,
    conditions::lint,
    literals::lint,
    look_alike::lint,
    reach::lint,
    criteria::lint,
    readiness::lint,
    steps::lint,
];

/// A model, and what the lints know about it.
struct Lint<'m, 'r> {
    model: &'m Compiled,
    document: &'m Document,
    bounds: &'r Bounds,
    domains: &'r Domains<'r>,
    reason: Reason<'r>,
    roots: &'r [Root<'m>],
    leaves: &'r [Leaf<'m>],
}

/// The findings with their places.
#[derive(Default)]
struct Findings<'m>(Vec<(LintPath<'m>, Finding)>);

impl<'m> Findings<'m> {
    /// Adds a finding.
    fn add(
        &mut self,
        code: &'static str,
        place: &LintPath<'m>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let finding = Finding {
            code,
            path: place.to_string(),
            message: message.into(),
            help: help.into(),
        };
        self.0.push((place.clone(), finding));
    }

    /// Sorts the findings by place, and at one place by the order of the codes.
    fn in_order(self) -> Vec<Finding> {
        let mut found = self.0;
        let rank = |code| LINTS.iter().position(|(one, _)| *one == code);
        found.sort_by_cached_key(|(place, finding)| (place.clone(), rank(finding.code)));
        found.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// Seasons that are over.
fn seasons<'m>(lint: &Lint<'m, '_>, today: Day, findings: &mut Findings<'m>) {
    for (name, season) in &lint.document.seasons {
        let Season::Dates(ranges) = season else {
            continue;
        };
        let last = ranges.iter().map(|(_, to)| Day(*to)).max();
        if let Some(last) = last.filter(|last| *last < today) {
            findings.add(
                "season_over",
                &LintPath::section("seasons").key(name).key("dates"),
                format!("the season {} ended on {last}", words::quoted(name)),
                "add the next dates, or remove the season",
            );
        }
    }
}
