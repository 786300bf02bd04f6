//! What they do, one deed after the other.

use super::dice::Dice;
use super::{instant, words};

pub(super) const COLUMNS: [&str; 8] = [
    "lead", "event", "at", "value", "id", "path", "category", "product",
];
const DAY: i64 = 1_440;

/// One event.
#[derive(Clone, Debug, Default)]
pub(super) struct Deed {
    pub(super) lead: String,
    pub(super) event: &'static str,
    /// Before the end of the last day.
    pub(super) minutes_ago: i64,
    pub(super) value: String,
    pub(super) id: String,
    pub(super) path: String,
    pub(super) category: &'static str,
    pub(super) product: &'static str,
}

impl Deed {
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

/// Writes down the deeds of one lead.
#[derive(Debug)]
pub(super) struct Diary<'d> {
    lead: String,
    pub(super) dice: &'d mut Dice,
    pub(super) deeds: Vec<Deed>,
    /// What they mostly look at and order.
    favourite: &'static str,
}

impl<'d> Diary<'d> {
    pub(super) fn new(lead: &str, dice: &'d mut Dice) -> Self {
        let favourite = dice.weighted(&words::CATEGORIES).unwrap_or_default();
        Self {
            lead: lead.to_owned(),
            dice,
            deeds: Vec::new(),
            favourite,
        }
    }

    /// An event at some time of a working day; nothing happens in the future.
    pub(super) fn deed(&mut self, event: &'static str, days_ago: i64) -> Option<&mut Deed> {
        if days_ago < 0 {
            return None;
        }
        let evening = self.dice.between(4 * 60, 16 * 60);
        self.deeds.push(Deed {
            lead: self.lead.clone(),
            event,
            minutes_ago: days_ago.saturating_mul(DAY).saturating_add(evening),
            ..Deed::default()
        });
        self.deeds.last_mut()
    }

    fn category(&mut self) -> &'static str {
        if self.dice.chance(75) {
            return self.favourite;
        }
        self.dice.weighted(&words::CATEGORIES).unwrap_or_default()
    }

    /// Looks at a few products, all on one day.
    pub(super) fn visit(&mut self, days_ago: i64, pages: i64) {
        for _ in 0..pages {
            let category = self.category();
            if let Some(deed) = self.deed("page_view", days_ago) {
                deed.path = format!("/products/{category}");
                deed.category = category;
            }
        }
    }

    /// Reads a page.
    pub(super) fn page(&mut self, days_ago: i64, path: &str) {
        if let Some(deed) = self.deed("page_view", days_ago) {
            deed.path = path.to_owned();
        }
    }

    /// Something about a category: a download, a request.
    pub(super) fn about(&mut self, event: &'static str, days_ago: i64) {
        let category = self.category();
        if let Some(deed) = self.deed(event, days_ago) {
            deed.category = category;
        }
    }

    pub(super) fn order(&mut self, days_ago: i64, size: i64) {
        let category = self.category();
        let products = words::PRODUCTS.iter().find(|(name, _)| *name == category);
        let product = products.map_or("", |(_, list)| self.dice.word(list));
        let pence = self.dice.between(2_000, 30_000).saturating_mul(size);
        if let Some(deed) = self.deed("order", days_ago) {
            deed.value = format!("{}.{:02}", pence / 100, pence % 100);
            deed.category = category;
            deed.product = product;
        }
    }

    pub(super) fn review(&mut self, days_ago: i64) {
        let stars = self.dice.between(3, 5);
        if let Some(deed) = self.deed("review", days_ago) {
            deed.value = stars.to_string();
        }
    }

    /// A newsletter every month or so: sent, sometimes opened, sometimes clicked.
    pub(super) fn newsletters(&mut self, since: i64, opens: u64) {
        let mut days_ago = since.min(200);
        while days_ago > 0 {
            self.deed("email_sent", days_ago);
            if self.dice.chance(opens) {
                self.deed("email_open", days_ago);
                if self.dice.chance(35) {
                    self.deed("email_click", days_ago);
                    self.visit(days_ago, 1);
                }
            }
            days_ago = days_ago.saturating_sub(self.dice.between(25, 35));
        }
    }
}
