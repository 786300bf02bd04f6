//! Names that look alike.

use std::collections::HashMap;

use super::lint_path::LintPath;
use super::words::quoted;
use super::{Findings, Lint};
use crate::text::skeleton;

/// Names of one section, and names of events, that look alike.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let document = lint.document;
    let keyed =
        |section: &'m str, name: &'m String| (LintPath::section(section).key(name), name.as_str());
    let mut compare =
        |what: &str, names: Vec<(LintPath<'m>, &'m str)>| alike(what, names, findings);
    let each = document.attributes.keys();
    compare(
        "attribute",
        each.map(|one| keyed("attributes", one)).collect(),
    );
    let each = document.properties.keys();
    compare(
        "property",
        each.map(|one| keyed("properties", one)).collect(),
    );
    let each = document.signals.keys();
    compare("signal", each.map(|one| keyed("signals", one)).collect());
    let each = document.switches.iter().flat_map(|one| one.keys());
    compare("switch", each.map(|one| keyed("switches", one)).collect());
    let each = document.seasons.keys();
    compare("season", each.map(|one| keyed("seasons", one)).collect());
    let each = document.segments.iter().flat_map(|one| one.keys());
    compare("segment", each.map(|one| keyed("segments", one)).collect());
    let each = document.channels.keys();
    compare("channel", each.map(|one| keyed("channels", one)).collect());
    lists(lint, &mut compare);
    scored(lint, &mut compare);
    events(lint, findings);
}

/// The events of signals, which compare exactly. Events with the name of their signal are reported
/// as signals.
fn events<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let mut known: HashMap<String, (&'m str, bool)> = HashMap::new();
    for (name, signal) in &lint.document.signals {
        let (event, own) = (signal.event.as_str(), signal.event == *name);
        let (first, first_own) = *known.entry(skeleton(event)).or_insert((event, own));
        if first != event && !(own && first_own) {
            findings.add(
                "look_alike",
                &LintPath::section("signals").key(name).key("event"),
                format!("the event {} looks like {}", quoted(event), quoted(first)),
                "event names compare exactly: use one spelling",
            );
        }
    }
}

/// Compares the names of one section.
type Compare<'c, 'm> = &'c mut dyn FnMut(&str, Vec<(LintPath<'m>, &'m str)>);

/// Lists of things with a name.
fn lists<'m>(lint: &Lint<'m, '_>, compare: Compare<'_, 'm>) {
    let document = lint.document;
    let placed = |place: &LintPath<'m>, names: &mut dyn Iterator<Item = &'m String>| {
        let each = names.enumerate();
        each.map(|(at, name)| (place.index(at), name.as_str()))
            .collect::<Vec<_>>()
    };
    let place = LintPath::section("scope").key("exclude");
    let each = document.scope.iter().flat_map(|scope| &scope.exclude);
    compare("exclusion", placed(&place, &mut each.map(|one| &one.name)));
    let each = document.personas.iter().flatten();
    let place = LintPath::section("personas");
    compare("persona", placed(&place, &mut each.map(|one| &one.name)));
    for (_, place, stages, _) in super::roots::stages(lint.model) {
        let mut names = stages.iter().map(|one| &one.name);
        compare("stage", placed(&place, &mut names));
    }
    if let Some(qualification) = &document.qualification {
        let place = LintPath::section("qualification");
        let mut names = qualification.rules.iter().map(|one| &one.name);
        let rules = placed(&place.key("rules"), &mut names);
        let fixed = [
            (place.key("default"), qualification.default.as_str()),
            (place.key("disqualified"), &qualification.disqualified),
        ];
        compare("qualification", rules.into_iter().chain(fixed).collect());
    }
    let each = document.next_steps.iter().flatten();
    let place = LintPath::section("next_steps");
    compare("step", placed(&place, &mut each.map(|one| &one.name)));
}

/// Groups, criteria and grades.
fn scored<'m>(lint: &Lint<'m, '_>, compare: Compare<'_, 'm>) {
    let document = lint.document;
    let fit = document
        .fit
        .as_ref()
        .map(|one| (&one.groups, &one.criteria));
    let engagement = document.engagement.as_ref();
    let engagement = engagement.map(|one| (&one.groups, &one.criteria));
    for (section, found) in [("fit", fit), ("engagement", engagement)] {
        let Some((groups, criteria)) = found else {
            continue;
        };
        let place = LintPath::section(section).key("groups");
        let names = groups.keys().map(|name| (place.key(name), name.as_str()));
        compare("group", names.collect());
        let place = LintPath::section(section).key("criteria");
        let names = criteria.iter().enumerate();
        let names = names.map(|(at, one)| (place.index(at), one.name.as_str()));
        compare("criterion", names.collect());
    }
    let place = LintPath::section("fit").key("grades");
    let grades = document.fit.iter().flat_map(|fit| &fit.grades).enumerate();
    let grades = grades.map(|(at, grade)| (place.index(at), grade.name.as_str()));
    compare("grade", grades.collect());
}

fn alike<'m>(what: &str, names: Vec<(LintPath<'m>, &'m str)>, findings: &mut Findings<'m>) {
    let mut known: HashMap<String, &'m str> = HashMap::new();
    for (place, name) in names {
        let first = *known.entry(skeleton(name)).or_insert(name);
        // Equal names are errors where they are not allowed.
        if first != name {
            findings.add(
                "look_alike",
                &place,
                format!("the {what} {} looks like {}", quoted(name), quoted(first)),
                "give it another name, or use one for both",
            );
        }
    }
}
