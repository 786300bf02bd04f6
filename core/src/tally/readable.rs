//! One event, as it came, gets its meaning, or the reasons why it has none.

use super::read::{Origin, Read};
use crate::lead::{Event, Plain, Reject, Row, TableName, Text};
use crate::model::plan::Compiled;
use crate::model::reading::{self, Fault};

pub(crate) type Faults = Vec<(String, Fault)>;

pub(crate) fn rejects(
    faults: Faults,
    row: usize,
    lead: Option<&str>,
) -> impl Iterator<Item = Reject> {
    faults.into_iter().map(move |(column, fault)| Reject {
        table: Some(TableName::Events),
        row: u64::try_from(row).ok(),
        lead: lead.map(str::to_owned),
        column: Some(column),
        code: fault.code,
        reason: fault.reason,
    })
}

/// An event in a form in which it comes.
pub(crate) trait Readable {
    /// Reads it whole, or says everything that is wrong with it.
    ///
    /// The flag says that its instant came as local time without an offset.
    fn read<'e>(&'e self, plan: &Compiled) -> Result<(Read<'e>, bool), Faults>;
}

impl Readable for Event {
    #[inline]
    fn read<'e>(&'e self, plan: &Compiled) -> Result<(Read<'e>, bool), Faults> {
        valid(self, plan).ok_or_else(|| faults(self, plan))
    }
}

impl Readable for Row<'_> {
    #[inline]
    fn read<'e>(&'e self, plan: &Compiled) -> Result<(Read<'e>, bool), Faults> {
        match self {
            Self::Whole(event) => event.read(plan),
            Self::Plain(row) => match plain(row, plan) {
                Some(read) => Ok((read, false)),
                None => Err(faults(&row.event(), plan)),
            },
        }
    }
}

#[inline]
fn plain<'e>(row: &Plain<'e>, plan: &Compiled) -> Option<Read<'e>> {
    let value = row.value.map(reading::amount_of_number).transpose().ok()?;
    (!reading::is_blank(row.name)).then(|| Read {
        origin: Origin::Nowhere,
        name: row.name,
        at: row.at,
        value,
        id: row.id.filter(|id| !reading::is_blank(id)).map(Text::from),
        plan: plan.intake.events.get(row.name).copied(),
    })
}

#[inline]
fn valid<'e>(event: &'e Event, plan: &Compiled) -> Option<(Read<'e>, bool)> {
    let name = reading::name(&event.name).ok()?;
    let (at, local) = reading::instant(&event.at, &plan.zone).ok()?;
    let value = reading::amount(&event.value).ok()?;
    let id = reading::id(&event.id).ok()?;
    if !event.properties().is_empty() && unfit(event, plan).next().is_some() {
        return None;
    }
    let read = Read {
        origin: Origin::Event(event),
        name,
        at,
        value,
        id,
        plan: plan.intake.events.get(name).copied(),
    };
    Some((read, local))
}

/// Everything that is wrong with an event.
#[cold]
fn faults(event: &Event, plan: &Compiled) -> Faults {
    let parts = [
        ("event", reading::name(&event.name).err()),
        ("at", reading::instant(&event.at, &plan.zone).err()),
        ("value", reading::amount(&event.value).err()),
        ("id", reading::id(&event.id).err()),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(name, fault)| Some((name, fault?)));
    let all = parts.chain(unfit(event, plan));
    all.map(|(name, fault)| (name.to_owned(), fault)).collect()
}

/// The declared properties that are not of their types.
fn unfit<'e>(event: &'e Event, plan: &Compiled) -> impl Iterator<Item = (&'e str, Fault)> {
    // Both are sorted by name.
    let mut declared = plan.intake.properties.iter().peekable();
    event.properties().iter().filter_map(move |(name, value)| {
        while declared
            .next_if(|field| field.name.as_str() < name.as_str())
            .is_some()
        {}
        let field = declared.next_if(|field| field.name == name.as_str())?;
        let fault = reading::cell(value, field.type_, &plan.zone).err()?;
        Some((name.as_str(), fault))
    })
}
