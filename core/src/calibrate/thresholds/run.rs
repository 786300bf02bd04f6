//! Finds minimum points for wishes.

use serde_json::{Value as Json, json};

use super::error::ThresholdsError;
use super::minimum::{ChoosingRows, PointRow};
use super::report::{ThresholdBand, ThresholdFigures, Thresholds};
use super::request::{ThresholdOf, ThresholdsRequest, Wish};
use crate::calibrate::propose::toml_text::toml_text;
use crate::calibrate::sample::measure::Measure;
use crate::calibrate::sample::rows::{Sample, SampleRow};
use crate::calibrate::sample::study::Study;
use crate::calibrate::stats::rate::{LeadCounts, RateSums};
use crate::calibrate::stats::ratio::ratio;
use crate::document::{Band, Document};
use crate::exact::Milli;
use crate::model::Model;
use crate::tables::Chunk;

impl Model {
    /// Finds minimum points of grades or ranks, or the threshold of readiness, for a wanted rate of
    /// conversion, share of leads or number of leads.
    ///
    /// The rows of the first two thirds of the instants choose: for each wish the least whole minimum that
    /// fulfils it. The others show what the minima mean later. Minima fall from the best band to the worst:
    /// bands without a wish move down below better ones, and where two still meet, the better one moves up,
    /// which keeps every wish.
    ///
    /// # Errors
    /// A request that does not fit the model or the data.
    ///
    /// ```
    /// use leadgrade::calibrate::{Outcomes, SampleRequest, ThresholdOf, ThresholdsRequest, Wish};
    /// use leadgrade::tables::{Chunk, Column, Known};
    /// use leadgrade::Model;
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "shop"
    ///     engagement = { ranks = [[1, 50], [2]] }
    ///     [signals]
    ///     visit = { points = 10 }
    ///     order = {}
    /// "#)?;
    /// // Lead n of ten has n visits, and one of them orders.
    /// let visits: Vec<i64> = (0..10).flat_map(|lead| vec![lead; lead as usize]).chain([9]).collect();
    /// let names: Vec<&str> = (0..45).map(|_| "visit").chain(["order"]).collect();
    /// let days: Vec<i32> = (0..45).map(|_| 20_463).chain([20_470]).collect();
    /// let events = Chunk::new(46)
    ///     .with("lead", Column::Wholes(visits.into(), Known::All))
    ///     .with("event", Column::Texts(Box::new(names)))
    ///     .with("at", Column::Days(days.into(), Known::All));
    /// let at = [model.as_of("2026-01-10")?];
    /// let mut sample = SampleRequest::new(at, 30, Outcomes::Signal("order".to_owned()));
    /// sample.observed_until = Some(model.as_of("2026-12-31")?);
    /// let request = ThresholdsRequest::new(sample, ThresholdOf::Rank).wish("1", Wish::Capacity(2));
    /// let found = model.thresholds(&[], &[events], &request)?;
    /// // Leads with 8 and 9 visits have more than 70 points.
    /// assert_eq!(found.bands[0].points.to_string(), "71");
    /// assert_eq!(found.bands[0].instants[0].leads, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn thresholds(
        &self,
        profiles: &[Chunk<'_>],
        events: &[Chunk<'_>],
        request: &ThresholdsRequest<'_>,
    ) -> Result<Thresholds, ThresholdsError> {
        let minima = Minima::of(self.document(), request.of)?;
        minima.check(request)?;
        let study = Study::take(self, profiles, events, &request.sample)?;
        let (rows, chosen_on) = choosing(&study.sample, minima.measure);
        let rows = ChoosingRows::new(&rows);
        let mut bands = minima.find(&rows, request);
        for band in &mut bands {
            band.instants = figures(&study.sample, minima.measure, band.points, chosen_on);
        }
        let mut json = json!(self.document());
        minima.write(&mut json, &bands);
        Ok(Thresholds {
            of: request.of,
            model: Model::from_value(&json).map_err(ThresholdsError::Model)?,
            text: json.as_object().map(toml_text).unwrap_or_default(),
            chosen_on,
            bands,
        })
    }
}

/// The minima of a model: their bands, best first.
struct Minima {
    of: ThresholdOf,
    measure: Measure,
    bands: Vec<(String, Milli)>,
}

impl Minima {
    fn of(document: &Document, of: ThresholdOf) -> Result<Self, ThresholdsError> {
        let (section, measure, bands) = match of {
            ThresholdOf::Grade => {
                let bands = document.fit.as_ref().map(|one| named(&one.grades));
                ("fit", Measure::Fit, bands)
            }
            ThresholdOf::Rank => {
                let bands = document.engagement.as_ref().map(|one| named(&one.ranks));
                ("engagement", Measure::Engagement, bands)
            }
            ThresholdOf::Ready => {
                let one = document.readiness.as_ref();
                let bands = one.map(|one| vec![("ready".to_owned(), one.threshold)]);
                ("readiness", Measure::Readiness, bands)
            }
        };
        Ok(Self {
            of,
            measure,
            bands: bands.ok_or(ThresholdsError::NoSection { section })?,
        })
    }

    /// Checks the wishes of a request.
    fn check(&self, request: &ThresholdsRequest<'_>) -> Result<(), ThresholdsError> {
        let bands = || self.bands.iter().map(|(name, _)| name.clone()).collect();
        if request.wishes.is_empty() {
            return Err(ThresholdsError::NoWish { bands: bands() });
        }
        for (band, wish) in &request.wishes {
            if self.bands.iter().all(|(name, _)| name != band) {
                return Err(ThresholdsError::UnknownBand {
                    band: band.clone(),
                    bands: bands(),
                });
            }
            if let Wish::Rate(found) | Wish::Share(found) = *wish
                && !(0.0..=1.0).contains(&found)
            {
                return Err(ThresholdsError::Range {
                    band: band.clone(),
                    found,
                });
            }
        }
        Ok(())
    }

    /// The minimum of each band. Bands without a wish move down below better ones; where minima still meet,
    /// the better band moves up, which keeps every wish.
    fn find(&self, rows: &ChoosingRows, request: &ThresholdsRequest<'_>) -> Vec<ThresholdBand> {
        let mut found: Vec<ThresholdBand> = Vec::new();
        for (band, given) in &self.bands {
            let wish = request.wishes.get(band).copied();
            let minimum = wish.map(|wish| rows.minimum(wish));
            let better = found.last().map(|better| better.points);
            let points = match (minimum, better) {
                (Some(minimum), _) => Milli(minimum.points.saturating_mul(1_000)),
                (None, Some(better)) if better <= *given => whole_below(better),
                (None, _) => *given,
            };
            found.push(ThresholdBand {
                band: band.clone(),
                given: *given,
                points,
                wish,
                is_met: minimum.is_none_or(|minimum| minimum.is_met),
                is_raised: false,
                instants: Vec::new(),
            });
        }
        let mut worse: Option<Milli> = None;
        for band in found.iter_mut().rev() {
            if let Some(worse) = worse.filter(|worse| band.points <= *worse) {
                band.points = whole_above(worse);
                band.is_raised = band.wish.is_some();
            }
            worse = Some(band.points);
        }
        found
    }

    /// Writes the minima into a document.
    fn write(&self, json: &mut Json, bands: &[ThresholdBand]) {
        let path = match self.of {
            ThresholdOf::Grade => "/fit/grades",
            ThresholdOf::Rank => "/engagement/ranks",
            ThresholdOf::Ready => {
                if let (Some(own), Some(band)) =
                    (json.pointer_mut("/readiness/threshold"), bands.first())
                {
                    *own = json!(band.points);
                }
                return;
            }
        };
        let list = json.pointer_mut(path).and_then(Json::as_array_mut);
        for (own, band) in list.into_iter().flatten().zip(bands) {
            if let Some(points) = own.get_mut(1) {
                *points = json!(band.points);
            }
        }
    }
}

/// The greatest whole points below others.
fn whole_below(points: Milli) -> Milli {
    Milli(points.0.saturating_sub(1).div_euclid(1_000) * 1_000)
}

/// The least whole points above others.
fn whole_above(points: Milli) -> Milli {
    Milli((points.0.div_euclid(1_000) + 1) * 1_000)
}

fn named<T: ToString>(bands: &[Band<T>]) -> Vec<(String, Milli)> {
    let all = bands.iter();
    all.filter_map(|band| Some((band.name.to_string(), band.from?)))
        .collect()
}

/// The rows that choose, and the number of their instants: those of the first two thirds of the mature
/// instants. What converts after a later instant begins does not count.
fn choosing(sample: &Sample, measure: Measure) -> (Vec<PointRow>, u32) {
    let mature: Vec<u32> = (0_u32..)
        .zip(&sample.moments)
        .filter(|(_, moment)| moment.is_mature)
        .map(|(at, _)| at)
        .collect();
    let first = (mature.len() * 2 / 3).max(1);
    let rows = |until: Option<u32>, judged: &dyn Fn(&SampleRow) -> bool| -> Vec<PointRow> {
        let own = sample.mature();
        let own = own.filter(|row| until.is_none_or(|until| row.moment < until));
        let own = own.filter_map(|row| {
            Some(PointRow {
                points: measure.of(row)?,
                moment: row.moment,
                converts: row.converts(),
                is_judged: judged(row),
            })
        });
        own.collect()
    };
    let all = u32::try_from(mature.len()).unwrap_or(u32::MAX);
    let Some(start) = mature.get(first).copied() else {
        return (rows(None, &|_| true), all);
    };
    let later = sample.moments.get(start as usize).map(|moment| moment.at);
    let is_over = |row: &SampleRow| {
        let end = sample.moment(row).and_then(|moment| moment.end);
        end.zip(later).is_some_and(|(end, later)| end < later)
    };
    let chosen = rows(Some(start), &is_over);
    if chosen.iter().any(|row| row.is_judged) {
        (chosen, u32::try_from(first).unwrap_or(u32::MAX))
    } else {
        (rows(None, &|_| true), all)
    }
}

/// What a minimum means at each instant.
fn figures(
    sample: &Sample,
    measure: Measure,
    points: Milli,
    chosen_on: u32,
) -> Vec<ThresholdFigures> {
    let mut sums = vec![RateSums::default(); sample.moments.len()];
    let mut all = vec![0_u64; sample.moments.len()];
    let mut new = vec![0_u64; sample.moments.len()];
    let mut before: Option<&SampleRow> = None;
    for row in &sample.rows {
        let reaches = |row: &SampleRow| measure.of(row).is_some_and(|own| own >= points.0);
        let at = row.moment as usize;
        if let Some(all) = all.get_mut(at) {
            *all += 1;
        }
        if reaches(row) {
            if let Some(sums) = sums.get_mut(at) {
                sums.add(LeadCounts {
                    rows: 1,
                    conversions: u64::from(row.converts()),
                });
            }
            let was_there = before.is_some_and(|before| {
                before.lead == row.lead && before.moment + 1 == row.moment && reaches(before)
            });
            if let Some(new) = new.get_mut(at) {
                *new += u64::from(!was_there);
            }
        }
        before = Some(row);
    }
    let mut matures = 0;
    let moments = sample.moments.iter().zip(&sums).zip(all.iter().zip(&new));
    let figures = moments.map(|((moment, sums), (all, new))| {
        matures += u32::from(moment.is_mature);
        ThresholdFigures {
            at: moment.at,
            chose: moment.is_mature && matures <= chosen_on,
            is_mature: moment.is_mature,
            leads: sums.rows,
            new_leads: *new,
            share: ratio(sums.rows.into(), (*all).into()),
            conversions: sums.conversions,
            rate: sums.rate().filter(|_| moment.is_mature),
            interval: sums.interval().filter(|_| moment.is_mature),
        }
    });
    figures.collect()
}
