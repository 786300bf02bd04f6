//! Reads fit, and what engagement has in common with it.

use super::{Band, Criterion, Fit, Group};
use crate::document::Case;
use crate::document::reader::At;
use crate::document::scalars::NameSet;
use crate::document::table_reader::TableReader;
use crate::document::tree::TreeValue;
use crate::exact::Milli;

const FIT_KEYS: [&str; 5] = ["grades", "min", "max", "groups", "criteria"];
const CRITERION_KEYS: [&str; 7] = [
    "name",
    "fact",
    "cases",
    "otherwise",
    "missing",
    "group",
    "weight",
];
/// The default grades.
const GRADES: [(&str, Option<i64>); 5] = [
    ("A", Some(80)),
    ("B", Some(60)),
    ("C", Some(40)),
    ("D", Some(20)),
    ("E", None),
];

impl Fit {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&FIT_KEYS)?;
        let grade = |at: &At<'_>| at.name().map(|name| (name.clone(), name));
        let (min, max) = table.clamp();
        Some(Self {
            grades: table
                .read("grades", |at| Band::read(at, grade))
                .unwrap_or_else(|| Band::list(&GRADES)),
            min,
            max,
            groups: table
                .read("groups", |at| at.things(&[], |_, at| Group::read(at)))
                .unwrap_or_default(),
            criteria: table
                .read("criteria", Criterion::read_all)
                .unwrap_or_default(),
        })
    }
}

impl TableReader<'_> {
    /// Reads `min` and `max` of a section. Either may be negative, but `min` must not exceed `max`.
    pub(crate) fn clamp(&self) -> (Option<Milli>, Option<Milli>) {
        let (min, max) = (self.read("min", At::points), self.read("max", At::points));
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            self.report(
                "wrong_order",
                "`min` is greater than `max`",
                "`min` must be at most `max`",
            );
        }
        (min, max)
    }
}

impl<T> Band<T> {
    /// Bands from names and minimum points.
    pub(crate) fn list<N: Copy + Into<T>>(rows: &[(N, Option<i64>)]) -> Vec<Self> {
        rows.iter()
            .map(|(name, from)| Self {
                name: (*name).into(),
                from: from.map(Milli::whole),
            })
            .collect()
    }

    /// Reads bands, best first. Minimum points decrease from row to row, the last row
    /// has none, and names are unique. `name` reads a name and returns it with its text.
    pub(crate) fn read(
        at: &At<'_>,
        mut name: impl FnMut(&At<'_>) -> Option<(T, String)>,
    ) -> Option<Vec<Self>> {
        let (mut seen, mut above, rows) = (NameSet::new(), None, at.len());
        let mut row = 0_usize;
        at.filled(|at| {
            row = row.saturating_add(1);
            let is_last = row == rows;
            let (mut found, mut from) = (None, None);
            let mut part = 0_usize;
            let wanted = if is_last { 1 } else { 2 };
            if !matches!(&at.node.value, TreeValue::List(parts) if parts.len() == wanted) {
                let help = if is_last {
                    "a list of the name alone"
                } else {
                    "a list of the name and its least points"
                };
                return at.refuse_row(help);
            }
            at.list(|at| {
                part = part.saturating_add(1);
                if part == 1 {
                    found = name(at).filter(|(_, text)| at.is_first(text, &mut seen));
                } else {
                    from = at.points();
                }
                Some(())
            });
            if let (Some(least), Some(above)) = (from, above)
                && least >= above
            {
                at.report(
                    "wrong_order",
                    "the points do not decrease from row to row",
                    "put the best first",
                );
            }
            above = from.or(above);
            let (name, _) = found?;
            (is_last || from.is_some()).then_some(Self { name, from })
        })
    }
}

impl Group {
    /// Reads a group.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["min", "max", "weight"])?;
        let (min, max) = (table.read("min", At::loss), table.read("max", At::gain));
        Some(Self {
            min,
            max,
            weight: table.read("weight", At::weight).unwrap_or(Milli::ONE),
        })
    }
}

impl Criterion {
    /// Reads a list of criteria.
    pub(crate) fn read_all(at: &At<'_>) -> Option<Vec<Self>> {
        let mut seen = NameSet::new();
        at.list(|at| Self::read(at, &mut seen))
    }

    fn read(at: &At<'_>, seen: &mut NameSet) -> Option<Self> {
        at.count_rule();
        let table = at.table(&CRITERION_KEYS)?;
        let name = table.need("name", |at| at.new_name(seen));
        let fact = table.read("fact", At::reference);
        let mut tests_fact = false;
        let cases = table.need("cases", |at| at.list(|at| Case::read(at, &mut tests_fact)));
        if tests_fact && !table.has("fact") {
            table.missing(
                "fact",
                "add `fact`, which the operators of the cases test, or use `when` in each case",
            );
        }
        let points = |key| table.read(key, At::points).unwrap_or(Milli::ZERO);
        let (otherwise, missing) = (points("otherwise"), points("missing"));
        let group = table.read("group", At::reference);
        let weight = table.read("weight", At::weight).unwrap_or(Milli::ONE);
        Some(Self {
            name: name.unwrap_or_default(),
            fact,
            cases: cases.unwrap_or_default(),
            otherwise,
            missing,
            group,
            weight,
        })
    }
}
