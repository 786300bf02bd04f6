//! Proposes criteria for columns.

use super::bins::{BinTest, Costs, Cut};
use super::columns::Columns;
use super::criteria::{self, Criterion};
use super::error::ProposeError;
use super::fit_rows::FitRows;
use super::numbers::Numbers;
use super::points::{log_odds, points};
use super::report::{Omitted, Proposal, ProposedBin, ProposedColumn};
use super::request::ProposeRequest;
use super::texts::{self, Spelled};
use super::toml_text::toml_text;
use crate::calibrate::backtest::leaks::Leak;
use crate::calibrate::sample::profile_rows::ProfileRows;
use crate::calibrate::sample::split::LearningPeriods;
use crate::calibrate::sample::study::Study;
use crate::document::Type;
use crate::intake::Cell;
use crate::model::Model;
use crate::model::plan::Field;
use crate::tables::Chunk;
use crate::text::prepare;

/// The least number of rows to learn from that convert, and that do not.
const LEAST_CONVERSIONS: u64 = 10;
/// The most points that may be asked for.
const MOST_POINTS: u32 = 1_000;

impl Model {
    /// Proposes criteria for columns of profiles that tell leads that convert from the others.
    ///
    /// Numbers, and the days since dates, are cut at round limits into at most 8 bins of at least 50
    /// rows; texts with similar rates of conversion share a case, and those with fewer than 50 rows have
    /// none. Missing values are a bin of their own. The cuts are the best ones by likelihood, less a
    /// cost for each bin that keeps chance from making bins. Points are first guesses from one column at
    /// a time. Only the rows of the first of three periods are used: with several instants those before
    /// the last two fifths of the conversions, else three fifths of the leads by a hash of their ids.
    ///
    /// Attributes of the model keep their declaration. Columns that may have told the outcome in
    /// advance are left out.
    ///
    /// # Errors
    /// A request that does not fit the data, and too few rows that convert; see [`ProposeError`].
    ///
    /// ```
    /// use leadgrade::calibrate::{Outcomes, ProposeRequest, SampleRequest};
    /// use leadgrade::tables::{Chunk, Column, Known};
    /// use leadgrade::Model;
    /// use std::borrow::Cow;
    /// let model = Model::from_toml("format = 1\nname = \"shop\"")?;
    /// // Of 600 leads those with 40 employees or more convert, one in ten excepted.
    /// let ids: Vec<i64> = (0..600).collect();
    /// let employees: Vec<i64> = ids.iter().map(|id| id % 60).collect();
    /// let converts = |id: &&i64| (**id % 60 >= 40) != (**id % 10 == 3);
    /// let buyers: Vec<i64> = ids.iter().filter(converts).copied().collect();
    /// let wholes = |list: &[i64]| Column::Wholes(Cow::Owned(list.to_vec()), Known::All);
    /// let days = vec![20_500; buyers.len()];
    /// let outcomes = Chunk::new(buyers.len())
    ///     .with("lead", wholes(&buyers))
    ///     .with("at", Column::Days(Cow::Owned(days), Known::All));
    /// let profiles = Chunk::new(600).with("lead", wholes(&ids)).with("employees", wholes(&employees));
    /// let at = [model.as_of("2026-01-10")?];
    /// let request = ProposeRequest::new(SampleRequest::new(at, 90, Outcomes::Table(outcomes)));
    /// # let mut request = request;
    /// # request.sample.observed_until = Some(model.as_of("2026-12-31")?);
    /// let found = model.propose(&[profiles], &[], &request)?;
    /// assert_eq!(found.columns[0].bins[0].label, "40 or more");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn propose(
        &self,
        profiles: &[Chunk<'_>],
        events: &[Chunk<'_>],
        request: &ProposeRequest<'_>,
    ) -> Result<Proposal, ProposeError> {
        if !(1..=MOST_POINTS).contains(&request.max_points) {
            return Err(ProposeError::MaxPoints {
                found: request.max_points,
            });
        }
        let columns = Columns::declare(self, profiles, request)?;
        let model = &columns.model;
        let study = Study::take(model, profiles, events, &request.sample)?;
        let places = ProfileRows::new(profiles, &study.leads, &model.0.zone, study.known);
        let periods = LearningPeriods::take(&study, &request.split, &places)?;
        let rows = FitRows::take(&study, &periods, &places);
        let all = rows.rows.len() as u64;
        if rows.conversions.min(all - rows.conversions) < LEAST_CONVERSIONS {
            return Err(ProposeError::FewConversions {
                rows: all,
                conversions: rows.conversions,
            });
        }
        let mut leaks = Leak::recorded_later(study.known, study.data.recorded_later);
        leaks.extend(Leak::undated(&model.0, profiles));
        leaks.extend(Leak::known_tells(&study.sample, model.document()));
        let cutter = Cutter {
            model,
            profiles,
            rows: &rows,
            request,
            costs: Costs::of(&rows),
        };
        let mut reports = Vec::new();
        let mut proposed = Vec::new();
        for (name, omitted) in columns.names {
            let is_leak = |leak: &Leak| matches!(leak, Leak::KnownTells { attribute, .. } if *attribute == name);
            let omitted = omitted.or_else(|| leaks.iter().any(is_leak).then_some(Omitted::Leak));
            let found = match omitted {
                Some(omitted) => Err(omitted),
                None => cutter.criterion(&name, &mut leaks),
            };
            let mut report = ProposedColumn {
                known: 0,
                column: name,
                left_out: None,
                bins: Vec::new(),
            };
            match found {
                Ok(criterion) => proposed.push(criterion),
                Err(omitted) => report.left_out = Some(omitted),
            }
            reports.push(report);
        }
        scale(&mut proposed, request.max_points);
        for report in &mut reports {
            if let Some(own) = proposed.iter().find(|one| one.column == report.column) {
                (report.bins, report.known) = described(own);
            }
        }
        let mut json = columns.json;
        criteria::add(&mut json, &proposed, rows.rows.len());
        let model = Model::from_value(&json).map_err(ProposeError::Model)?;
        Ok(Proposal {
            model,
            toml: json.as_object().map(toml_text).unwrap_or_default(),
            columns: reports,
            rows: all,
            conversions: rows.conversions,
            dealt_by: rows.dealt_by,
            leaks,
            library: env!("CARGO_PKG_VERSION"),
        })
    }
}

/// Gives whole points to all bins, to one scale.
fn scale(proposed: &mut [Criterion], max_points: u32) {
    let all = proposed.iter().flat_map(|one| &one.log_odds);
    let most = all.fold(0.0_f64, |most, one| most.max(one.abs()));
    for one in proposed {
        let own = one.log_odds.iter();
        one.points = own.map(|odds| points(*odds, most, max_points)).collect();
    }
}

/// The bins of a criterion for the report, without empty ones, and the number of known rows.
fn described(own: &Criterion) -> (Vec<ProposedBin>, u64) {
    let filled = own.cut.bins.iter().zip(&own.points);
    let filled = filled.filter(|(bin, _)| bin.sums.rows > 0);
    let known = filled
        .clone()
        .filter(|(bin, _)| bin.test != BinTest::Missing);
    let rows = known.map(|(bin, _)| bin.sums.rows).sum();
    let bins = filled.map(|(bin, points)| ProposedBin {
        label: bin.label.clone(),
        rows: bin.sums.rows,
        conversions: bin.sums.conversions,
        rate: bin.sums.rate(),
        interval: bin.sums.interval(),
        points: *points,
    });
    (bins.collect(), rows)
}

/// Cuts columns into bins.
struct Cutter<'c> {
    model: &'c Model,
    profiles: &'c [Chunk<'c>],
    rows: &'c FitRows,
    request: &'c ProposeRequest<'c>,
    costs: Costs,
}

impl Cutter<'_> {
    /// The criterion of a column, without points. Adds a leak if the column tells too much.
    fn criterion(&self, name: &str, leaks: &mut Vec<Leak>) -> Result<Criterion, Omitted> {
        let mut attributes = self.model.0.intake.attributes.iter();
        let field = attributes
            .find(|field| field.name == name)
            .ok_or(Omitted::NoValues)?;
        let mut cut = self.cut(field)?;
        cut.count(self.rows);
        if !self.costs.are_worth(&cut.bins) {
            return Err(Omitted::TellsNothing);
        }
        let all = self.rows.rows.len() as u64;
        let own = cut.bins.iter();
        let criterion = Criterion {
            column: name.to_owned(),
            log_odds: own
                .map(|bin| log_odds(bin, all, self.rows.conversions))
                .collect(),
            points: Vec::new(),
            cut,
        };
        match Leak::of_criterion(&criterion, self.rows) {
            Some(leak) => {
                leaks.push(leak);
                Err(Omitted::Leak)
            }
            None => Ok(criterion),
        }
    }

    fn cut(&self, field: &Field) -> Result<Cut, Omitted> {
        let fact = format!("profile.{}", field.name);
        let trend = self
            .request
            .trends
            .get(&field.name)
            .copied()
            .unwrap_or_default();
        let too_large = Omitted::Type {
            found: "numbers of 16 digits or more",
        };
        match field.type_ {
            Type::Number => {
                let values = self.values(field, |cell, _| match cell {
                    Cell::Number(number) => Some(number.to_f64()),
                    _ => None,
                })?;
                let numbers = Numbers::new(&values).ok_or(too_large)?;
                Ok(numbers.cut(fact, self.rows, trend, self.costs))
            }
            Type::Date => {
                let values = self.values(field, |cell, today| match cell {
                    Cell::Day(day) => Some(f64::from(today.since(day))),
                    _ => None,
                })?;
                let numbers = Numbers::new(&values).ok_or(too_large)?;
                Ok(numbers.cut(format!("{fact}.days_since"), self.rows, trend, self.costs))
            }
            Type::Text => {
                let values = self.values(field, |cell, _| match cell {
                    Cell::Text(text, _) => Some(Spelled {
                        compared: prepare(text, field.compare).into_owned(),
                        shown: text.to_owned(),
                    }),
                    _ => None,
                })?;
                texts::cut(fact, &values, self.rows, self.costs).ok_or(Omitted::RareTexts)
            }
            Type::Flag => {
                let values = self.values(field, |cell, _| match cell {
                    Cell::Flag(flag) => Some(flag),
                    _ => None,
                })?;
                Ok(texts::cut_flags(fact, &values))
            }
            Type::Tags => Err(Omitted::Type {
                found: "sets of tags",
            }),
        }
    }

    /// What a column holds in each row to learn from; values that are not valid are missing.
    fn values<T>(
        &self,
        field: &Field,
        read: impl Fn(Cell<'_>, crate::exact::Day) -> Option<T>,
    ) -> Result<Vec<Option<T>>, Omitted> {
        let zone = &self.model.0.zone;
        let columns: Vec<_> = self
            .profiles
            .iter()
            .map(|chunk| chunk.column(&field.name))
            .collect();
        let values = self.rows.rows.iter().map(|row| {
            let place = row.place?;
            let column = (*columns.get(place.chunk)?)?;
            read(column.cell(place.row, field, zone).ok()?, row.day)
        });
        let values: Vec<Option<T>> = values.collect();
        if values.iter().any(Option::is_some) {
            Ok(values)
        } else {
            Err(Omitted::NoValues)
        }
    }
}
