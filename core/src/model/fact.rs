//! Facts: the named values that conditions test, and what each of them is.

use super::names::Names;
use crate::document::Type;
use crate::text::{Compare, nearest};

/// A fact with its names resolved to positions in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Fact {
    Attribute(u32),
    DaysSince(u32),
    DaysUntil(u32),
    DaysToAnniversary(u32),
    EventValue,
    EventProperty(u32),
    /// Count of a counter: a signal, or a set of signals.
    Count(u32),
    Value(u32),
    CounterDaysSince(u32),
    CounterDaysSinceFirst(u32),
    WindowCount(u32),
    WindowValue(u32),
    Switch(u32),
    Season(u32),
    Products,
    Completeness,
    Persona,
    FitPoints,
    FitGrade,
    FitKnown,
    FitGroup(u32),
    EngagementPoints,
    EngagementRank,
    EngagementGroup(u32),
    Cell,
    CyclePoints,
    CycleLength,
    CycleElapsed,
    CycleOverdue,
    CyclePhase,
    ReadinessPoints,
    Ready,
    TopInterest,
    NamedInterestPoints(u32),
    NamedInterestStage(u32),
    Stage,
    Segment(u32),
    Qualification,
    SeasonPurchases,
    SeasonValue,
    InterestPoints,
    InterestCount(u32),
    InterestWindowCount(u32),
    InterestDaysSince(u32),
    InterestStage,
    StepContent,
    StepTopic,
}

impl Fact {
    /// Whether its value is the same on every day, as long as nothing happens.
    pub(crate) fn is_lasting(self) -> bool {
        matches!(
            self,
            Self::Attribute(_) | Self::Count(_) | Self::Value(_) | Self::Switch(_) | Self::Products
        )
    }

    /// Whether it is a number that may change from day to day though no
    /// condition changes its answer and no season begins or ends.
    pub(crate) fn moves(self) -> bool {
        match self {
            Self::DaysSince(_)
            | Self::DaysUntil(_)
            | Self::DaysToAnniversary(_)
            | Self::CounterDaysSince(_)
            | Self::CounterDaysSinceFirst(_)
            | Self::WindowCount(_)
            | Self::WindowValue(_)
            | Self::EngagementPoints
            | Self::EngagementGroup(_)
            | Self::CyclePoints
            | Self::CycleElapsed
            | Self::CycleOverdue
            | Self::CyclePhase
            | Self::ReadinessPoints
            | Self::NamedInterestPoints(_)
            | Self::InterestPoints
            | Self::InterestWindowCount(_)
            | Self::InterestDaysSince(_) => true,
            Self::Attribute(_)
            | Self::EventValue
            | Self::EventProperty(_)
            | Self::Count(_)
            | Self::Value(_)
            | Self::Switch(_)
            | Self::Season(_)
            | Self::Products
            | Self::Completeness
            | Self::Persona
            | Self::FitPoints
            | Self::FitGrade
            | Self::FitKnown
            | Self::FitGroup(_)
            | Self::EngagementRank
            | Self::Cell
            | Self::CycleLength
            | Self::Ready
            | Self::TopInterest
            | Self::NamedInterestStage(_)
            | Self::Stage
            | Self::Segment(_)
            | Self::Qualification
            | Self::SeasonPurchases
            | Self::SeasonValue
            | Self::InterestCount(_)
            | Self::InterestStage
            | Self::StepContent
            | Self::StepTopic => false,
        }
    }

    /// Whether each season, interest or step has a value of its own.
    pub(crate) fn is_local(self) -> bool {
        matches!(
            self,
            Self::SeasonPurchases
                | Self::SeasonValue
                | Self::InterestPoints
                | Self::InterestCount(_)
                | Self::InterestWindowCount(_)
                | Self::InterestDaysSince(_)
                | Self::InterestStage
                | Self::StepContent
                | Self::StepTopic
        )
    }
}

/// What a fact's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FactType {
    Number,
    Text(Compare),
    Flag,
    Date,
    Tags(Compare),
    Level(Domain),
}

/// Which list a level is a position in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Domain {
    Grade,
    Rank,
    Stage,
    InterestStage,
}

impl FactType {
    /// In the words of messages.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Text(_) => "text",
            Self::Flag => "flag",
            Self::Date => "date",
            Self::Tags(_) => "tags",
            Self::Level(Domain::Grade) => "grade",
            Self::Level(Domain::Rank) => "rank",
            Self::Level(Domain::Stage | Domain::InterestStage) => "stage",
        }
    }

    fn declared(type_: Type, compare: Compare) -> Self {
        match type_ {
            Type::Number => Self::Number,
            Type::Text => Self::Text(compare),
            Type::Flag => Self::Flag,
            Type::Date => Self::Date,
            Type::Tags => Self::Tags(compare),
        }
    }
}

/// The steps of evaluation, in their order; a section sees earlier steps only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Inputs,
    Completeness,
    Persona,
    Fit,
    Engagement,
    Cell,
    Cycle,
    Readiness,
    Interests,
    Stage,
    Segments,
    Qualification,
    Steps,
    /// Facts of one season, interest or step: filled again for each of them.
    EachSeason,
    EachInterest,
    EachStep,
}

impl Phase {
    pub(crate) const COUNT: usize = Self::EachStep as usize + 1;

    /// Whether its facts exist in one place of the document only.
    fn is_local(self) -> bool {
        self >= Self::EachSeason
    }
}

/// Which facts a place in the document may name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// Only facts of earlier steps.
    pub(crate) before: Phase,
    pub(crate) local: Local,
}

/// Facts that exist in some places only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Local {
    None,
    /// `where`: these and no others.
    Event,
    Season,
    /// `interest.*`, and in next steps also `interest.stage`.
    Interest {
        stage: bool,
    },
    Step,
}

impl View {
    pub(crate) const fn before(before: Phase) -> Self {
        Self {
            before,
            local: Local::None,
        }
    }

    pub(crate) const fn with(before: Phase, local: Local) -> Self {
        Self { before, local }
    }
}

/// A counter whose numbers can be asked for within the last days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Windowed {
    No,
    Count(u32),
    Value(u32),
    InterestCount(u32),
}

/// What a fact's name stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved {
    pub(crate) fact: Fact,
    pub(crate) type_: FactType,
    pub(crate) phase: Phase,
    pub(crate) windowed: Windowed,
}

/// Why a name is no fact here.
pub(crate) struct Unresolved {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Resolved {
    fn new(fact: Fact, type_: FactType, phase: Phase) -> Self {
        Self {
            fact,
            type_,
            phase,
            windowed: Windowed::No,
        }
    }

    fn number(fact: Fact, phase: Phase) -> Self {
        Self::new(fact, FactType::Number, phase)
    }

    /// The count of a counter within one interest.
    fn each_interest(counter: u32) -> Self {
        Self {
            fact: Fact::InterestCount(counter),
            type_: FactType::Number,
            phase: Phase::EachInterest,
            windowed: Windowed::InterestCount(counter),
        }
    }

    fn windowed(fact: Fact, windowed: Windowed) -> Self {
        Self {
            fact,
            type_: FactType::Number,
            phase: Phase::Inputs,
            windowed,
        }
    }
}

/// Resolves a fact's name for a place that sees `view`.
pub(crate) fn resolve(name: &str, view: View, names: &Names<'_>) -> Result<Resolved, Unresolved> {
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

/// The fact of that name, whichever step computes it.
pub(crate) fn find(name: &str, place: Local, names: &Names<'_>) -> Option<Resolved> {
    match place {
        Local::Event => event(name, names),
        _ => local(name, place, names).or_else(|| global(name, names)),
    }
}

fn unknown(name: &str, view: View, names: &Names<'_>) -> Unresolved {
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
        "signals" => "declare the signal under `signals`, then `.count`, `.value`, `.days_since` or `.days_since_first`".into(),
        "event" => "`event.*` is known in `where` only".into(),
        "season" => "`season.purchases.*` is known in the seasons of `buying_cycle` only".into(),
        "interest" => "`interest.*` is known in the stages of `interests` and in next steps with `per = \"interest\"`".into(),
        "step" => "`step.*` is known in `allowed` and `limits` of channels only".into(),
        _ => "the reference lists every fact; a fact of a section that is absent does not exist".into(),
    }
}

fn listed(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn event(name: &str, names: &Names<'_>) -> Option<Resolved> {
    let property = name.strip_prefix("event.")?;
    if property == "value" {
        return Some(Resolved::number(Fact::EventValue, Phase::Inputs));
    }
    let id = names.properties.find(property)?;
    let declared = names.document.properties.get(property)?;
    Some(Resolved::new(
        Fact::EventProperty(id),
        FactType::declared(declared.type_, declared.compare),
        Phase::Inputs,
    ))
}

fn local(name: &str, local: Local, names: &Names<'_>) -> Option<Resolved> {
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

fn interest(name: &str, with_stage: bool, names: &Names<'_>) -> Option<Resolved> {
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
    Some(Resolved::each_interest(id))
}

fn global(name: &str, names: &Names<'_>) -> Option<Resolved> {
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

fn profile(rest: &str, names: &Names<'_>) -> Option<Resolved> {
    let (name, field) = rest.split_once('.').unwrap_or((rest, ""));
    let id = names.attributes.find(name)?;
    let declared = names.document.attributes.get(name)?;
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

fn counter_of_signal(rest: &str, names: &Names<'_>) -> Option<Resolved> {
    let (name, field) = rest.split_once('.')?;
    counter(names.signals.find(name)?, field, true)
}

fn counter(id: u32, field: &str, all: bool) -> Option<Resolved> {
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

fn switch(name: &str, names: &Names<'_>) -> Option<Resolved> {
    let id = names.switches.find(name)?;
    let by = names.document.switches.as_ref()?.get(name)?.by.as_ref();
    let type_ = by.map_or(FactType::Flag, |by| FactType::Tags(names.compare_of(by)));
    Some(Resolved::new(Fact::Switch(id), type_, Phase::Inputs))
}

fn interests(rest: &str, names: &Names<'_>) -> Option<Resolved> {
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

/// Facts that sections compute; those of a section that is absent do not exist.
fn computed(name: &str, names: &Names<'_>) -> Option<Resolved> {
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
