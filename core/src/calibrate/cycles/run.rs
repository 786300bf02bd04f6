//! Studies buying cycles.

use serde_json::Value as Json;

use super::error::CycleError;
use super::purchases::{Habit, PurchaseBook, gaps};
use super::report::{CycleFigures, CycleStudy, FadingFigures, JudgedOn};
use super::request::CycleRequest;
use super::settings::{HALF_LIVES, cycle_model, cycles, fading_model, with_cycle};
use crate::calibrate::propose::toml_text::toml_text;
use crate::calibrate::sample::data::known;
use crate::calibrate::sample::measure::{Measure, score};
use crate::calibrate::sample::request::{Outcomes, SampleRequest};
use crate::calibrate::sample::rows::SampleRow;
use crate::calibrate::sample::study::Study;
use crate::calibrate::stats::auc::{Auc, ScoredRow, auc};
use crate::calibrate::stats::auc_difference::auc_difference;
use crate::calibrate::stats::gaps::GapFigures;
use crate::exact::SCALE;
use crate::model::Model;
use crate::tables::Chunk;

/// The parts into which leads are dealt; two of them are for judging.
const PARTS: u32 = 5;
/// The name of the deal.
const DEAL: &str = "periods";

impl Model {
    /// Studies whether leads with a purchase buy again in a rhythm, and proposes settings of
    /// `buying_cycle` if they do.
    ///
    /// Settings are chosen by the AUC of `cycle.points` at the earlier instants and judged at the last.
    /// A cycle is proposed only if its points tell better who buys again than both the days since the
    /// latest purchase and the rate of purchases, by more than the standard error of the difference.
    /// Otherwise points for purchases that halve in a number of days, chosen in the same way, are the
    /// readiness to use.
    ///
    /// # Errors
    /// A model without purchases, a request that does not fit the data, and data in which all buy again
    /// or none do; see [`CycleError`].
    ///
    /// ```
    /// use leadgrade::calibrate::CycleRequest;
    /// use leadgrade::tables::{Chunk, Column, Known};
    /// use leadgrade::Model;
    /// let model = Model::from_toml(
    ///     "format = 1\nname = \"shop\"\nsignals.order = {}\npurchases = { signals = [\"order\"] }",
    /// )?;
    /// // Of 60 customers all buy every 30 days, and every third stops after the second time.
    /// let (mut leads, mut days) = (Vec::new(), Vec::new());
    /// for lead in 0..60 {
    ///     for time in 0..if lead % 3 == 0 { 2 } else { 12 } {
    ///         leads.push(lead);
    ///         days.push(20_000 + (lead % 30 + 30 * time) as i32);
    ///     }
    /// }
    /// let events = Chunk::new(leads.len())
    ///     .with("event", Column::Texts(Box::new(vec!["order"; leads.len()])))
    ///     .with("lead", Column::Wholes(leads.into(), Known::All))
    ///     .with("at", Column::Days(days.into(), Known::All));
    /// // 150 and 240 days after the first purchase.
    /// let at = vec![model.as_of("2025-03-03")?, model.as_of("2025-06-01")?];
    /// let found = model.study_cycle(&[events], &CycleRequest::new(at, 60))?;
    /// assert_eq!((found.gaps.leads, found.gaps.quartiles), (60, Some([30.0; 3])));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn study_cycle(
        &self,
        events: &[Chunk<'_>],
        request: &CycleRequest,
    ) -> Result<CycleStudy, CycleError> {
        crate::tables::error::check_tables(&[], events)?;
        let known = request.known.unwrap_or_else(|| known(&[], events));
        let book = PurchaseBook::read(self, events, known)?;
        let mut asked = SampleRequest::new(
            request.at.clone(),
            request.horizon_days,
            Outcomes::Table(book.outcomes()),
        );
        asked.observed_until = request.observed_until;
        asked.eligible.clone_from(&request.eligible);
        asked.again = true;
        asked.known = Some(known);
        asked.progress.clone_from(&request.progress);
        let study = Study::take(self, &[], events, &asked)?;
        let trial = Trial::new(self, &study, &book)?;
        let usual = trial.usual_lengths();
        let document = self.document();
        let given = document
            .buying_cycle
            .as_ref()
            .map(|own| serde_json::json!(own));
        let cycle = trial.best(cycles(&usual, given.as_ref()), Measure::Cycle, |cycle| {
            cycle_model(document, cycle)
        })?;
        let fading = trial.best(HALF_LIVES.to_vec(), Measure::Engagement, |days| {
            fading_model(document, *days, 1)
        })?;
        let recency = trial.scored(&trial.judge, |row| row.habit.recency());
        let rate = trial.scored(&trial.judge, |row| row.habit.rate());
        let judged = |rows: &Vec<ScoredRow>| auc(rows.clone()).ok_or_else(|| trial.one_kind());
        let (by_recency, by_rate) = (judged(&recency)?, judged(&rate)?);
        let better = if by_rate.area > by_recency.area {
            &rate
        } else {
            &recency
        };
        let gain = auc_difference(&cycle.judged, better).ok_or_else(|| trial.one_kind())?;
        let has_cycle = gain
            .standard_error
            .is_some_and(|error| gain.difference > error);
        let threshold = fading.best_fifth();
        let readiness = if has_cycle {
            cycle_model(document, &cycle.setting)
        } else {
            fading_model(document, fading.setting, threshold)
        };
        let model = has_cycle.then(|| with_cycle(document, &cycle.setting));
        let model = model.map(|json| Model::from_value(&json)).transpose();
        Ok(CycleStudy {
            gaps: trial.gap_figures(),
            judged_on: trial.judged_on,
            rows: trial.judge.len() as u64,
            conversions: trial.judge.iter().filter(|row| row.converts).count() as u64,
            recency: by_recency,
            rate: by_rate,
            cycle: CycleFigures {
                chosen: cycle.chosen_auc,
                judged: judged(&cycle.judged)?,
                section: cycle.setting,
            },
            gain,
            has_cycle,
            fading: FadingFigures {
                half_life_days: fading.setting,
                chosen: fading.chosen_auc,
                judged: judged(&fading.judged)?,
            },
            toml: sections(&readiness),
            model: model.map_err(CycleError::Model)?,
            readiness_model: Model::from_value(&readiness).map_err(CycleError::Model)?,
            library: env!("CARGO_PKG_VERSION"),
        })
    }
}

/// The proposed sections of a model as TOML.
fn sections(model: &Json) -> String {
    let kept = ["signals", "engagement", "buying_cycle", "readiness"];
    let mut sections = model.as_object().cloned().unwrap_or_default();
    let has_points = sections.contains_key("engagement");
    sections.retain(|key, _| kept.contains(&key.as_str()) && (has_points || key != "signals"));
    toml_text(&sections)
}

/// A row by which settings are chosen or judged.
#[derive(Clone, Copy, Debug)]
struct TrialRow {
    lead: u32,
    moment: u32,
    converts: bool,
    habit: Habit,
}

/// The best of several settings.
struct Best<S> {
    setting: S,
    chosen_auc: Auc,
    chosen: Vec<ScoredRow>,
    judged: Vec<ScoredRow>,
}

impl<S> Best<S> {
    /// The least whole points of the best fifth of the rows by which the setting was chosen, at least 1.
    fn best_fifth(&self) -> i64 {
        let mut scores: Vec<i64> = self.chosen.iter().filter_map(|row| row.score).collect();
        scores.sort_unstable_by(|one, other| other.cmp(one));
        let border = scores.get(scores.len() / 5).copied().unwrap_or_default();
        (border / SCALE).max(1)
    }
}

/// The rows of a study and what settings are tried on.
struct Trial<'t> {
    model: &'t Model,
    study: &'t Study<'t>,
    book: &'t PurchaseBook,
    choose: Vec<TrialRow>,
    judge: Vec<TrialRow>,
    judged_on: JudgedOn,
}

impl<'t> Trial<'t> {
    /// Divides the rows of leads with a purchase into those to choose by and those to judge by.
    ///
    /// # Errors
    /// Either are of one kind.
    fn new(
        model: &'t Model,
        study: &'t Study<'t>,
        book: &'t PurchaseBook,
    ) -> Result<Self, CycleError> {
        let mut trial = Self {
            model,
            study,
            book,
            choose: Vec::new(),
            judge: Vec::new(),
            judged_on: JudgedOn::LastInstant,
        };
        if let Some(last) = study.sample.last_mature().filter(|last| *last > 0) {
            let mut periods = study.sample.periods(&[last]).into_iter();
            trial.choose = trial.rows(periods.next().unwrap_or_default());
            trial.judge = trial.rows(periods.next().unwrap_or_default());
        }
        if !has_both(&trial.choose) || !has_both(&trial.judge) {
            let is_judge = |row: &&SampleRow| study.leads.block(row.lead, DEAL, PARTS) < 2;
            let (judge, choose) = study.sample.mature().partition(is_judge);
            (trial.choose, trial.judge) = (trial.rows(choose), trial.rows(judge));
            trial.judged_on = JudgedOn::Leads;
        }
        for (purpose, rows) in [
            ("choose settings", &trial.choose),
            ("judge them", &trial.judge),
        ] {
            if !has_both(rows) {
                return Err(one_kind(purpose, rows));
            }
        }
        Ok(trial)
    }

    fn rows(&self, rows: Vec<&SampleRow>) -> Vec<TrialRow> {
        let row = |row: &SampleRow| {
            let moment = self.study.sample.moment(row)?;
            let lead = self.study.leads.id(row.lead);
            let days = self.book.days(lead, moment.at, self.model);
            Some(TrialRow {
                lead: row.lead,
                moment: row.moment,
                converts: row.converts(),
                habit: Habit::of(&days, moment.day)?,
            })
        };
        rows.into_iter().filter_map(row).collect()
    }

    /// The gaps of the leads of some rows up to the last of the instants of each.
    fn gaps(&self, rows: &[TrialRow]) -> Vec<Vec<u32>> {
        let leads = rows.chunk_by(|one, next| one.lead == next.lead);
        let last = leads.filter_map(|own| {
            let row = own.last()?;
            let at = self.study.sample.moments.get(row.moment as usize)?.at;
            let days = self
                .book
                .days(self.study.leads.id(row.lead), at, self.model);
            Some(gaps(&days))
        });
        last.collect()
    }

    /// The gaps up to the last instant of all leads with a row.
    fn gap_figures(&self) -> GapFigures {
        let mut all = self.choose.clone();
        all.extend(&self.judge);
        all.sort_by_key(|row| (row.lead, row.moment));
        GapFigures::of(&self.gaps(&all))
    }

    /// Lengths in days to try: the quartiles of the gaps to choose by, and twice the last.
    fn usual_lengths(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self.gaps(&self.choose).into_iter().flatten().collect();
        all.sort_unstable();
        let at = |quarter: usize| all.get(quarter * all.len() / 4).copied();
        let mut usual: Vec<u32> = [
            at(1),
            at(2),
            at(3),
            at(3).map(|days| days.saturating_mul(2)),
        ]
        .into_iter()
        .flatten()
        .map(|days| days.clamp(1, 36_500))
        .collect();
        if usual.is_empty() {
            usual.push(self.study.horizon_days);
        }
        usual.dedup();
        usual
    }

    /// The setting with the best AUC of the rows to choose by; of equally good ones the first.
    fn best<S: Clone>(
        &self,
        settings: Vec<S>,
        measure: Measure,
        model: impl Fn(&S) -> Json,
    ) -> Result<Best<S>, CycleError> {
        let mut best: Option<Best<S>> = None;
        for setting in settings {
            let scores = self.scores(&model(&setting), measure)?;
            let of = |row: &TrialRow| {
                scores
                    .get(&(row.lead, row.moment))
                    .copied()
                    .unwrap_or_default()
            };
            let chosen = self.scored(&self.choose, of);
            let Some(chosen_auc) = auc(chosen.clone()) else {
                continue;
            };
            if best
                .as_ref()
                .is_none_or(|best| chosen_auc.area > best.chosen_auc.area)
            {
                best = Some(Best {
                    judged: self.scored(&self.judge, of),
                    setting,
                    chosen_auc,
                    chosen,
                });
            }
        }
        best.ok_or_else(|| self.one_kind())
    }

    /// The scores of leads at instants by a model.
    fn scores(
        &self,
        model: &Json,
        measure: Measure,
    ) -> Result<std::collections::BTreeMap<(u32, u32), i64>, CycleError> {
        let model = Model::from_value(model).map_err(CycleError::Model)?;
        let Study {
            tables,
            times,
            options,
            leads,
            ..
        } = self.study;
        let mut options = options.clone();
        options.progress = None;
        let scored = times.score(
            &model,
            *tables,
            &options,
            |_| true,
            |scored| {
                let lead = leads.get(scored.id)?;
                Some(((lead, scored.moment), score(measure, scored.row)?))
            },
        )?;
        Ok(scored.rows.into_iter().flatten().collect())
    }

    fn scored(&self, rows: &[TrialRow], score: impl Fn(&TrialRow) -> i64) -> Vec<ScoredRow> {
        let rows = rows.iter().map(|row| ScoredRow {
            score: Some(score(row)),
            lead: row.lead,
            converts: row.converts,
        });
        rows.collect()
    }

    fn one_kind(&self) -> CycleError {
        one_kind("judge settings", &self.judge)
    }
}

fn has_both(rows: &[TrialRow]) -> bool {
    rows.iter().any(|row| row.converts) && rows.iter().any(|row| !row.converts)
}

fn one_kind(purpose: &'static str, rows: &[TrialRow]) -> CycleError {
    CycleError::OneKind {
        purpose,
        rows: rows.len() as u64,
        conversions: rows.iter().filter(|row| row.converts).count() as u64,
    }
}
