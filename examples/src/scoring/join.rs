//! Joins rows of profiles and events into leads.

use std::collections::HashMap;

use indexmap::IndexSet;
use leadgrade::lead::TableName;
use leadgrade::{Event, Instant, Profile, RejectCode};

use super::{Located, Place};
use crate::files::RowError;

/// One lead with all its rows.
#[derive(Debug, Default)]
pub struct Lead {
    /// The id.
    pub id: String,
    /// Its profiles, each with the instant from which it is valid; `None` means always.
    versions: Vec<(Option<Instant>, Place, Profile)>,
    /// Its events in the order of the file.
    pub events: Vec<Event>,
    /// The place of each event in the file, and its instant if that can be read.
    pub places: Vec<(Place, Option<Instant>)>,
    /// The index of each event's name in [`Join`].
    names: Vec<Option<usize>>,
}

impl Lead {
    /// The profile that is valid at an instant: the latest that starts at or before it.
    pub fn profile(&self, as_of: Instant) -> Option<(Place, &Profile)> {
        let valid = self
            .versions
            .iter()
            .filter(|(since, ..)| *since <= Some(as_of));
        let latest = valid.max_by_key(|(since, ..)| *since);
        latest.map(|(_, place, profile)| (*place, profile))
    }
}

/// All leads in the order in which they first appear, profiles first.
#[derive(Debug, Default)]
pub struct Join {
    /// The leads.
    pub leads: Vec<Lead>,
    /// The rejects so far.
    pub rejects: Vec<Located>,
    /// The number of rows with quoted cells that contain lines like rows, and the first of them.
    pub lines_like_rows: (u64, Option<(TableName, u64)>),
    by_id: HashMap<String, usize>,
    /// The distinct names of events.
    names: IndexSet<String>,
}

impl Join {
    /// Adds a profile. Rejects a second one with the same lead and instant.
    pub fn add_profile(
        &mut self,
        id: &str,
        place: Place,
        since: Option<Instant>,
        profile: Profile,
    ) {
        let Some(lead) = self.lead(id) else { return };
        let same = lead.versions.iter().find(|(other, ..)| *other == since);
        let Some((_, first, _)) = same else {
            lead.versions.push((since, place, profile));
            return;
        };
        let reason = format!("lead `{id}` already has the profile of line {}", first.line);
        let wrong = RowError::value(RejectCode::DuplicateLead, reason);
        let found = place.reject(TableName::Profiles, Some(id), Some("lead"), wrong);
        self.rejects.push(found);
    }

    /// Adds an event, with its name and instant if they can be read.
    pub fn add_event(
        &mut self,
        id: &str,
        place: Place,
        (name, at): (Option<&str>, Option<Instant>),
        event: Event,
    ) {
        let name = name.map(|name| match self.names.get_index_of(name) {
            Some(known) => known,
            None => self.names.insert_full(name.to_owned()).0,
        });
        if let Some(lead) = self.lead(id) {
            lead.events.push(event);
            lead.places.push((place, at));
            lead.names.push(name);
        }
    }

    /// All profiles, with the ids of their leads.
    pub fn profiles(&self) -> impl Iterator<Item = (&str, &Profile)> {
        self.leads.iter().flat_map(|lead| {
            let versions = lead.versions.iter();
            versions.map(|(_, _, profile)| (lead.id.as_str(), profile))
        })
    }

    /// All events, with the ids of their leads, their names and instants.
    pub fn events(&self) -> impl Iterator<Item = (&str, &Event, Option<&str>, Option<Instant>)> {
        self.leads.iter().flat_map(|lead| {
            let known = lead.names.iter().zip(&lead.places);
            lead.events
                .iter()
                .zip(known)
                .map(|(event, (name, (_, at)))| {
                    let name = name.and_then(|name| self.names.get_index(name));
                    (lead.id.as_str(), event, name.map(String::as_str), *at)
                })
        })
    }

    /// The lead with an id, if there is one.
    pub fn find(&self, id: &str) -> Option<&Lead> {
        self.leads.get(*self.by_id.get(id)?)
    }

    fn lead(&mut self, id: &str) -> Option<&mut Lead> {
        if let Some(at) = self.by_id.get(id) {
            return self.leads.get_mut(*at);
        }
        self.by_id.insert(id.to_owned(), self.leads.len());
        self.leads.push(Lead {
            id: id.to_owned(),
            ..Lead::default()
        });
        self.leads.last_mut()
    }
}
