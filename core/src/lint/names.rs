//! The texts that a model gives: personas, qualifications, cells, and contents and topics of
//! steps.

use crate::document::{Document, Said};
use crate::model::fact::Fact;

/// The most combinations of grade and rank to look at.
const MAX_CELLS: usize = 10_000;

/// Every possible text of a fact, as written; `None` if it can be any text.
pub(super) fn names(document: &Document, fact: Fact) -> Option<Vec<String>> {
    match fact {
        Fact::Persona => {
            let personas = document.personas.iter().flatten();
            Some(personas.map(|one| one.name.clone()).collect())
        }
        Fact::Qualification => {
            let names = document.qualification.iter().flat_map(|one| {
                let rules = one.rules.iter().map(|rule| &rule.name);
                rules.chain([&one.default, &one.disqualified])
            });
            Some(names.cloned().collect())
        }
        Fact::Cell => cells(document),
        Fact::StepContent => {
            let steps = document.next_steps.iter().flatten();
            said(steps.filter_map(|step| step.content.as_ref()))
        }
        Fact::StepTopic => {
            let steps = || document.next_steps.iter().flatten();
            // The topic of such a step is its interest.
            let any = steps().any(|step| step.per_interest && step.topic.is_none());
            let written = said(steps().filter_map(|step| step.topic.as_ref()));
            written.filter(|_| !any)
        }
        _ => None,
    }
}

/// Every grade with every rank.
fn cells(document: &Document) -> Option<Vec<String>> {
    let (grades, ranks) = (
        &document.fit.as_ref()?.grades,
        &document.engagement.as_ref()?.ranks,
    );
    let few = grades.len().saturating_mul(ranks.len()) <= MAX_CELLS;
    let cells = grades.iter().flat_map(|grade| {
        let each = ranks.iter();
        each.map(|rank| format!("{}{}", grade.name, rank.name))
    });
    few.then(|| cells.collect())
}

/// The literal texts; `None` if a fact gives one of them.
fn said<'m>(mut all: impl Iterator<Item = &'m Said>) -> Option<Vec<String>> {
    all.try_fold(Vec::new(), |mut texts, one| match one {
        Said::Text(text) => {
            texts.push(text.clone());
            Some(texts)
        }
        Said::Fact(_) => None,
    })
}
