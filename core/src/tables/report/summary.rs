//! Summaries of many leads, by account and by label.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::scoring::Scoring;
use crate::assessment::{Label, Row};
use crate::document::Document;
use crate::exact::{Milli, round_div};
use crate::model::Model;

/// The leads of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// The number of leads that were scored: neither excluded nor failed.
    pub leads: u64,
    /// Sum and maximum of engagement points.
    pub engagement: Option<(Milli, Milli)>,
    /// Mean (to the nearest thousandth, ties away from zero) and maximum of fit points.
    pub fit: Option<(Milli, Milli)>,
    /// The most advanced stage.
    pub stage: Option<String>,
    /// Leads by qualification, in the model's order.
    pub qualifications: Vec<(String, u64)>,
}

/// The leads with one value of a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Number of leads.
    pub leads: u64,
    /// Number of their purchases.
    pub purchases: u64,
    /// Sum of the values of their purchases.
    pub revenue: Milli,
    /// Number of leads with one purchase.
    pub new: u64,
    /// Number of leads with two purchases.
    pub returning: u64,
    /// Number of leads with three or more purchases.
    pub repeat: u64,
    /// Number of leads that are ready to buy.
    pub ready: u64,
}

impl Summary {
    /// One of the numbers divided by the number of leads, to the nearest thousandth; with
    /// [`Summary::ready`] that is a share. `None` without leads.
    pub fn per_lead(&self, number: u64) -> Option<Milli> {
        self.mean(Milli::whole(i64::try_from(number).ok()?))
    }

    /// Revenue per lead, to the nearest thousandth; `None` without leads.
    pub fn revenue_per_lead(&self) -> Option<Milli> {
        self.mean(self.revenue)
    }

    fn mean(&self, sum: Milli) -> Option<Milli> {
        let leads = i128::from(self.leads);
        let mean = (leads > 0).then(|| round_div(i128::from(sum.0), leads))?;
        i64::try_from(mean).ok().map(Milli)
    }

    fn add(&mut self, row: &Row) {
        self.leads += 1;
        if let Some(bought) = row.purchases {
            self.purchases = self.purchases.saturating_add(bought.count);
            self.revenue = Milli(self.revenue.0.saturating_add(bought.value.0));
            self.new += u64::from(bought.count == 1);
            self.returning += u64::from(bought.count == 2);
            self.repeat += u64::from(bought.count > 2);
        }
        self.ready += u64::from(row.readiness.is_some_and(|found| found.ready));
    }
}

impl Scoring {
    /// Groups leads into accounts, sorted by name. `accounts` has the account of each row; leads
    /// without one are left out.
    ///
    /// ```
    /// use leadgrade::tables::{AsOf, Chunk, Column, TableOptions};
    /// use leadgrade::Model;
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
    /// let events = Chunk::new(3)
    ///     .with("lead", texts(&["a", "b", "a"]))
    ///     .with("event", texts(&["visit"; 3]))
    ///     .with("at", texts(&["2026-11-20"; 3]));
    /// let as_of = AsOf::One(model.as_of("2026-11-22")?);
    /// let scored = model.assess_chunks(&[], &[events], &as_of, &TableOptions::default())?;
    /// let accounts = scored.roll_up(&model, &[Some("Example Ltd"), Some("Example Ltd")]);
    /// let (name, account) = accounts.first_key_value().unwrap();
    /// let (sum, most) = account.engagement.unwrap();
    /// assert_eq!((name.as_str(), sum.to_string(), most.to_string()), ("Example Ltd", "30".into(), "20".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn roll_up(&self, model: &Model, accounts: &[Option<&str>]) -> BTreeMap<String, Account> {
        let mut gathered: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for (row, account) in self.rows.iter().zip(accounts) {
            if let Some(account) = account {
                gathered.entry(account).or_default().push(row);
            }
        }
        let account =
            |(name, rows): (&str, Vec<&Row>)| (name.to_owned(), Account::new(model, &rows));
        gathered.into_iter().map(account).collect()
    }

    /// Summarises leads by the names of a label. Under `None` are the leads without it, including failed
    /// leads.
    pub fn summarise(&self, model: &Model, by: Label) -> BTreeMap<Option<String>, Summary> {
        let mut found: BTreeMap<Option<String>, Summary> = BTreeMap::new();
        for row in self.rows.iter() {
            for name in names(row, model.document(), by) {
                found.entry(name).or_default().add(row);
            }
        }
        found
    }
}

fn name(row: &Row, document: &Document, label: Label) -> Option<String> {
    label.name_of(row, document).map(Cow::into_owned)
}

/// The names of a label: one, or for segments all of the lead; `None` if there are none.
fn names(row: &Row, document: &Document, label: Label) -> Vec<Option<String>> {
    if label != Label::Segment {
        return vec![name(row, document, label)];
    }
    let held = row.segments.iter();
    let held = held.filter_map(|at| label.name(document, *at));
    let held: Vec<_> = held.map(|name| Some(name.into_owned())).collect();
    if held.is_empty() { vec![None] } else { held }
}

impl Account {
    fn new(model: &Model, rows: &[&Row]) -> Self {
        let scored = rows.iter().filter(|row| row.is_scored());
        let mut account = Self {
            leads: scored.count() as u64,
            ..Self::default()
        };
        let engagement = rows
            .iter()
            .filter_map(|row| row.engagement.map(|one| one.points.0));
        let sum: i128 = engagement.clone().map(i128::from).sum();
        account.engagement = engagement.max().map(|most| (saturated(sum), Milli(most)));
        let fit = rows
            .iter()
            .filter_map(|row| row.fit.map(|one| one.points.0));
        let (sum, count): (i128, i128) = (
            fit.clone().map(i128::from).sum(),
            fit.clone().map(|_| 1).sum(),
        );
        account.fit = fit
            .max()
            .map(|best| (saturated(round_div(sum, count)), Milli(best)));
        let stage = rows
            .iter()
            .filter_map(|row| Some((row.stage?, *row)))
            .max_by_key(|(stage, _)| *stage);
        account.stage = stage.and_then(|(_, row)| name(row, model.document(), Label::Stage));
        let mut counts: BTreeMap<u32, (String, u64)> = BTreeMap::new();
        for row in rows {
            if let (Some(at), Some(name)) = (
                row.qualification,
                name(row, model.document(), Label::Qualification),
            ) {
                counts.entry(at).or_insert((name, 0)).1 += 1;
            }
        }
        account.qualifications = counts.into_values().collect();
        account
    }
}

/// A sum over leads; no real table has so many leads that it saturates.
fn saturated(sum: i128) -> Milli {
    Milli(i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX }))
}
