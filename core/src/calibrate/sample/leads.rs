//! Numbers of leads.

use rustc_hash::FxHashMap;

/// The ids of leads, numbered in the order in which they are met. No figure depends on the numbers.
#[derive(Debug, Default)]
pub(crate) struct LeadNumbers {
    ids: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
}

impl LeadNumbers {
    /// The number of a lead, which is new if the id was not met before.
    pub(crate) fn number(&mut self, id: &str) -> u32 {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        let number = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.push(id.into());
        self.numbers.insert(id.into(), number);
        number
    }

    /// The number of a lead that was met before.
    pub(crate) fn get(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// The id of a lead.
    pub(crate) fn id(&self, number: u32) -> &str {
        self.ids.get(number as usize).map_or("", |id| id)
    }
}
