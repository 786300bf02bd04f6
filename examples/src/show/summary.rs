//! The summary of many leads: the grid, and the counts of all labels.

use std::collections::BTreeMap;

use leadgrade::{Assessment, Model};

use super::text::{Side, counted, grouped, shown, table};
use crate::scoring::Scored;

/// Counts of every label that the model gives.
pub fn summary(model: &Model, scored: &Scored) -> String {
    let leads = &scored.assessments;
    let document = model.document();
    let mut text = grid(model, leads);
    if let Some(lifecycle) = &document.lifecycle {
        let stages = lifecycle.stages.iter().map(|stage| stage.name.as_str());
        text.push_str(&counts("stage", stages, leads, Assessment::stage));
    }
    if let Some(qualification) = &document.qualification {
        let rules = qualification.rules.iter().map(|rule| rule.name.as_str());
        let names = rules.chain([qualification.default.as_str()]);
        let mut personas = document.personas.iter().flatten();
        let has_non_target = personas.any(|persona| !persona.target);
        let names = names.chain(has_non_target.then_some(qualification.disqualified.as_str()));
        text.push_str(&counts(
            "qualification",
            names,
            leads,
            Assessment::qualification,
        ));
    }
    if let Some(personas) = &document.personas {
        let names = personas.iter().map(|persona| persona.name.as_str());
        text.push_str(&counts("persona", names, leads, Assessment::persona));
    }
    if let Some(scope) = &document.scope {
        let names = scope.exclude.iter().map(|one| one.name.as_str());
        text.push_str(&counts("not scored", names, leads, Assessment::excluded));
    }
    text
}

/// The number of leads per label, in the model's order.
fn counts<'a>(
    title: &str,
    names: impl Iterator<Item = &'a str>,
    leads: &[Assessment],
    label: fn(&Assessment) -> Option<&str>,
) -> String {
    let mut found: BTreeMap<&str, u64> = BTreeMap::new();
    for name in leads.iter().filter_map(label) {
        let count = found.entry(name).or_default();
        *count = count.saturating_add(1);
    }
    let mut seen = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    let rows = seen.into_iter().map(|name| {
        vec![
            shown(name),
            grouped(found.get(name).copied().unwrap_or_default()),
        ]
    });
    format!(
        "\n{title}\n{}",
        table(&[("", Side::Left), ("", Side::Right)], rows)
    )
}

/// Grades down, ranks across, how many leads in each cell.
fn grid(model: &Model, leads: &[Assessment]) -> String {
    let document = model.document();
    let (Some(fit), Some(engagement)) = (&document.fit, &document.engagement) else {
        return one_axis(model, leads);
    };
    let mut cells: BTreeMap<(&str, u32), u64> = BTreeMap::new();
    for (grade, rank) in leads
        .iter()
        .filter_map(|lead| Some((lead.grade()?, lead.rank()?)))
    {
        let count = cells.entry((grade, rank)).or_default();
        *count = count.saturating_add(1);
    }
    let ranks: Vec<u32> = engagement.ranks.iter().map(|band| band.name).collect();
    let heads: Vec<String> = ranks.iter().map(|rank| format!("rank {rank}")).collect();
    let mut columns = vec![("", Side::Left)];
    columns.extend(heads.iter().map(|head| (head.as_str(), Side::Right)));
    columns.push(("all", Side::Right));
    let sum = |wanted: &dyn Fn(&(&str, u32)) -> bool| -> u64 {
        cells
            .iter()
            .filter(|(cell, _)| wanted(cell))
            .map(|(_, count)| count)
            .sum()
    };
    let mut rows = Vec::new();
    for grade in fit.grades.iter().map(|band| band.name.as_str()) {
        let mut row = vec![format!("grade {}", shown(grade))];
        row.extend(
            ranks
                .iter()
                .map(|rank| grouped(sum(&|cell| *cell == (grade, *rank)))),
        );
        row.push(grouped(sum(&|cell| cell.0 == grade)));
        rows.push(row);
    }
    let mut all = vec!["all".to_owned()];
    all.extend(
        ranks
            .iter()
            .map(|rank| grouped(sum(&|cell| cell.1 == *rank))),
    );
    all.push(grouped(sum(&|_| true)));
    rows.push(all);
    let total = counted(
        u64::try_from(leads.len()).unwrap_or(u64::MAX),
        "lead",
        "leads",
    );
    format!(
        "\n{total} by grade (who they are) and rank (what they do)\n{}",
        table(&columns, rows)
    )
}

/// The counts by grade or by rank, for a model that has only one of them.
fn one_axis(model: &Model, leads: &[Assessment]) -> String {
    if let Some(fit) = &model.document().fit {
        let names = fit.grades.iter().map(|band| band.name.as_str());
        return counts("grade", names, leads, Assessment::grade);
    }
    let Some(engagement) = &model.document().engagement else {
        return String::new();
    };
    let rows = engagement.ranks.iter().map(|band| {
        let count = leads
            .iter()
            .filter(|lead| lead.rank() == Some(band.name))
            .count();
        vec![
            band.name.to_string(),
            grouped(u64::try_from(count).unwrap_or(u64::MAX)),
        ]
    });
    format!(
        "\nrank\n{}",
        table(&[("", Side::Left), ("", Side::Right)], rows)
    )
}
