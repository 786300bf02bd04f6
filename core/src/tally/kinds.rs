//! The kinds of events: those that the compiler made, and rare ones that are added while events are read.

use rustc_hash::FxHashMap;

use crate::model::ids::{ById, Id, KindId, SignalId};
use crate::model::kinds::EventKind;
use crate::model::plan::Compiled;

/// The kinds of events. The position of a kind is its id: first the kinds of the model, then the others.
#[derive(Clone, Debug)]
pub(crate) struct Kinds<'p> {
    plan: &'p ById<KindId, EventKind>,
    others: Vec<EventKind>,
    /// Ids of the others, by their signals.
    ids: FxHashMap<Box<[SignalId]>, KindId>,
}

impl<'p> Kinds<'p> {
    pub(crate) fn new(plan: &'p Compiled) -> Self {
        Self {
            plan: &plan.kinds,
            others: Vec::new(),
            ids: FxHashMap::default(),
        }
    }

    #[inline]
    pub(crate) fn get(&self, id: KindId) -> Option<&EventKind> {
        let id = id.at();
        let found = match id.checked_sub(self.plan.len()) {
            None => self.plan.get(id),
            Some(other) => self.others.get(other),
        };
        debug_assert!(found.is_some(), "no kind {id}");
        found
    }

    /// The id of the kind of events that match exactly these signals, which are sorted.
    pub(crate) fn id(&mut self, signals: &[SignalId], plan: &Compiled) -> KindId {
        match plan.kind_ids.get(signals) {
            Some(id) => *id,
            None => self.other(signals, plan),
        }
    }

    /// [`Kinds::id`] of a kind that the model does not have.
    pub(super) fn other(&mut self, signals: &[SignalId], plan: &Compiled) -> KindId {
        if let Some(id) = self.ids.get(signals) {
            return *id;
        }
        let id = KindId::new(self.plan.len() + self.others.len());
        self.others
            .push(EventKind::new(signals, &plan.counting, plan.signals.len()));
        self.ids.insert(signals.into(), id);
        id
    }
}
