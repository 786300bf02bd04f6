//! Orders of a shop: which customers buy again within 90 days?

use std::collections::BTreeMap;
use std::path::Path;

use leadgrade::Day;

use super::{Prepared, Source, later, yes_or_no};
use crate::error::ProgramError;

/// The day to score at, with nine months of orders before it.
const AS_OF: &str = "2011-09-09";
/// The number of days after it in which an order counts as an outcome.
const HORIZON: i32 = 90;

pub(super) fn prepare(path: &Path) -> Result<Prepared, ProgramError> {
    let columns = ["customer", "date", "lines", "items", "amount", "country"];
    let source = Source::read(path, b',', &columns)?;
    let mut events = "lead,event,at,value,lines,items\n".to_owned();
    let mut customers: BTreeMap<&str, Customer<'_>> = BTreeMap::new();
    for row in &source.rows {
        let cell = |column| source.cell(row, column);
        let day = source.parse(row, "date", Day::parse)?;
        let customer = customers.entry(cell("customer")).or_insert(Customer {
            country: cell("country"),
            days: Vec::new(),
        });
        customer.days.push(day);
        let [lead, lines, items, amount] = ["customer", "lines", "items", "amount"].map(cell);
        events.push_str(&format!("{lead},order,{day},{amount},{lines},{items}\n"));
    }
    // A profile is valid from the first order, before which the customer was not known.
    let mut profiles = "lead,country,valid_from\n".to_owned();
    let mut outcomes = "lead,as_of,outcome\n".to_owned();
    let as_of = Day::parse(AS_OF).unwrap_or_default();
    for (lead, customer) in &customers {
        let first = customer.days.iter().min().copied().unwrap_or_default();
        profiles.push_str(&format!("{lead},\"{}\",{first}\n", customer.country));
        if first <= as_of {
            let bought = customer.bought(as_of);
            outcomes.push_str(&format!("{lead},{AS_OF},{}\n", yes_or_no(bought)));
        }
    }
    Ok(Prepared {
        name: "online-retail",
        profiles,
        events,
        outcomes,
    })
}

struct Customer<'s> {
    country: &'s str,
    days: Vec<Day>,
}

impl Customer<'_> {
    /// Whether there is an order within the horizon after a day.
    fn bought(&self, as_of: Day) -> bool {
        let end = later(as_of, HORIZON);
        self.days.iter().any(|day| *day > as_of && *day <= end)
    }
}
