//! Tables of many leads over plain slices: the same answers as single calls,
//! row for row.
//!
//! Profiles and events are read in the order of their rows. Each event becomes
//! a short record (id, kind, day) in one of many parts by the hash of its id;
//! the leads of a part fit the cache, where their records come together, turn
//! into runs and are evaluated as in a single call. Results stand in the order
//! in which leads first appear, whatever the number of threads.

mod asked;
mod attributes;
mod block;
mod careful;
mod column;
mod dataset;
mod days;
mod events;
mod grid;
mod group;
mod ids;
mod input;
mod key;
mod leads;
mod listed;
mod loose;
mod names;
mod packed;
mod parted;
mod people;
mod record;
mod records;
mod resident;
mod result;
mod rows;
mod scan;
mod score;
mod scored;
mod scores;
mod shared;
mod sheet;
mod single;
mod sorted;
mod summary;
mod watch;
mod work;

#[cfg(feature = "arrow")]
pub(crate) use column::shortened;
pub use column::{Column, Known, Texts};
pub use dataset::Dataset;
pub use grid::{Grid, Moves, Place};
pub use input::Chunk;
pub use leads::Leads;
pub(crate) use listed::LeadColumns;
pub use packed::Packed;
pub use resident::Resident;
pub use result::{Scoring, TableError};
pub use scored::Scored;
pub use scores::Scores;
pub use sheet::Sheet;
#[cfg(feature = "arrow")]
pub(crate) use sorted::{Rows, lead_by_lead};
pub use summary::{Account, By, Summary};
pub use watch::Watch;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::exact::Instant;
use crate::lead::Reject;
use crate::model::Model;
use crate::model::plan::Compiled;
use crate::model::reading::Cell;
use crate::tally::Rules;

use asked::Asked;
use events::Events;
use group::{First, Group, group};
use key::Keys;
use records::{Beside, Placed, Summed};
use rows::{Piece, pieces};
use scan::{Scan, Wanted, scan};
use score::{Part, Scorer};

/// Events of one part, about: their leads should fit the cache.
const PART_ROWS: usize = 1 << 14;
/// At most 2 to this many parts.
const MOST_BITS: u32 = 10;

/// When to look at each lead.
#[derive(Debug)]
pub enum AsOf<'a> {
    /// All at one instant.
    One(Instant),
    /// Each row of a table of `lead` and `as_of` gives one row of the result.
    Each(Chunk<'a>),
}

/// Which leads are explained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Explain {
    /// None.
    #[default]
    None,
    /// These, by their ids.
    Some(BTreeSet<String>),
    /// All: a ledger for each.
    All,
}

/// What is wanted beside points and labels.
#[derive(Clone, Debug, Default)]
pub struct TableOptions {
    /// Whether each lead's whole assessment is wanted: groups, interests, next
    /// steps, segments, switches and seasons.
    pub details: bool,
    /// Which leads are explained.
    pub explain: Explain,
    /// Raise instead of listing rejects.
    pub strict: bool,
    /// Tells how far it is, and ends it.
    pub watch: Option<Arc<Watch>>,
}

/// What is wanted of a lead.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    Points,
    Details,
    Explanation,
}

/// The attributes of a row of the profiles, by where it was put.
type Cells<'c> = &'c dyn Fn((u32, u32)) -> &'c [Cell<'c>];

/// The tables of one call.
struct Tables<'t> {
    model: &'t Model,
    plan: &'t Compiled,
    profiles: &'t [Chunk<'t>],
    profile_starts: Vec<usize>,
    events: &'t [Chunk<'t>],
    event_starts: Vec<usize>,
    pieces: Vec<Piece>,
    as_of: Option<Instant>,
    asked: &'t Asked,
    options: &'t TableOptions,
}

impl Model {
    /// Scores all leads of two tables.
    ///
    /// Each lead in profiles, then each known only from a valid event not after
    /// `as_of`, gives one row, in the order of first appearance.
    ///
    /// # Errors
    /// A column that must be there and is not, and with `strict` the first
    /// rejects.
    ///
    /// ```
    /// use leadgrade::tables::{AsOf, Chunk, Column, TableOptions};
    /// use leadgrade::Model;
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "visits"
    ///     [signals.visit]
    ///     points = 10
    ///     [engagement]
    /// "#)?;
    /// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
    /// let profiles = Chunk::new(2).with("lead", texts(&["a", "b"]));
    /// let events = Chunk::new(3)
    ///     .with("lead", texts(&["b", "c", "b"]))
    ///     .with("event", texts(&["visit", "visit", "visit"]))
    ///     .with("at", texts(&["2026-11-20", "2026-11-21", "2026-11-21"]));
    /// let as_of = AsOf::One(model.as_of("2026-11-22")?);
    /// let found = model.score_tables(&[profiles], &[events], &as_of, &TableOptions::default())?;
    /// assert_eq!(found.leads, ["a", "b", "c"]);
    /// let points = found.rows.iter().map(|row| row.engagement.unwrap().0.to_string());
    /// assert_eq!(points.collect::<Vec<_>>(), ["0", "20", "10"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_tables(
        &self,
        profiles: &[Chunk<'_>],
        events: &[Chunk<'_>],
        as_of: &AsOf<'_>,
        options: &TableOptions,
    ) -> Result<Scoring, TableError> {
        result::check(profiles, events, as_of)?;
        let plan = &*self.0;
        let asked = Asked::read(as_of, plan);
        let tables = Tables {
            model: self,
            plan,
            profiles,
            profile_starts: input::starts(profiles),
            events,
            event_starts: input::starts(events),
            pieces: pieces(events),
            as_of: match as_of {
                AsOf::One(instant) => Some(*instant),
                AsOf::Each(_) => None,
            },
            asked: &asked,
            options,
        };
        let keys = Keys::new(tables.as_of.is_some() && has_whole_ids(profiles, events));
        if keys.are_whole() {
            tables.score::<1>(&keys)
        } else if has_long_ids(profiles, events) {
            tables.score::<5>(&keys)
        } else {
            tables.score::<2>(&keys)
        }
    }
}

/// Whether ids look longer than a small key: of the first rows only, since any
/// key can hold any id.
fn has_long_ids(profiles: &[Chunk<'_>], events: &[Chunk<'_>]) -> bool {
    let long = |chunk: &Chunk<'_>| match chunk.column("lead") {
        Some(Column::Texts(texts)) => {
            (0..100).any(|row| texts.text(row).is_some_and(|id| id.len() > 16))
        }
        _ => false,
    };
    profiles.iter().chain(events).any(long)
}

/// Whether all ids are whole numbers.
fn has_whole_ids(profiles: &[Chunk<'_>], events: &[Chunk<'_>]) -> bool {
    let whole = |chunk: &Chunk<'_>| matches!(chunk.column("lead"), Some(Column::Wholes(..)));
    profiles.iter().chain(events).all(whole)
}

impl<'t> Tables<'t> {
    fn score<const N: usize>(&self, keys: &Keys) -> Result<Scoring, TableError> {
        let rows: usize = self
            .pieces
            .iter()
            .map(|(_, rows)| rows.end - rows.first)
            .sum();
        let bits = bits((rows + self.profile_rows() * 8) / PART_ROWS);
        let profile_pieces = pieces(self.profiles);
        let watch = self.options.watch.as_deref();
        if let Some(watch) = watch {
            watch.begin(profile_pieces.len() + self.pieces.len() + (1 << bits));
        }
        let texts = shared::Texts::new(self.plan);
        let mut people = work::each(watch, profile_pieces.len(), |at| {
            let (chunk, rows) = profile_pieces.get(at).copied()?;
            let start = self.profile_starts.get(chunk).copied()?;
            let chunk = self.profiles.get(chunk)?;
            Some(people::people::<N>(
                self.plan,
                chunk,
                (rows, start),
                keys,
                (&texts, bits),
            ))
        });
        let (notes, per_unit) = (self.notes(), self.per_unit());
        let names = names::Names::of(self.plan, &notes);
        let zone = &self.plan.zone;
        let days = self.as_of.map(|as_of| days::Days::until(zone, as_of));
        let wanted = Wanted {
            as_of: self.as_of,
            notes: &notes,
            per_unit: &per_unit,
            names: &names,
            days: days.as_ref(),
            bits,
        };
        let mut scans: Vec<Option<Scan<N>>> = work::each(watch, self.pieces.len(), |at| {
            let (chunk, rows) = self.pieces.get(at).copied()?;
            let start = self.event_starts.get(chunk).copied()?;
            Some(scan(
                self.plan,
                self.events.get(chunk)?,
                (rows, start),
                keys,
                wanted,
            ))
        });
        let by_chunk: Vec<Events<'_>> = self
            .events
            .iter()
            .map(|chunk| Events::of(self.plan, chunk))
            .collect();
        let lexicon = Arc::new(texts.lexicon(self.plan));
        let asked = self.asked.parts::<N>(keys, bits);
        let by_row = scans.iter().flatten().any(|scan| scan.records.by_row);
        let summed = !by_row && self.wants_points() && Rules::serve(self.plan, rows);
        let summed = self.as_of.filter(|_| summed);
        let rules = summed.map(|as_of| {
            (
                Rules::of(self.plan, self.plan.zone.day_of(as_of), rows),
                as_of,
            )
        });
        let parts = work::each(watch, 1 << bits, |part| {
            let own = people.iter().flatten();
            let rows = own.clone().map(|one| one.persons.part(part));
            let rows = (0_u32..).zip(rows);
            let scans = scans.iter().flatten().zip(&self.pieces);
            let buckets =
                scans.map(|(scan, piece)| (self.start(*piece), scan.records.bucket(part)));
            let buckets: Vec<(usize, record::Bucket<'_, N>)> = buckets.collect();
            let asked = asked.get(part).map_or(&[][..], |one| &one[..]);
            let attributes = people::together(own, part, self.plan.intake.attributes.len());
            let cells = |place| attributes.of(place);
            let mut scorer = Scorer::new(self, &by_chunk, &cells, lexicon.clone());
            match &rules {
                Some((rules, as_of)) => {
                    let leads = rows.clone().map(|(_, rows)| rows.len()).sum();
                    let records = Summed::new(rules, leads);
                    let group = group(rows, &buckets, asked, records);
                    self.duplicates(&group.duplicates, &mut scorer.found);
                    scorer.summed(&group, *as_of);
                }
                None => {
                    let group = group(rows, &buckets, asked, Beside::default());
                    self.duplicates(&group.duplicates, &mut scorer.found);
                    scorer.group(&group, &by_lead(&group, asked));
                }
            }
            scorer.found
        });
        if watch.is_some_and(Watch::is_cancelled) {
            return Err(TableError::Cancelled);
        }
        let mut found = Scoring::default();
        for one in people.iter_mut().flatten() {
            found.rejects.append(&mut one.rejects);
        }
        for one in scans.iter_mut().flatten() {
            found.take(&mut one.noticed);
        }
        drop((people, scans));
        found.finish(self, parts)
    }

    /// Rejects rows of profiles that cannot be told from an earlier one.
    fn duplicates(&self, rows: &[(usize, Option<Instant>)], found: &mut Part) {
        let with_from = || {
            let mut profiles = self.profiles.iter();
            profiles.any(|chunk| chunk.column("valid_from").is_some())
        };
        for (row, _) in rows {
            let lead = self.lead(First::Profile(*row));
            found
                .rejects
                .push(people::duplicate(*row, &lead, with_from()));
        }
    }

    fn profile_rows(&self) -> usize {
        self.profiles.iter().map(Chunk::rows).sum()
    }

    /// The first row of a piece of work in its table.
    fn start(&self, (chunk, rows): Piece) -> usize {
        self.event_starts
            .get(chunk)
            .map_or(0, |start| start + rows.first)
    }

    /// The chunk of a record and its row there.
    fn place(&self, placed: &Placed) -> (usize, usize) {
        let piece = self.pieces.get(placed.piece as usize);
        piece.map_or((0, 0), |(chunk, rows)| {
            (*chunk, rows.first + placed.row as usize)
        })
    }

    /// The id of a lead by where it was seen first.
    fn lead(&self, first: First) -> Cow<'t, str> {
        let (chunks, starts, row) = match first {
            First::Profile(row) => (self.profiles, &self.profile_starts, row),
            First::Event(row) => (self.events, &self.event_starts, row),
            First::Asked(row) => {
                let asked = self.asked.rows.get(row);
                return asked.map_or(Cow::Borrowed(""), |(lead, ..)| lead.as_str().into());
            }
        };
        let (at, row) = located(starts, row);
        let column = chunks.get(at).and_then(|chunk| chunk.column("lead"));
        let id = column.and_then(|column| column.id(row).ok().flatten());
        id.unwrap_or_default()
    }

    /// Whether nothing but points and labels is wanted of any lead.
    fn wants_points(&self) -> bool {
        !self.options.details && self.options.explain == Explain::None
    }

    fn want(&self, first: First) -> Want {
        let explained = match &self.options.explain {
            Explain::None => false,
            Explain::Some(ids) => ids.contains(&*self.lead(first)),
            Explain::All => true,
        };
        match (explained, self.options.details) {
            (true, _) => Want::Explanation,
            (false, true) => Want::Details,
            (false, false) => Want::Points,
        }
    }

    /// By kind of the model: whether its events say more than a record holds.
    fn notes(&self) -> Vec<bool> {
        let intake = &self.plan.intake;
        let says_more = |kind: &crate::model::kinds::Kind| {
            let switches = || intake.switches.iter();
            intake.interest.is_some()
                || (intake.product.is_some() && kind.is_purchase)
                || switches().any(|switch| kind.fits(&switch.on) || kind.fits(&switch.off))
        };
        self.plan.kinds.iter().map(says_more).collect()
    }

    fn per_unit(&self) -> Vec<bool> {
        self.plan
            .kinds
            .iter()
            .map(|kind| self.plan.has_per_unit(kind))
            .collect()
    }
}

/// What is asked of each lead of a group: rows and instants.
fn by_lead<const N: usize>(
    group: &Group<Beside>,
    asked: &[(key::Key<N>, usize, Instant)],
) -> Vec<Vec<(usize, Instant)>> {
    let mut by_lead = vec![Vec::new(); group.firsts.len()];
    for ((_, row, as_of), lead) in asked.iter().zip(&group.asked) {
        if let Some(own) = by_lead.get_mut(*lead as usize) {
            own.push((*row, *as_of));
        }
    }
    by_lead
}

/// The chunk of a row of a table, and the row in it.
fn located(starts: &[usize], row: usize) -> (usize, usize) {
    let at = starts
        .partition_point(|start| *start <= row)
        .saturating_sub(1);
    (at, row - starts.get(at).copied().unwrap_or_default())
}

/// Bits that tell so many parts apart.
fn bits(parts: usize) -> u32 {
    parts.next_power_of_two().trailing_zeros().min(MOST_BITS)
}

/// Rejects in the order of tables and rows, those of failed leads last.
fn in_order(rejects: &mut [Reject]) {
    rejects.sort_by_key(|reject| {
        (
            reject.table.is_none(),
            reject.table.map(|table| table as u8),
            reject.row,
        )
    });
}
