//! What is valid, but probably not meant: keys, columns and events under names
//! that are almost those of the model.

use std::collections::BTreeMap;

use crate::lead::{Event, Hint, HintCode, Profile, TableName, UnknownEvents, shortened};
use crate::model::plan::{Compiled, Field, IntakePlan};

/// Attributes that a profile does not fill, while it has a key that is near.
pub(super) fn of_profile(plan: &IntakePlan, profile: &Profile, unknown: &[&str]) -> Vec<Hint> {
    let is_free = |at: usize| {
        let field = plan.attributes.get(at);
        field.is_some_and(|field| field.is_read && profile.attribute(&field.name).is_none())
    };
    let mut found = BTreeMap::new();
    for name in unknown {
        if let Some(at) = plan.near.attributes.find(name, is_free) {
            found.entry((at, *name)).or_insert(1);
        }
    }
    misnamed(TableName::Profiles, &plan.attributes, found)
}

/// Properties that events do not fill although signals read them there, while
/// the events have keys that are near.
pub(crate) fn of_events<'e>(
    plan: &IntakePlan,
    events: impl Iterator<Item = &'e Event>,
) -> Vec<Hint> {
    let mut found = BTreeMap::new();
    for event in events.filter(|event| !event.properties().is_empty()) {
        let name = event.name_text().and_then(|name| plan.events.get(name));
        let Some(named) = name.and_then(|at| plan.plans.get(*at as usize)) else {
            continue;
        };
        let is_free = |at: usize| {
            let is_read = u32::try_from(at).is_ok_and(|at| named.reads.contains(&at));
            let field = plan.properties.get(at).filter(|_| is_read);
            field.is_some_and(|field| event.property(&field.name).is_none())
        };
        if !(0..plan.properties.len()).any(is_free) {
            continue;
        }
        for (name, _) in event.properties() {
            let is_declared = plan
                .properties
                .iter()
                .any(|field| field.name == name.as_str());
            if !is_declared && let Some(at) = plan.near.properties.find(name, is_free) {
                *found.entry((at, name.as_str())).or_insert(0) += 1;
            }
        }
    }
    misnamed(TableName::Events, &plan.properties, found)
}

fn misnamed(table: TableName, fields: &[Field], found: BTreeMap<(usize, &str), u64>) -> Vec<Hint> {
    let hint = |((at, name), count): ((usize, &str), u64)| {
        let field = fields.get(at)?;
        Some(Hint {
            code: HintCode::Unfilled,
            table,
            column: Some(field.name.clone()),
            message: format!(
                "nothing fills `{}`, but there is `{}`, which the model does not know",
                field.name,
                shortened(name)
            ),
            help: Some(format!("if it is meant, call it `{}`", field.name)),
            count,
        })
    };
    found.into_iter().filter_map(hint).collect()
}

/// Unknown names of events that are near a known one.
pub(crate) fn of_unknown_events(plan: &Compiled, unknown: &UnknownEvents) -> Vec<Hint> {
    let near = &plan.intake.near;
    let hint = |(name, count): (&String, &u64)| {
        let meant = near.event_names.get(near.events.find(name, |_| true)?)?;
        Some(Hint {
            code: HintCode::UnknownEvent,
            table: TableName::Events,
            column: Some("event".to_owned()),
            message: format!("no signal counts the event `{}`", shortened(name)),
            help: Some(format!("did you mean `{meant}`?")),
            count: *count,
        })
    };
    unknown.names.iter().filter_map(hint).collect()
}
