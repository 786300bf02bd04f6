//! The kinds of events: those that the compiler made, and rare ones that are added while events are read.

use rustc_hash::FxHashMap;

use crate::model::kinds::EventKind;
use crate::model::plan::Compiled;

/// The kinds of events. The position of a kind is its id: first the kinds of the model, then the others.
#[derive(Clone, Debug)]
pub(crate) struct Kinds<'p> {
    plan: &'p [EventKind],
    others: Vec<EventKind>,
    /// Ids of the others, by their signals.
    ids: FxHashMap<Box<[u32]>, u32>,
}

impl<'p> Kinds<'p> {
    pub(crate) fn new(plan: &'p Compiled) -> Self {
        Self {
            plan: &plan.kinds,
            others: Vec::new(),
            ids: FxHashMap::default(),
        }
    }

    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn get(&self, id: u32) -> Option<&EventKind> {
        let id = id as usize;
        self.plan
            .get(id)
            .or_else(|| self.others.get(id - self.plan.len()))
    }

    /// The id of the kind of events that match exactly these signals, which are sorted.
    pub(crate) fn id(&mut self, signals: &[u32], plan: &Compiled) -> u32 {
        match plan.kind_ids.get(signals) {
            Some(id) => *id,
            None => self.other(signals, plan),
        }
    }

    /// [`Kinds::id`] of a kind that the model does not have.
    pub(super) fn other(&mut self, signals: &[u32], plan: &Compiled) -> u32 {
        if let Some(id) = self.ids.get(signals) {
            return *id;
        }
        let id = u32::try_from(self.plan.len() + self.others.len()).unwrap_or(u32::MAX);
        self.others
            .push(EventKind::new(signals, &plan.counting, plan.signals.len()));
        self.ids.insert(signals.into(), id);
        id
    }
}
