//! The names that a document declares, with which facts are resolved.

use std::cell::RefCell;
use std::marker::PhantomData;

use super::fact::Local;
use super::ids::{
    AttributeId, CounterId, GroupId, Id, PropertyId, SeasonId, SegmentId, SignalId, SwitchId,
};
use super::resolve::find;
use crate::document::{Document, Type};
use crate::text::{Compare, prepare};

/// Names in the order of their UTF-8 bytes. The position of a name is its id.
#[derive(Debug)]
pub(crate) struct NameList<'d, I = u32>(Vec<&'d str>, PhantomData<I>);

impl<'d, I: Id> NameList<'d, I> {
    fn new(names: impl IntoIterator<Item = &'d String>) -> Self {
        Self(names.into_iter().map(String::as_str).collect(), PhantomData)
    }

    /// The id of a name.
    pub(crate) fn find(&self, name: &str) -> Option<I> {
        self.0.binary_search(&name).ok().map(I::new)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'d str> {
        self.0.iter().copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Everything that a fact's name can refer to.
pub(crate) struct DeclaredNames<'d> {
    pub(crate) document: &'d Document,
    pub(crate) attributes: NameList<'d, AttributeId>,
    pub(crate) properties: NameList<'d, PropertyId>,
    pub(crate) signals: NameList<'d, SignalId>,
    pub(crate) switches: NameList<'d, SwitchId>,
    pub(crate) seasons: NameList<'d, SeasonId>,
    pub(crate) segments: NameList<'d, SegmentId>,
    pub(crate) fit_groups: NameList<'d, GroupId>,
    pub(crate) engagement_groups: NameList<'d, GroupId>,
    /// The counter of events that match an activity signal.
    pub(crate) activity: CounterId,
    /// Counter of the purchases.
    pub(crate) purchases: Option<CounterId>,
    /// Interests that facts name, prepared.
    interests: RefCell<Vec<String>>,
    /// The attributes and properties that are read, by id.
    reads: RefCell<[Vec<bool>; 2]>,
}

/// An attribute or a property by its id.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Declared {
    Attribute(AttributeId),
    Property(PropertyId),
}

impl<'d> DeclaredNames<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        let signals = NameList::new(document.signals.keys());
        let activity = CounterId::new(signals.len());
        Self {
            document,
            attributes: NameList::new(document.attributes.keys()),
            properties: NameList::new(document.properties.keys()),
            signals,
            switches: NameList::new(
                document
                    .switches
                    .iter()
                    .flat_map(|switches| switches.keys()),
            ),
            seasons: NameList::new(document.seasons.keys()),
            segments: NameList::new(
                document
                    .segments
                    .iter()
                    .flat_map(|segments| segments.keys()),
            ),
            fit_groups: NameList::new(document.fit.iter().flat_map(|fit| fit.groups.keys())),
            engagement_groups: NameList::new(
                document
                    .engagement
                    .iter()
                    .flat_map(|engagement| engagement.groups.keys()),
            ),
            activity,
            purchases: document
                .purchases
                .as_ref()
                .map(|_| CounterId::new(activity.at() + 1)),
            interests: RefCell::default(),
            reads: RefCell::new([
                vec![false; document.attributes.len()],
                vec![false; document.properties.len()],
            ]),
        }
    }

    /// Marks an attribute or a property as read.
    pub(crate) fn read(&self, declared: Declared) {
        let [attributes, properties] = &mut *self.reads.borrow_mut();
        let is_read = match declared {
            Declared::Attribute(id) => attributes.get_mut(id.at()),
            Declared::Property(id) => properties.get_mut(id.at()),
        };
        if let Some(is_read) = is_read {
            *is_read = true;
        }
    }

    /// Whether an attribute or a property is read.
    pub(crate) fn is_read(&self, declared: Declared) -> bool {
        let [attributes, properties] = &*self.reads.borrow();
        let is_read = match declared {
            Declared::Attribute(id) => attributes.get(id.at()),
            Declared::Property(id) => properties.get(id.at()),
        };
        is_read.is_some_and(|is_read| *is_read)
    }

    pub(crate) fn has_interest_stages(&self) -> bool {
        self.document
            .interests
            .as_ref()
            .is_some_and(|interests| interests.stages.is_some())
    }

    /// How a property compares. An undeclared property is reported elsewhere.
    pub(crate) fn compare_of(&self, property: &str) -> Compare {
        self.document
            .properties
            .get(property)
            .map_or(Compare::default(), |property| property.compare)
    }

    /// The id of an interest that a fact names.
    pub(crate) fn interest(&self, name: &str, compare: Compare) -> u32 {
        let key = prepare(name, compare).into_owned();
        let mut known = self.interests.borrow_mut();
        let at = known.iter().position(|one| *one == key).unwrap_or_else(|| {
            known.push(key);
            known.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    /// The interests that facts name, prepared, by id.
    pub(crate) fn into_interests(self) -> Vec<String> {
        self.interests.into_inner()
    }

    /// The names of all facts that a place can use, for suggestions.
    pub(crate) fn facts(&self, local: Local) -> Vec<String> {
        let mut facts = Vec::new();
        if local == Local::Event {
            facts.push("event.value".to_owned());
            facts.extend(self.properties.iter().map(|name| format!("event.{name}")));
            return facts;
        }
        for (name, attribute) in &self.document.attributes {
            facts.push(format!("profile.{name}"));
            if attribute.type_ == Type::Date {
                facts.extend(
                    ["days_since", "days_until", "days_to_anniversary"]
                        .map(|field| format!("profile.{name}.{field}")),
                );
            }
        }
        for name in self.signals.iter() {
            facts.extend(
                ["count", "value", "days_since", "days_since_first"]
                    .map(|field| format!("signals.{name}.{field}")),
            );
        }
        facts.extend(self.switches.iter().map(|name| format!("switches.{name}")));
        facts.extend(self.seasons.iter().map(|name| format!("seasons.{name}")));
        facts.extend(self.segments.iter().map(|name| format!("segments.{name}")));
        facts.extend(
            self.fit_groups
                .iter()
                .map(|name| format!("fit.groups.{name}")),
        );
        facts.extend(
            self.engagement_groups
                .iter()
                .map(|name| format!("engagement.groups.{name}")),
        );
        facts.extend(
            FIXED
                .iter()
                .filter(|name| find(name, local, self).is_some())
                .map(|name| (*name).to_owned()),
        );
        facts
    }
}

/// Facts whose names do not contain a name from the document.
const FIXED: &[&str] = &[
    "activity.count",
    "activity.days_since",
    "purchases.count",
    "purchases.value",
    "purchases.products",
    "purchases.days_since",
    "purchases.days_since_first",
    "completeness.level",
    "persona",
    "fit.points",
    "fit.grade",
    "fit.known",
    "engagement.points",
    "engagement.rank",
    "cell",
    "total.points",
    "cycle.points",
    "cycle.length_days",
    "cycle.elapsed_days",
    "cycle.overdue_days",
    "cycle.phase",
    "readiness.points",
    "readiness.ready",
    "interests.top",
    "stage",
    "qualification",
    "season.purchases.count",
    "season.purchases.value",
    "interest.points",
    "interest.stage",
    "interest.purchases.count",
    "interest.purchases.days_since",
    "step.content",
    "step.topic",
];
