//! The value of every fact, read from where it was computed.

use super::seasons;
use super::state::Base;
use crate::condition::{Slot, Slots, TextForm};
use crate::document::Compare;
use crate::exact::{Day, Milli, Number};
use crate::intake::{Cell, Tags};
use crate::model::fact::{Domain, Fact};
use crate::tally::age;

/// The value of a fact, with texts as they are shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Known<'s> {
    Missing,
    Number(Number),
    Flag(bool),
    Level(u32, Domain),
    Day(Day),
    Text(&'s str),
    Owned(String),
    Members(Tags<'s>),
    Texts(Vec<&'s str>),
}

impl<'s> Known<'s> {
    fn whole(number: impl Into<i64>) -> Self {
        Self::Number(Number::whole(number.into()))
    }

    fn count(number: u64) -> Self {
        Self::whole(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn milli(milli: Milli) -> Self {
        Self::Number(Number::milli(milli))
    }

    /// A sum of values; its range was checked when it was counted.
    fn value(sum: i128) -> Self {
        i64::try_from(sum).map_or(Self::Missing, |sum| Self::milli(Milli(sum)))
    }

    fn or_missing(value: Option<Self>) -> Self {
        value.unwrap_or(Self::Missing)
    }

    /// As conditions compare it.
    #[inline]
    pub(crate) fn into_slot(self, slots: &mut Slots, form: Option<TextForm>) -> Slot {
        let form = form.unwrap_or(TextForm::Prepared(Compare::Fold));
        match self {
            Self::Missing => Slot::Missing,
            Self::Number(number) => Slot::Number(number),
            Self::Flag(flag) => Slot::Flag(flag),
            Self::Level(level, _) => Slot::Level(level),
            Self::Day(day) => Slot::Day(day),
            Self::Text(text) => Slot::Text(slots.keep(text, form)),
            Self::Owned(text) => Slot::Text(slots.keep(&text, form)),
            Self::Members(tags) => slots.keep_tags(tags.texts(), form),
            Self::Texts(list) => slots.keep_tags(list, form),
        }
    }

    /// The number, where it is one.
    pub(crate) fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text, where it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Owned(text) => Some(text),
            _ => None,
        }
    }

    /// As a text, where it is one.
    pub(crate) fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.to_owned()),
            Self::Owned(text) => Some(text),
            _ => None,
        }
    }
}

impl<'a> Base<'a> {
    /// The value of a fact as far as it is computed.
    #[inline]
    pub(crate) fn value(&self, fact: Fact) -> Known<'_> {
        match fact {
            Fact::Attribute(id) => self.attribute(id),
            Fact::DaysSince(_)
            | Fact::DaysUntil(_)
            | Fact::CounterDaysSince(_)
            | Fact::CounterDaysSinceFirst(_) => self.days(fact, self.today),
            Fact::DaysToAnniversary(id) => {
                self.days_from(id, |day| seasons::days_to_anniversary(day, self.today))
            }
            Fact::Count(id) => Known::count(self.counter(id).count),
            Fact::Value(id) => Known::value(self.counter(id).value),
            Fact::WindowCount(id) => Known::count(self.window(id).count),
            Fact::WindowValue(id) => Known::value(self.window(id).value),
            Fact::Switch(id) => self.switch(id),
            Fact::Season(id) => {
                let season = self.plan.seasons.get(id as usize);
                Known::Flag(season.is_some_and(|season| seasons::holds(season, self.today)))
            }
            Fact::Products => Known::count(self.lead.gathered.products.len() as u64),
            Fact::SeasonPurchases => Known::count(self.local.season.0),
            Fact::SeasonValue => Known::value(self.local.season.1),
            Fact::StepContent => Known::or_missing(self.local.content.as_deref().map(Known::Text)),
            Fact::StepTopic => Known::or_missing(self.local.topic.as_deref().map(Known::Text)),
            // Facts of events exist in `where` only, which has slots of its own.
            Fact::EventValue | Fact::EventProperty(_) => Known::Missing,
            _ => self.computed(fact),
        }
    }

    /// A number of days to or from a date, which any day can be asked for.
    pub(crate) fn days(&self, fact: Fact, today: Day) -> Known<'static> {
        let counted = |id, read: fn((Day, Day)) -> Day| {
            let day = self.counter(id).days().map(read);
            Known::or_missing(day.map(|day| Known::whole(age(today, day))))
        };
        match fact {
            Fact::DaysSince(id) => self.days_from(id, |day| today.since(day)),
            Fact::DaysUntil(id) => self.days_from(id, |day| day.since(today)),
            Fact::CounterDaysSince(id) => counted(id, |(_, newest)| newest),
            Fact::CounterDaysSinceFirst(id) => counted(id, |(oldest, _)| oldest),
            _ => Known::Missing,
        }
    }

    /// Facts that sections computed.
    #[inline]
    fn computed(&self, fact: Fact) -> Known<'_> {
        let outcome = &self.outcome;
        let fit = |read: fn(&super::SectionOutcome) -> Known<'static>| {
            Known::or_missing(outcome.fit.as_ref().map(read))
        };
        let engagement = |read: fn(&super::SectionOutcome) -> Known<'static>| {
            Known::or_missing(outcome.engagement.as_ref().map(read))
        };
        match fact {
            Fact::Completeness => Known::or_missing(outcome.completeness.map(Known::whole)),
            Fact::Persona => Known::or_missing(self.persona_name().map(Known::Text)),
            Fact::FitPoints => fit(|fit| Known::milli(fit.points)),
            Fact::FitGrade => fit(|fit| Known::Level(fit.band, Domain::Grade)),
            Fact::FitKnown => fit(|fit| Known::or_missing(fit.known.map(Known::whole))),
            Fact::FitGroup(id) => group(outcome.fit.as_ref(), id),
            Fact::EngagementPoints => engagement(|engagement| Known::milli(engagement.points)),
            Fact::EngagementRank => {
                engagement(|engagement| Known::Level(engagement.band, Domain::Rank))
            }
            Fact::EngagementGroup(id) => group(outcome.engagement.as_ref(), id),
            Fact::Cell => Known::or_missing(self.cell().map(Known::Owned)),
            Fact::TotalPoints => Known::or_missing(outcome.total().map(Known::milli)),
            Fact::CyclePoints => Known::or_missing(
                outcome
                    .cycle
                    .as_ref()
                    .map(|cycle| Known::milli(cycle.points)),
            ),
            Fact::CycleLength => self.course(|course| course.length_days),
            Fact::CycleElapsed => self.course(|course| course.elapsed_days),
            Fact::CycleOverdue => self.course(super::outcome::Course::overdue_days),
            Fact::CyclePhase => self.course(super::outcome::Course::phase),
            Fact::ReadinessPoints => {
                Known::or_missing(outcome.readiness.map(|(points, _)| Known::milli(points)))
            }
            Fact::Ready => {
                Known::or_missing(outcome.readiness.map(|(_, ready)| Known::Flag(ready)))
            }
            Fact::Stage => Known::or_missing(
                outcome
                    .stage
                    .map(|stage| Known::Level(stage, Domain::Stage)),
            ),
            Fact::Segment(id) => {
                let segments = outcome.segments.as_ref();
                Known::Flag(segments.is_some_and(|held| held.contains(&id)))
            }
            Fact::Qualification => Known::or_missing(self.qualification_name().map(Known::Text)),
            _ => self.of_interests(fact),
        }
    }

    #[inline(never)]
    fn of_interests(&self, fact: Fact) -> Known<'_> {
        let stage = |interest: &super::InterestOutcome| {
            Known::or_missing(
                interest
                    .stage
                    .map(|stage| Known::Level(stage, Domain::InterestStage)),
            )
        };
        let own = self
            .local
            .interest
            .and_then(|at| self.outcome.interests.get(at));
        let tally = own
            .and_then(|own| self.interests.get(own.tally))
            .map(|interest| &interest.tally);
        match fact {
            Fact::TopInterest => Known::or_missing(self.top_interest().map(Known::Text)),
            Fact::NamedInterestPoints(id) => Known::milli(
                self.named_interest(id)
                    .map_or(Milli::ZERO, |interest| interest.points),
            ),
            Fact::NamedInterestStage(id) => Known::or_missing(self.named_interest(id).map(stage)),
            Fact::InterestPoints => Known::or_missing(own.map(|own| Known::milli(own.points))),
            Fact::InterestStage => Known::or_missing(own.map(stage)),
            Fact::InterestCount(id) => Known::or_missing(
                tally
                    .and_then(|tally| tally.counters.get(id as usize))
                    .map(|counter| Known::count(counter.count)),
            ),
            Fact::InterestWindowCount(id) => Known::or_missing(
                tally
                    .and_then(|tally| tally.windows.get(id as usize))
                    .map(|window| Known::count(window.count)),
            ),
            Fact::InterestDaysSince(id) => {
                let days = tally.and_then(|tally| tally.counters.get(id as usize)?.days());
                Known::or_missing(days.map(|(_, newest)| Known::whole(self.age(newest))))
            }
            _ => Known::Missing,
        }
    }

    fn attribute(&self, id: u32) -> Known<'_> {
        match self.cells.get(id as usize) {
            None | Some(Cell::Missing) => Known::Missing,
            Some(Cell::Number(number)) => Known::Number(*number),
            Some(Cell::Flag(flag)) => Known::Flag(*flag),
            Some(Cell::Day(day)) => Known::Day(*day),
            Some(Cell::Text(text, _)) => Known::Text(text),
            Some(Cell::Tags(tags)) => Known::Members(*tags),
        }
    }

    fn days_from(&self, id: u32, days: impl FnOnce(Day) -> i32) -> Known<'static> {
        match self.cells.get(id as usize) {
            Some(Cell::Day(day)) => Known::whole(days(*day)),
            _ => Known::Missing,
        }
    }

    pub(super) fn counter(&self, id: u32) -> crate::tally::Counter {
        self.tally
            .counters
            .get(id as usize)
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn window(&self, id: u32) -> crate::tally::Window {
        self.tally
            .windows
            .get(id as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Days since the newest and the oldest event of a counter.
    pub(crate) fn days_since(&self, counter: u32) -> Option<(i64, i64)> {
        let (oldest, newest) = self.counter(counter).days()?;
        Some((self.age(newest), self.age(oldest)))
    }

    fn age(&self, day: Day) -> i64 {
        age(self.today, day).into()
    }

    fn switch(&self, id: u32) -> Known<'_> {
        match self.switch_state(id) {
            Some(super::SwitchState::Flag(flag)) => Known::Flag(flag),
            Some(super::SwitchState::Values(values)) if values.is_empty() => Known::Missing,
            Some(super::SwitchState::Values(values)) => Known::Texts(values),
            None => Known::Missing,
        }
    }

    pub(crate) fn switch_state(&self, id: u32) -> Option<super::SwitchState<'a>> {
        let plan = self.plan.intake.switches.get(id as usize)?;
        let book = &self.lead.gathered.switches;
        Some(match plan.by {
            Some(_) => super::SwitchState::Values(book.values(id as usize)),
            None => super::SwitchState::Flag(book.state(id as usize, plan.default)),
        })
    }

    fn course(&self, read: impl FnOnce(&super::outcome::Course) -> i64) -> Known<'static> {
        Known::or_missing(
            self.outcome
                .cycle
                .as_ref()
                .and_then(|cycle| cycle.course.as_ref())
                .map(|course| Known::whole(read(course))),
        )
    }

    fn named_interest(&self, id: u32) -> Option<&super::InterestOutcome> {
        let key = self.plan.interests.as_ref()?.named.get(id as usize)?;
        let book = &self.lead.gathered.interests;
        self.outcome.interests.iter().find(|interest| {
            let place = self.interests.get(interest.tally).map(|own| own.interest);
            place
                .and_then(|place| book.get(place))
                .is_some_and(|one| *one.key == **key)
        })
    }

    /// The first interest, if its points are above 0.
    pub(crate) fn top_interest(&self) -> Option<&str> {
        self.outcome
            .interests
            .first()
            .filter(|interest| interest.points > Milli::ZERO)
            .map(|interest| self.interest_name(*interest))
    }
}

impl Base<'_> {
    /// Purchases, where the model says what they are.
    pub(crate) fn purchases(&self) -> Option<super::Purchases> {
        let id = self.plan.counting.purchases?;
        let (counter, days) = (self.counter(id), self.days_since(id));
        Some(super::Purchases {
            count: counter.count,
            value: Milli(i64::try_from(counter.value).ok()?),
            products: self.lead.gathered.products.len() as u64,
            days_since: days.map(|(newest, _)| newest),
            days_since_first: days.map(|(_, oldest)| oldest),
        })
    }

    /// Known attributes of each kind, in the order of the kinds.
    pub(crate) fn known_kinds(&self) -> [u32; 4] {
        let mut known = [0; 4];
        for (cell, attribute) in self
            .cells
            .iter()
            .zip(self.plan.document.attributes.values())
        {
            if let (false, Some(kind)) = (matches!(cell, Cell::Missing), attribute.kind)
                && let Some(count) = known.get_mut(kind as usize)
            {
                *count += 1;
            }
        }
        known
    }
}

fn group(section: Option<&super::SectionOutcome>, id: u32) -> Known<'static> {
    Known::or_missing(
        section
            .and_then(|section| section.groups.get(id as usize))
            .map(|points| Known::milli(*points)),
    )
}
