//! Joins scores with later outcomes: which labels convert?

mod rates;

use std::path::{Path, PathBuf};

use leadgrade::{Assessment, Milli, Model, Profile};

use crate::error::{ProgramError, load_model};
use crate::files::{self, Cell, Input};
use crate::progress::Progress;
use crate::scoring::{Files, Join, read};
use crate::show::text::{counted, shown};

/// The input of a measurement.
#[derive(Clone, Debug)]
pub struct Study {
    /// The model.
    pub model: PathBuf,
    /// Profiles and events.
    pub files: Files,
    /// CSV with the columns `lead`, `as_of` and `outcome` (`yes` or `no`).
    pub outcomes: PathBuf,
}

/// One lead at its instant, and whether it converted afterwards.
struct Case {
    assessment: Assessment,
    yes: bool,
}

/// Conversion rates by label, and how well points rank the leads that convert first.
///
/// # Errors
/// If a file cannot be used, or an outcome names an unknown lead.
pub fn measure(study: &Study, progress: &Progress) -> Result<String, ProgramError> {
    let model = load_model(&study.model)?;
    let join = read(&model, &study.files, progress)?.join;
    let cases = cases(&model, &join, &study.outcomes, progress)?;
    let yes = cases.iter().filter(|case| case.yes).count();
    let total = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let mut text = format!(
        "{}: {}, {} converted ({})\n",
        shown(&model.document().name),
        counted(total(cases.len()), "outcome", "outcomes"),
        counted(total(yes), "lead", "leads"),
        rates::percent(yes, cases.len()),
    );
    text.push_str(&labels(&cases));
    text.push_str(&measures(&cases));
    Ok(text)
}

fn labels(cases: &[Case]) -> String {
    let name = |name: Option<&str>| name.map(str::to_owned);
    [
        rates::by("grade", cases, |one| name(one.grade())),
        rates::by("rank", cases, |one| one.rank().map(|rank| rank.to_string())),
        rates::by("cell", cases, Assessment::cell),
        rates::by("stage", cases, |one| name(one.stage())),
        rates::by("qualification", cases, |one| name(one.qualification())),
        rates::by("ready to buy", cases, |one| {
            name(
                one.ready()
                    .map(|ready| if ready { "ready" } else { "not ready" }),
            )
        }),
    ]
    .concat()
}

/// A name, and the points that it stands for.
type Measure = (&'static str, fn(&Assessment) -> Option<Milli>);

fn measures(cases: &[Case]) -> String {
    let all: [Measure; 4] = [
        ("fit", Assessment::fit_points),
        ("engagement", Assessment::engagement_points),
        ("cycle", Assessment::cycle_points),
        ("readiness", Assessment::readiness_points),
    ];
    let mut text =
        "\nAUC: chance that one who converts has more points than one who does not\n".to_owned();
    for (name, points) in all {
        if let Some(auc) = rates::auc(cases, points) {
            text.push_str(&format!("  {name:<12}{auc}\n"));
        }
    }
    text
}

fn cases(
    model: &Model,
    join: &Join,
    path: &Path,
    progress: &Progress,
) -> Result<Vec<Case>, ProgramError> {
    let (mut cases, mut wrong) = (Vec::new(), None);
    let input = Input {
        path,
        delimiter: b',',
        needed: &["lead", "as_of", "outcome"],
        read: &[],
        grows: false,
    };
    files::read(input, progress, &mut |row| {
        if let Some(unusable) = &row.wrong {
            wrong.get_or_insert_with(|| ProgramError::line(path, row.line, &unusable.reason));
            return;
        }
        let text = |name| match row.cell(name) {
            Some(Cell::Text(text)) => text.trim(),
            _ => "",
        };
        let answer = case(model, join, text("lead"), text("as_of"), text("outcome"));
        match answer {
            Ok(case) => cases.push(case),
            Err(message) if wrong.is_none() => {
                wrong = Some(ProgramError::line(path, row.line, message))
            }
            Err(_) => {}
        }
    })?;
    wrong.map_or(Ok(cases), Err)
}

fn case(model: &Model, join: &Join, id: &str, as_of: &str, outcome: &str) -> Result<Case, String> {
    let lead = join
        .find(id)
        .ok_or_else(|| format!("there is no lead `{}`", shown(id)))?;
    let as_of = model.as_of(as_of).map_err(|error| error.to_string())?;
    let yes = match outcome {
        "yes" => true,
        "no" => false,
        _ => {
            return Err(format!(
                "`outcome` is `{}`, `yes` or `no` is needed",
                shown(outcome)
            ));
        }
    };
    let nobody = Profile::new(id);
    let profile = lead.profile(as_of).map_or(&nobody, |(_, profile)| profile);
    Ok(Case {
        assessment: model.assess(profile, &lead.events, as_of),
        yes,
    })
}
