//! People called by a bank: who says yes to a deposit?
//!
//! `duration` of the call is left out, since it is only known after it, and
//! `y`, the answer, goes to the outcomes alone. Rows are in the order of time,
//! from May 2008 on, but say only day and month: a month before the one of the
//! row above begins a new year.

use std::path::Path;

use leadgrade::Day;

use super::{Prepared, Source, later, said};
use crate::trouble::Trouble;

const FIRST_YEAR: i32 = 2008;
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const ATTRIBUTES: [&str; 9] = [
    "age",
    "job",
    "marital",
    "education",
    "default",
    "balance",
    "housing",
    "loan",
    "contact",
];

pub(super) fn prepare(path: &Path) -> Result<Prepared, Trouble> {
    let needed = [
        &ATTRIBUTES[..],
        &[
            "day", "month", "campaign", "pdays", "previous", "poutcome", "y",
        ],
    ]
    .concat();
    let source = Source::read(path, b';', &needed)?;
    let mut prepared = Prepared {
        name: "bank-contacts",
        profiles: format!("lead,valid_from,{},calls\n", ATTRIBUTES.join(",")),
        events: "lead,event,at,value,answer\n".to_owned(),
        outcomes: "lead,as_of,outcome\n".to_owned(),
    };
    let (mut year, mut month_before) = (FIRST_YEAR, 0);
    for (row, lead) in source.rows.iter().zip(1_u32..) {
        let month = source.need(row, "month", month)?;
        if month < month_before {
            year = year.saturating_add(1);
        }
        month_before = month;
        let day = source.need(row, "day", |text| {
            Day::from_civil(year, month, text.parse().ok()?)
        })?;
        prepared.add(&source, row, lead, day)?;
    }
    Ok(prepared)
}

fn month(name: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|month| *month == name)?;
    u8::try_from(at).ok()?.checked_add(1)
}

impl Prepared {
    fn add(
        &mut self,
        source: &Source,
        row: &super::SourceRow,
        lead: u32,
        day: Day,
    ) -> Result<(), Trouble> {
        // The bank's word for what it does not know.
        let known = |column| Some(source.cell(row, column)).filter(|text| *text != "unknown");
        let cells = ATTRIBUTES
            .map(|column| known(column).unwrap_or_default())
            .join(",");
        let calls = source.cell(row, "campaign");
        self.profiles
            .push_str(&format!("{lead},{day},{cells},{calls}\n"));
        let since = source.need(row, "pdays", |text| text.parse::<i32>().ok())?;
        if since >= 0 {
            let (at, times) = (
                later(day, since.saturating_neg()),
                source.cell(row, "previous"),
            );
            let answer = known("poutcome").unwrap_or_default();
            self.events
                .push_str(&format!("{lead},earlier_campaign,{at},{times},{answer}\n"));
        }
        self.events.push_str(&format!("{lead},call,{day},,\n"));
        let outcome = said(source.cell(row, "y") == "yes");
        self.outcomes.push_str(&format!("{lead},{day},{outcome}\n"));
        Ok(())
    }
}
