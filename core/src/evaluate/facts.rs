//! The value of every fact.

use super::fact_value::FactValue;
use super::seasons;
use super::state::Base;
use crate::exact::{Day, Milli};
use crate::intake::Cell;
use crate::model::fact::{Domain, Fact};
use crate::model::ids::{AttributeId, CounterId, GroupId, Id, SwitchId};
use crate::tally::age;

impl<'a> Base<'a> {
    /// The value of a fact; missing if its section has not been evaluated yet.
    #[inline]
    pub(crate) fn value(&self, fact: Fact) -> FactValue<'_> {
        match fact {
            Fact::Attribute(id) => self.attribute(id),
            Fact::DaysSince(_)
            | Fact::DaysUntil(_)
            | Fact::CounterDaysSince(_)
            | Fact::CounterDaysSinceFirst(_) => self.days(fact, self.today),
            Fact::DaysToAnniversary(id) => {
                self.days_from(id, |day| seasons::days_to_anniversary(day, self.today))
            }
            Fact::Count(id) => FactValue::count(self.counter(id).count),
            Fact::Value(id) => FactValue::value(self.counter(id).value),
            Fact::WindowCount(id) => FactValue::count(self.window(id).count),
            Fact::WindowValue(id) => FactValue::value(self.window(id).value),
            Fact::Switch(id) => self.switch(id),
            Fact::Season(id) => {
                let season = self.plan.seasons.by_id(id);
                FactValue::Flag(season.is_some_and(|season| seasons::holds(season, self.today)))
            }
            Fact::Products => FactValue::count(self.lead.event_set.products.len() as u64),
            Fact::SeasonPurchases => FactValue::count(self.local.season.count),
            Fact::SeasonValue => FactValue::value(self.local.season.value),
            Fact::StepContent => {
                FactValue::or_missing(self.local.content.as_deref().map(FactValue::Text))
            }
            Fact::StepTopic => {
                FactValue::or_missing(self.local.topic.as_deref().map(FactValue::Text))
            }
            // Facts of events exist only in `where`, which has slots of its own.
            Fact::EventValue | Fact::EventProperty(_) => FactValue::Missing,
            _ => self.computed(fact),
        }
    }

    /// The value of a fact that counts days to or from a date, on any day.
    pub(crate) fn days(&self, fact: Fact, today: Day) -> FactValue<'static> {
        let counted = |id, read: fn((Day, Day)) -> Day| {
            let day = self.counter(id).days().map(read);
            FactValue::or_missing(day.map(|day| FactValue::whole(age(today, day))))
        };
        match fact {
            Fact::DaysSince(id) => self.days_from(id, |day| today.since(day)),
            Fact::DaysUntil(id) => self.days_from(id, |day| day.since(today)),
            Fact::CounterDaysSince(id) => counted(id, |(_, newest)| newest),
            Fact::CounterDaysSinceFirst(id) => counted(id, |(oldest, _)| oldest),
            _ => FactValue::Missing,
        }
    }

    /// Facts that sections compute.
    #[inline]
    fn computed(&self, fact: Fact) -> FactValue<'_> {
        let outcome = &self.outcome;
        let fit = |read: fn(&super::SectionOutcome) -> FactValue<'static>| {
            FactValue::or_missing(outcome.fit.as_ref().map(read))
        };
        let engagement = |read: fn(&super::SectionOutcome) -> FactValue<'static>| {
            FactValue::or_missing(outcome.engagement.as_ref().map(read))
        };
        match fact {
            Fact::Completeness => FactValue::or_missing(outcome.completeness.map(FactValue::whole)),
            Fact::Persona => FactValue::or_missing(self.persona_name().map(FactValue::Text)),
            Fact::FitPoints => fit(|fit| FactValue::milli(fit.points)),
            Fact::FitGrade => fit(|fit| FactValue::Level(fit.band, Domain::Grade)),
            Fact::FitKnown => fit(|fit| FactValue::or_missing(fit.known.map(FactValue::whole))),
            Fact::FitGroup(id) => group(outcome.fit.as_ref(), id),
            Fact::EngagementPoints => engagement(|engagement| FactValue::milli(engagement.points)),
            Fact::EngagementRank => {
                engagement(|engagement| FactValue::Level(engagement.band, Domain::Rank))
            }
            Fact::EngagementGroup(id) => group(outcome.engagement.as_ref(), id),
            Fact::Cell => FactValue::or_missing(self.cell().map(FactValue::Owned)),
            Fact::TotalPoints => FactValue::or_missing(outcome.total().map(FactValue::milli)),
            Fact::CyclePoints => FactValue::or_missing(
                outcome
                    .cycle
                    .as_ref()
                    .map(|cycle| FactValue::milli(cycle.points)),
            ),
            Fact::CycleLength => self.course(|course| course.length_days),
            Fact::CycleElapsed => self.course(|course| course.elapsed_days),
            Fact::CycleOverdue => self.course(super::outcome::Course::overdue_days),
            Fact::CyclePhase => self.course(super::outcome::Course::phase),
            Fact::ReadinessPoints => FactValue::or_missing(
                outcome
                    .readiness
                    .map(|readiness| FactValue::milli(readiness.points)),
            ),
            Fact::Ready => {
                let ready = outcome.readiness.map(|readiness| readiness.ready);
                FactValue::or_missing(ready.map(FactValue::Flag))
            }
            Fact::Stage => FactValue::or_missing(
                outcome
                    .stage
                    .map(|stage| FactValue::Level(stage, Domain::Stage)),
            ),
            Fact::Segment(id) => {
                let segments = outcome.segments.as_ref();
                FactValue::Flag(segments.is_some_and(|held| held.contains(&id)))
            }
            Fact::Qualification => {
                FactValue::or_missing(self.qualification_name().map(FactValue::Text))
            }
            _ => self.of_interests(fact),
        }
    }

    #[inline(never)]
    fn of_interests(&self, fact: Fact) -> FactValue<'_> {
        let stage = |interest: &super::InterestOutcome| {
            FactValue::or_missing(
                interest
                    .stage
                    .map(|stage| FactValue::Level(stage, Domain::InterestStage)),
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
            Fact::TopInterest => FactValue::or_missing(self.top_interest().map(FactValue::Text)),
            Fact::NamedInterestPoints(id) => FactValue::milli(
                self.named_interest(id)
                    .map_or(Milli::ZERO, |interest| interest.points),
            ),
            Fact::NamedInterestStage(id) => {
                FactValue::or_missing(self.named_interest(id).map(stage))
            }
            Fact::InterestPoints => {
                FactValue::or_missing(own.map(|own| FactValue::milli(own.points)))
            }
            Fact::InterestStage => FactValue::or_missing(own.map(stage)),
            Fact::InterestCount(id) => FactValue::or_missing(
                tally
                    .and_then(|tally| tally.counters.by_id(id))
                    .map(|counter| FactValue::count(counter.count)),
            ),
            Fact::InterestWindowCount(id) => FactValue::or_missing(
                tally
                    .and_then(|tally| tally.windows.get(id as usize))
                    .map(|window| FactValue::count(window.count)),
            ),
            Fact::InterestDaysSince(id) => {
                let days = tally.and_then(|tally| tally.counters.by_id(id)?.days());
                FactValue::or_missing(days.map(|(_, newest)| FactValue::whole(self.age(newest))))
            }
            _ => FactValue::Missing,
        }
    }

    fn attribute(&self, id: AttributeId) -> FactValue<'_> {
        match self.cells.get(id.at()) {
            None | Some(Cell::Missing) => FactValue::Missing,
            Some(Cell::Number(number)) => FactValue::Number(*number),
            Some(Cell::Flag(flag)) => FactValue::Flag(*flag),
            Some(Cell::Day(day)) => FactValue::Day(*day),
            Some(Cell::Text(text, _)) => FactValue::Text(text),
            Some(Cell::Tags(tags)) => FactValue::Members(*tags),
        }
    }

    fn days_from(&self, id: AttributeId, days: impl FnOnce(Day) -> i32) -> FactValue<'static> {
        match self.cells.get(id.at()) {
            Some(Cell::Day(day)) => FactValue::whole(days(*day)),
            _ => FactValue::Missing,
        }
    }

    pub(super) fn counter(&self, id: CounterId) -> crate::tally::Counter {
        self.tally.counters.by_id(id).copied().unwrap_or_default()
    }

    pub(super) fn window(&self, id: u32) -> crate::tally::Window {
        self.tally
            .windows
            .get(id as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Days since the newest and the oldest event of a counter; `None` without events.
    pub(crate) fn days_since(&self, counter: CounterId) -> Option<(i64, i64)> {
        let (oldest, newest) = self.counter(counter).days()?;
        Some((self.age(newest), self.age(oldest)))
    }

    fn age(&self, day: Day) -> i64 {
        age(self.today, day).into()
    }

    fn switch(&self, id: SwitchId) -> FactValue<'_> {
        match self.switch_state(id) {
            Some(super::SwitchState::Flag(flag)) => FactValue::Flag(flag),
            Some(super::SwitchState::Values(values)) if values.is_empty() => FactValue::Missing,
            Some(super::SwitchState::Values(values)) => FactValue::Texts(values),
            None => FactValue::Missing,
        }
    }

    pub(crate) fn switch_state(&self, id: SwitchId) -> Option<super::SwitchState<'a>> {
        let plan = self.plan.intake.switches.by_id(id)?;
        let book = &self.lead.event_set.switches;
        Some(match plan.by {
            Some(_) => super::SwitchState::Values(book.values(id.at())),
            None => super::SwitchState::Flag(book.state(id.at(), plan.default)),
        })
    }

    fn course(&self, read: impl FnOnce(&super::outcome::Course) -> i64) -> FactValue<'static> {
        FactValue::or_missing(
            self.outcome
                .cycle
                .as_ref()
                .and_then(|cycle| cycle.course.as_ref())
                .map(|course| FactValue::whole(read(course))),
        )
    }

    fn named_interest(&self, id: u32) -> Option<&super::InterestOutcome> {
        let key = self.plan.interests.as_ref()?.named.get(id as usize)?;
        let book = &self.lead.event_set.interests;
        self.outcome.interests.iter().find(|interest| {
            let place = self.interests.get(interest.tally).map(|own| own.interest);
            place
                .and_then(|place| book.get(place))
                .is_some_and(|one| *one.key == **key)
        })
    }

    /// The interest with the most points, if it has more than 0.
    pub(crate) fn top_interest(&self) -> Option<&str> {
        self.outcome
            .interests
            .first()
            .filter(|interest| interest.points > Milli::ZERO)
            .map(|interest| self.interest_name(*interest))
    }
}

impl Base<'_> {
    /// The purchases; `None` unless the model says which events are purchases.
    pub(crate) fn purchases(&self) -> Option<super::Purchases> {
        let id = self.plan.counting.purchases?;
        let (counter, days) = (self.counter(id), self.days_since(id));
        Some(super::Purchases {
            count: counter.count,
            value: Milli(i64::try_from(counter.value).ok()?),
            products: self.lead.event_set.products.len() as u64,
            days_since: days.map(|(newest, _)| newest),
            days_since_first: days.map(|(_, oldest)| oldest),
        })
    }

    /// The number of known attributes of each kind, in the order of the kinds.
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

/// The points of a group of a section.
fn group(section: Option<&super::SectionOutcome>, id: GroupId) -> FactValue<'static> {
    FactValue::or_missing(
        section
            .and_then(|section| section.groups.get(id.at()))
            .map(|points| FactValue::milli(*points)),
    )
}
