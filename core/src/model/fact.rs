//! Facts: the named values that conditions test, with their types and phases.

use super::ids::{AttributeId, CounterId, GroupId, PropertyId, SeasonId, SegmentId, SwitchId};
use crate::document::Type;
use crate::text::Compare;

/// A fact with its names resolved to positions in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Fact {
    Attribute(AttributeId),
    DaysSince(AttributeId),
    DaysUntil(AttributeId),
    DaysToAnniversary(AttributeId),
    EventValue,
    EventProperty(PropertyId),
    /// Count of a counter: a signal, or a set of signals.
    Count(CounterId),
    Value(CounterId),
    CounterDaysSince(CounterId),
    CounterDaysSinceFirst(CounterId),
    WindowCount(u32),
    WindowValue(u32),
    Switch(SwitchId),
    Season(SeasonId),
    Products,
    Completeness,
    Persona,
    FitPoints,
    FitGrade,
    FitKnown,
    FitGroup(GroupId),
    EngagementPoints,
    EngagementRank,
    EngagementGroup(GroupId),
    Cell,
    TotalPoints,
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
    Segment(SegmentId),
    Qualification,
    SeasonPurchases,
    SeasonValue,
    InterestPoints,
    InterestCount(CounterId),
    InterestWindowCount(u32),
    InterestDaysSince(CounterId),
    InterestStage,
    StepContent,
    StepTopic,
}

impl Fact {
    /// Whether its value stays the same from day to day without new events.
    pub(crate) fn is_lasting(self) -> bool {
        matches!(
            self,
            Self::Attribute(_) | Self::Count(_) | Self::Value(_) | Self::Switch(_) | Self::Products
        )
    }

    /// Whether it is a number that may change from day to day even if no condition changes its
    /// answer and no season begins or ends.
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
            | Self::TotalPoints
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

/// The type of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FactType {
    Number,
    Text(Compare),
    Flag,
    Date,
    Tags(Compare),
    Level(Domain),
}

/// The list that a level is a position in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Domain {
    Grade,
    Rank,
    Stage,
    InterestStage,
}

impl FactType {
    /// The name in messages.
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

    pub(super) fn declared(type_: Type, compare: Compare) -> Self {
        match type_ {
            Type::Number => Self::Number,
            Type::Text => Self::Text(compare),
            Type::Flag => Self::Flag,
            Type::Date => Self::Date,
            Type::Tags => Self::Tags(compare),
        }
    }
}

/// The phases of evaluation, in order. A section sees only earlier phases.
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
    /// Facts of one season, interest or step, filled again for each.
    EachSeason,
    EachInterest,
    EachStep,
}

impl Phase {
    pub(crate) const COUNT: usize = Self::EachStep as usize + 1;

    /// Whether its facts exist in only one place of the document.
    pub(super) fn is_local(self) -> bool {
        self >= Self::EachSeason
    }
}

/// The facts that a place in the document can use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// Only facts of earlier steps.
    pub(crate) before: Phase,
    pub(crate) local: Local,
}

/// Facts that exist only in some places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Local {
    None,
    /// `where`, which has only these facts.
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

/// The counter of a fact with a time window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Windowed {
    No,
    Count(CounterId),
    Value(CounterId),
    InterestCount(CounterId),
}

/// A resolved fact.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved {
    pub(crate) fact: Fact,
    pub(crate) type_: FactType,
    pub(crate) phase: Phase,
    pub(crate) windowed: Windowed,
}

/// Why a name cannot be resolved.
pub(crate) struct Unresolved {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Resolved {
    pub(super) fn new(fact: Fact, type_: FactType, phase: Phase) -> Self {
        Self {
            fact,
            type_,
            phase,
            windowed: Windowed::No,
        }
    }

    pub(super) fn number(fact: Fact, phase: Phase) -> Self {
        Self::new(fact, FactType::Number, phase)
    }

    /// The count of a counter within one interest.
    pub(super) fn each_interest(counter: CounterId) -> Self {
        Self {
            fact: Fact::InterestCount(counter),
            type_: FactType::Number,
            phase: Phase::EachInterest,
            windowed: Windowed::InterestCount(counter),
        }
    }

    pub(super) fn windowed(fact: Fact, windowed: Windowed) -> Self {
        Self {
            fact,
            type_: FactType::Number,
            phase: Phase::Inputs,
            windowed,
        }
    }
}
