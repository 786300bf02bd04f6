//! Channels and next steps.

use std::cmp::Reverse;

use super::compiler::{Compiler, pointer, suggestion};
use super::fact::{Local, Phase, View};
use super::plan::{
    ChannelChoice, ChannelPlan, CooldownPlan, HoursPlan, LimitPlan, SaidPlan, StepPlan, WindowPlan,
};
use crate::document::problems::Path;
use crate::document::{Channel, Hours, HoursSource, Limit, NextStep, Said};
use crate::exact::Milli;
use crate::text::prepare;

impl Compiler<'_> {
    pub(super) fn compile_channels(&mut self) -> Vec<ChannelPlan> {
        let path = Path::ROOT;
        let path = path.key("channels");
        self.document
            .channels
            .iter()
            .map(|(name, channel)| self.channel(channel, &path.key(name)))
            .collect()
    }

    fn channel(&mut self, channel: &Channel, path: &Path<'_>) -> ChannelPlan {
        let view = View::with(Phase::Steps, Local::Step);
        let limits_path = path.key("limits");
        ChannelPlan {
            allowed: channel
                .allowed
                .as_ref()
                .map(|allowed| self.condition(allowed, view, &path.key("allowed"))),
            limits: channel
                .limits
                .iter()
                .enumerate()
                .map(|(at, limit)| self.limit(limit, view, &limits_path.index(at)))
                .collect(),
            hours: channel
                .hours
                .as_ref()
                .map(|hours| self.hours(hours, &path.key("hours"))),
        }
    }

    fn limit(&mut self, limit: &Limit, view: View, path: &Path<'_>) -> LimitPlan {
        let signals = self.signals(&limit.signal, &path.key("signal"));
        let counter = self.counter_of(signals);
        LimitPlan {
            window: self.window(WindowPlan {
                counter,
                days: limit.within_days,
            }),
            count: u64::from(limit.count),
            when: limit
                .when
                .as_ref()
                .map(|when| self.condition(when, view, &path.key("when"))),
        }
    }

    fn hours(&mut self, hours: &Hours, path: &Path<'_>) -> HoursPlan {
        let view = View::before(Phase::Steps);
        let (fixed, fact) = match &hours.source {
            HoursSource::Fixed(from, to) => (Some((*from, *to)), None),
            HoursSource::Fact { fact, otherwise } => {
                (*otherwise, self.text_fact(fact, view, &path.key("fact")))
            }
        };
        HoursPlan {
            fixed,
            fact: fact.map(|(fact, _)| fact),
            weekdays: hours.weekdays.clone(),
        }
    }

    pub(super) fn compile_steps(&mut self) -> Option<Vec<StepPlan>> {
        let steps = self.document.next_steps.as_ref()?;
        let path = Path::ROOT;
        let path = path.key("next_steps");
        Some(
            steps
                .iter()
                .enumerate()
                .map(|(at, step)| self.step(step, &path.index(at)))
                .collect(),
        )
    }

    /// The positions of the steps by decreasing priority, then in order.
    pub(super) fn step_order(&self) -> Vec<u32> {
        let steps = self.document.next_steps.iter().flatten();
        let mut order: Vec<(u32, Milli)> = (0_u32..).zip(steps.map(|step| step.priority)).collect();
        order.sort_by_key(|(_, priority)| Reverse(*priority));
        order.into_iter().map(|(at, _)| at).collect()
    }

    fn step(&mut self, step: &NextStep, path: &Path<'_>) -> StepPlan {
        if step.per_interest && self.document.interests.is_none() {
            self.missing(
                Some("/interests".to_owned()),
                "needs_section",
                &path.key("per"),
                "found `per = \"interest\"` without `interests`",
                "say what events are about under `interests`",
            );
        }
        let local = if step.per_interest {
            Local::Interest { stage: true }
        } else {
            Local::None
        };
        let view = View::with(Phase::Steps, local);
        let fallback_path = path.key("fallback");
        let fallback = step.fallback.iter().enumerate();
        StepPlan {
            when: self.condition(&step.when, view, &path.key("when")),
            channel: step
                .channel
                .as_ref()
                .and_then(|said| self.channel_choice(said, view, &path.key("channel"))),
            fallback: fallback
                .filter_map(|(at, name)| self.channel_id(name, &fallback_path.index(at)))
                .collect(),
            content: step
                .content
                .as_ref()
                .and_then(|said| self.said(said, view, &path.key("content"))),
            topic: step
                .topic
                .as_ref()
                .and_then(|said| self.said(said, view, &path.key("topic"))),
            cooldown: step.cooldown.as_ref().map(|cooldown| {
                let signals = self.signals(&cooldown.signal, &path.key("cooldown").key("signal"));
                CooldownPlan {
                    signals,
                    days: cooldown.days,
                }
            }),
        }
    }

    fn channel_choice(
        &mut self,
        said: &Said,
        view: View,
        path: &Path<'_>,
    ) -> Option<ChannelChoice> {
        match said {
            Said::Text(name) => self.channel_id(name, path).map(ChannelChoice::Fixed),
            Said::Fact(fact) => {
                let (fact, compare) = self.text_fact(fact, view, &path.key("fact"))?;
                let names = self.document.channels.keys();
                let names = names.map(|name| prepare(name, compare).into()).collect();
                Some(ChannelChoice::Fact {
                    fact,
                    compare,
                    names,
                })
            }
        }
    }

    fn channel_id(&mut self, name: &str, path: &Path<'_>) -> Option<u32> {
        let channels = &self.document.channels;
        let found = channels
            .keys()
            .position(|known| known == name)
            .and_then(|at| u32::try_from(at).ok());
        if found.is_none() {
            let help = suggestion(name, channels.keys().map(String::as_str), "channel");
            self.missing(
                pointer("channels", name),
                "unknown_channel",
                path,
                format!("there is no channel `{name}`"),
                help,
            );
        }
        found
    }

    fn said(&mut self, said: &Said, view: View, path: &Path<'_>) -> Option<SaidPlan> {
        match said {
            Said::Text(text) => Some(SaidPlan::Text(text.clone())),
            Said::Fact(fact) => self
                .text_fact(fact, view, &path.key("fact"))
                .map(|(fact, _)| SaidPlan::Fact(fact)),
        }
    }
}
