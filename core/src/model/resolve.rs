//! Resolves the names of facts.

use super::fact::{Domain, Fact, FactType, Local, Phase, Resolved, Unresolved, View, Windowed};
use super::ids::CounterId;
use super::names::{Declared, DeclaredNames};
use crate::document::Type;
use crate::text::{Compare, nearest};

/// Resolves the name of a fact for a place with the view `view`.
pub(crate) fn resolve(
    name: &str,
    view: View,
    names: &DeclaredNames<'_>,
) -> Result<Resolved, Unresolved> {
    match find(name, view.local, names) {
        Some(found) if found.phase.is_local() || found.phase < view.before => Ok(found),
        Some(_) => Err(Unresolved {
            code: "fact_too_late",
            message: format!("the fact `{name}` is computed later than this section"),
            help: "a section sees only what is computed before it".into(),
        }),
        None => Err(unknown(name, view, names)),
    }
}

/// The fact with this name, in any phase. Returns `None` if there is none.
pub(crate) fn find(name: &str, place: Local, names: &DeclaredNames<'_>) -> Option<Resolved> {
    match place {
        Local::Event => event(name, names),
        _ => local(name, place, names).or_else(|| global(name, names)),
    }
}

fn unknown(name: &str, view: View, names: &DeclaredNames<'_>) -> Unresolved {
    let known = names.facts(view.local);
    let help = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if view.local == Local::Event => format!("known here: {}", listed(&known)),
        None => section_help(name),
    };
    Unresolved {
        code: "unknown_fact",
        message: format!("there is no fact `{name}` here"),
        help,
    }
}

fn section_help(name: &str) -> String {
    let head = name.split('.').next().unwrap_or_default();
    match head {
        "profile" => "declare the attribute under `attributes`".into(),
        "signals" => "declare the signal under `signals`, then use `.count`, `.value`, `.days_since` or `.days_since_first`".into(),
        "event" => "`event.*` works in `where` only".into(),
        "season" => "`season.purchases.*` works in the seasons of `buying_cycle` only".into(),
        "interest" => "`interest.*` works in the stages of `interests` and in next steps with `per = \"interest\"`".into(),
        "step" => "`step.*` works in `allowed` and `limits` of channels only".into(),
        _ => "the reference lists all facts; facts of absent sections do not exist".into(),
    }
}

fn listed(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn event(name: &str, names: &DeclaredNames<'_>) -> Option<Resolved> {
    let property = name.strip_prefix("event.")?;
    if property == "value" {
        return Some(Resolved::number(Fact::EventValue, Phase::Inputs));
    }
    let id = names.properties.find(property)?;
    let declared = names.document.properties.get(property)?;
    names.read(Declared::Property(id));
    Some(Resolved::new(
        Fact::EventProperty(id),
        FactType::declared(declared.type_, declared.compare),
        Phase::Inputs,
    ))
}

fn local(name: &str, local: Local, names: &DeclaredNames<'_>) -> Option<Resolved> {
    match (local, name) {
        (Local::Season, "season.purchases.count") => {
            Some(Resolved::number(Fact::SeasonPurchases, Phase::EachSeason))
        }
        (Local::Season, "season.purchases.value") => {
            Some(Resolved::number(Fact::SeasonValue, Phase::EachSeason))
        }
        (Local::Step, "step.content") => Some(Resolved::new(
            Fact::StepContent,
            FactType::Text(Compare::Fold),
            Phase::EachStep,
        )),
        (Local::Step, "step.topic") => Some(Resolved::new(
            Fact::StepTopic,
            FactType::Text(Compare::Fold),
            Phase::EachStep,
        )),
        (Local::Interest { stage }, _) => interest(name.strip_prefix("interest.")?, stage, names),
        _ => None,
    }
}

fn interest(name: &str, with_stage: bool, names: &DeclaredNames<'_>) -> Option<Resolved> {
    match name {
        "points" => return Some(Resolved::number(Fact::InterestPoints, Phase::EachInterest)),
        "stage" if with_stage && names.has_interest_stages() => {
            return Some(Resolved::new(
                Fact::InterestStage,
                FactType::Level(Domain::InterestStage),
                Phase::EachInterest,
            ));
        }
        "purchases.count" => {
            let id = names.purchases?;
            return Some(Resolved::each_interest(id));
        }
        "purchases.days_since" => {
            return Some(Resolved::number(
                Fact::InterestDaysSince(names.purchases?),
                Phase::EachInterest,
            ));
        }
        _ => {}
    }
    let signal = name.strip_prefix("signals.")?.strip_suffix(".count")?;
    let id = names.signals.find(signal)?;
    Some(Resolved::each_interest(id.into()))
}

fn global(name: &str, names: &DeclaredNames<'_>) -> Option<Resolved> {
    let (head, rest) = name.split_once('.').unwrap_or((name, ""));
    match head {
        "profile" => profile(rest, names),
        "signals" => counter_of_signal(rest, names),
        "activity" => counter(names.activity, rest, false),
        "purchases" => match rest {
            "products" => names
                .purchases
                .map(|_| Resolved::number(Fact::Products, Phase::Inputs)),
            _ => counter(names.purchases?, rest, true),
        },
        "switches" => switch(rest, names),
        "seasons" => Some(Resolved::new(
            Fact::Season(names.seasons.find(rest)?),
            FactType::Flag,
            Phase::Inputs,
        )),
        "interests" => interests(rest, names),
        "segments" => Some(Resolved::new(
            Fact::Segment(names.segments.find(rest)?),
            FactType::Flag,
            Phase::Segments,
        )),
        _ => computed(name, names),
    }
}

fn profile(rest: &str, names: &DeclaredNames<'_>) -> Option<Resolved> {
    let (name, field) = rest.split_once('.').unwrap_or((rest, ""));
    let id = names.attributes.find(name)?;
    let declared = names.document.attributes.get(name)?;
    names.read(Declared::Attribute(id));
    match (field, declared.type_) {
        ("", type_) => Some(Resolved::new(
            Fact::Attribute(id),
            FactType::declared(type_, declared.compare),
            Phase::Inputs,
        )),
        ("days_since", Type::Date) => Some(Resolved::number(Fact::DaysSince(id), Phase::Inputs)),
        ("days_until", Type::Date) => Some(Resolved::number(Fact::DaysUntil(id), Phase::Inputs)),
        ("days_to_anniversary", Type::Date) => {
            Some(Resolved::number(Fact::DaysToAnniversary(id), Phase::Inputs))
        }
        _ => None,
    }
}

fn counter_of_signal(rest: &str, names: &DeclaredNames<'_>) -> Option<Resolved> {
    let (name, field) = rest.split_once('.')?;
    counter(names.signals.find(name)?.into(), field, true)
}

fn counter(id: CounterId, field: &str, all: bool) -> Option<Resolved> {
    match field {
        "count" => Some(Resolved::windowed(Fact::Count(id), Windowed::Count(id))),
        "value" if all => Some(Resolved::windowed(Fact::Value(id), Windowed::Value(id))),
        "days_since" => Some(Resolved::number(Fact::CounterDaysSince(id), Phase::Inputs)),
        "days_since_first" if all => Some(Resolved::number(
            Fact::CounterDaysSinceFirst(id),
            Phase::Inputs,
        )),
        _ => None,
    }
}

fn switch(name: &str, names: &DeclaredNames<'_>) -> Option<Resolved> {
    let id = names.switches.find(name)?;
    let by = names.document.switches.as_ref()?.get(name)?.by.as_ref();
    let type_ = by.map_or(FactType::Flag, |by| FactType::Tags(names.compare_of(by)));
    Some(Resolved::new(Fact::Switch(id), type_, Phase::Inputs))
}

fn interests(rest: &str, names: &DeclaredNames<'_>) -> Option<Resolved> {
    let interests = names.document.interests.as_ref()?;
    let compare = names.compare_of(&interests.property);
    if rest == "top" {
        return Some(Resolved::new(
            Fact::TopInterest,
            FactType::Text(compare),
            Phase::Interests,
        ));
    }
    let (name, field) = rest.rsplit_once('.')?;
    match field {
        "points" => Some(Resolved::number(
            Fact::NamedInterestPoints(names.interest(name, compare)),
            Phase::Interests,
        )),
        "stage" if names.has_interest_stages() => Some(Resolved::new(
            Fact::NamedInterestStage(names.interest(name, compare)),
            FactType::Level(Domain::InterestStage),
            Phase::Interests,
        )),
        _ => None,
    }
}

/// Facts that sections compute. Facts of absent sections do not exist.
fn computed(name: &str, names: &DeclaredNames<'_>) -> Option<Resolved> {
    let document = names.document;
    let text = FactType::Text(Compare::Fold);
    if let Some(group) = name.strip_prefix("fit.groups.") {
        return Some(Resolved::number(
            Fact::FitGroup(names.fit_groups.find(group)?),
            Phase::Fit,
        ));
    }
    if let Some(group) = name.strip_prefix("engagement.groups.") {
        return Some(Resolved::number(
            Fact::EngagementGroup(names.engagement_groups.find(group)?),
            Phase::Engagement,
        ));
    }
    let (exists, resolved) = match name {
        "completeness.level" => (
            document.completeness.is_some(),
            Resolved::number(Fact::Completeness, Phase::Completeness),
        ),
        "persona" => (
            document.personas.is_some(),
            Resolved::new(Fact::Persona, text, Phase::Persona),
        ),
        "fit.points" => (
            document.fit.is_some(),
            Resolved::number(Fact::FitPoints, Phase::Fit),
        ),
        "fit.grade" => (
            document.fit.is_some(),
            Resolved::new(Fact::FitGrade, FactType::Level(Domain::Grade), Phase::Fit),
        ),
        "fit.known" => (
            document.fit.is_some(),
            Resolved::number(Fact::FitKnown, Phase::Fit),
        ),
        "engagement.points" => (
            document.engagement.is_some(),
            Resolved::number(Fact::EngagementPoints, Phase::Engagement),
        ),
        "engagement.rank" => (
            document.engagement.is_some(),
            Resolved::new(
                Fact::EngagementRank,
                FactType::Level(Domain::Rank),
                Phase::Engagement,
            ),
        ),
        "cell" => (
            document.fit.is_some() && document.engagement.is_some(),
            Resolved::new(Fact::Cell, text, Phase::Cell),
        ),
        "total.points" => (
            document.fit.is_some() && document.engagement.is_some(),
            Resolved::number(Fact::TotalPoints, Phase::Cell),
        ),
        "cycle.points" => (
            document.buying_cycle.is_some(),
            Resolved::number(Fact::CyclePoints, Phase::Cycle),
        ),
        "cycle.length_days" => (
            document.buying_cycle.is_some(),
            Resolved::number(Fact::CycleLength, Phase::Cycle),
        ),
        "cycle.elapsed_days" => (
            document.buying_cycle.is_some(),
            Resolved::number(Fact::CycleElapsed, Phase::Cycle),
        ),
        "cycle.overdue_days" => (
            document.buying_cycle.is_some(),
            Resolved::number(Fact::CycleOverdue, Phase::Cycle),
        ),
        "cycle.phase" => (
            document.buying_cycle.is_some(),
            Resolved::number(Fact::CyclePhase, Phase::Cycle),
        ),
        "readiness.points" => (
            document.readiness.is_some(),
            Resolved::number(Fact::ReadinessPoints, Phase::Readiness),
        ),
        "readiness.ready" => (
            document.readiness.is_some(),
            Resolved::new(Fact::Ready, FactType::Flag, Phase::Readiness),
        ),
        "stage" => (
            document.lifecycle.is_some(),
            Resolved::new(Fact::Stage, FactType::Level(Domain::Stage), Phase::Stage),
        ),
        "qualification" => (
            document.qualification.is_some(),
            Resolved::new(Fact::Qualification, text, Phase::Qualification),
        ),
        _ => return None,
    };
    exists.then_some(resolved)
}
