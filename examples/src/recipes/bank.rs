//! Phone calls of a bank: which people accept a deposit?
//!
//! `duration` of the call is left out, since it is only known afterwards, and
//! the answer `y` is only an outcome. Rows are in order of time from May 2008,
//! but have only day and month: if a row's month is before that of the row
//! above, a new year starts.

use std::path::Path;

use leadgrade::Day;

use super::{Prepared, Source, later, yes_or_no};
use crate::error::ProgramError;

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

pub(super) fn prepare(path: &Path) -> Result<Prepared, ProgramError> {
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
        let month = source.parse(row, "month", month)?;
        if month < month_before {
            year = year.saturating_add(1);
        }
        month_before = month;
        let day = source.parse(row, "day", |text| {
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
    ) -> Result<(), ProgramError> {
        // The data set has `unknown` for missing values.
        let known = |column| Some(source.cell(row, column)).filter(|text| *text != "unknown");
        let cells = ATTRIBUTES
            .map(|column| known(column).unwrap_or_default())
            .join(",");
        let calls = source.cell(row, "campaign");
        self.profiles
            .push_str(&format!("{lead},{day},{cells},{calls}\n"));
        let since = source.parse(row, "pdays", |text| text.parse::<i32>().ok())?;
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
        let outcome = yes_or_no(source.cell(row, "y") == "yes");
        self.outcomes.push_str(&format!("{lead},{day},{outcome}\n"));
        Ok(())
    }
}
