//! Writes the events of one lead.

use super::dice::Dice;
use super::{instant, words};

pub(super) const COLUMNS: [&str; 8] = [
    "lead", "event", "at", "value", "id", "path", "category", "product",
];
const DAY: i64 = 1_440;

/// One event.
#[derive(Clone, Debug, Default)]
pub(super) struct EventRow {
    pub(super) lead: String,
    pub(super) event: &'static str,
    /// Minutes before the end of the last day.
    pub(super) minutes_ago: i64,
    pub(super) value: String,
    pub(super) id: String,
    pub(super) path: String,
    pub(super) category: &'static str,
    pub(super) product: &'static str,
}

impl EventRow {
    pub(super) fn row(&self) -> Vec<String> {
        vec![
            self.lead.clone(),
            self.event.to_owned(),
            instant(self.minutes_ago),
            self.value.clone(),
            self.id.clone(),
            self.path.clone(),
            self.category.to_owned(),
            self.product.to_owned(),
        ]
    }
}

/// Collects the events of one lead.
#[derive(Debug)]
pub(super) struct EventLog<'d> {
    lead: String,
    pub(super) dice: &'d mut Dice,
    pub(super) events: Vec<EventRow>,
    /// The category that the lead mostly looks at and orders.
    favourite: &'static str,
}

impl<'d> EventLog<'d> {
    pub(super) fn new(lead: &str, dice: &'d mut Dice) -> Self {
        let favourite = dice.weighted(&words::CATEGORIES).unwrap_or_default();
        Self {
            lead: lead.to_owned(),
            dice,
            events: Vec::new(),
            favourite,
        }
    }

    /// Adds an event at a random time of a working day; nothing if the day is in the future.
    pub(super) fn event(&mut self, event: &'static str, days_ago: i64) -> Option<&mut EventRow> {
        if days_ago < 0 {
            return None;
        }
        let evening = self.dice.between(4 * 60, 16 * 60);
        self.events.push(EventRow {
            lead: self.lead.clone(),
            event,
            minutes_ago: days_ago.saturating_mul(DAY).saturating_add(evening),
            ..EventRow::default()
        });
        self.events.last_mut()
    }

    fn category(&mut self) -> &'static str {
        if self.dice.chance(75) {
            return self.favourite;
        }
        self.dice.weighted(&words::CATEGORIES).unwrap_or_default()
    }

    /// Adds views of a few products on one day.
    pub(super) fn visit(&mut self, days_ago: i64, pages: i64) {
        for _ in 0..pages {
            let category = self.category();
            if let Some(event) = self.event("page_view", days_ago) {
                event.path = format!("/products/{category}");
                event.category = category;
            }
        }
    }

    /// Adds a view of a page.
    pub(super) fn page(&mut self, days_ago: i64, path: &str) {
        if let Some(event) = self.event("page_view", days_ago) {
            event.path = path.to_owned();
        }
    }

    /// Adds an event about a category, such as a download or a request.
    pub(super) fn about(&mut self, event: &'static str, days_ago: i64) {
        let category = self.category();
        if let Some(event) = self.event(event, days_ago) {
            event.category = category;
        }
    }

    pub(super) fn order(&mut self, days_ago: i64, size: i64) {
        let category = self.category();
        let products = words::PRODUCTS.iter().find(|(name, _)| *name == category);
        let product = products.map_or("", |(_, list)| self.dice.word(list));
        let pence = self.dice.between(2_000, 30_000).saturating_mul(size);
        if let Some(event) = self.event("order", days_ago) {
            event.value = format!("{}.{:02}", pence / 100, pence % 100);
            event.category = category;
            event.product = product;
        }
    }

    pub(super) fn review(&mut self, days_ago: i64) {
        let stars = self.dice.between(3, 5);
        if let Some(event) = self.event("review", days_ago) {
            event.value = stars.to_string();
        }
    }

    /// Adds a newsletter about every month: sent, in `opens` percent opened, sometimes clicked.
    pub(super) fn newsletters(&mut self, since: i64, opens: u64) {
        let mut days_ago = since.min(200);
        while days_ago > 0 {
            self.event("email_sent", days_ago);
            if self.dice.chance(opens) {
                self.event("email_open", days_ago);
                if self.dice.chance(35) {
                    self.event("email_click", days_ago);
                    self.visit(days_ago, 1);
                }
            }
            days_ago = days_ago.saturating_sub(self.dice.between(25, 35));
        }
    }
}
