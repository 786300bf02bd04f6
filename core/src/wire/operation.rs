//! The one list of operations: what every binding offers, with the same names.

use serde::Serialize;

use super::problem;
use crate::document::Problem;
use crate::model::Model;
use crate::text::nearest;

/// Something that a binding offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// Its name; languages that write names in camelCase say `runTests`.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// How many models it takes, least and most.
    pub models: (usize, usize),
    /// What its request may say.
    pub arguments: &'static [&'static Argument],
    /// What it answers, by the name of the schema.
    pub answer: &'static str,
}

/// One member of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Argument {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What is allowed.
    pub allowed: &'static str,
}

/// What an instant may be.
const INSTANT: &str =
    "an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end";

/// What a day may be.
const DATE: &str = "a date such as `2026-11-22`";

/// What is known about a lead.
pub const PROFILE: Argument = Argument {
    name: "profile",
    required: false,
    allowed: "an object of attributes, and `lead`",
};
/// What a lead did.
pub const EVENTS: Argument = Argument {
    name: "events",
    required: false,
    allowed: "a list of events",
};
/// When to look.
pub const AS_OF: Argument = Argument {
    name: "as_of",
    required: true,
    allowed: INSTANT,
};
pub(super) const OTHER_AS_OF: Argument = Argument {
    name: "other_as_of",
    required: false,
    allowed: INSTANT,
};

const HORIZON: Argument = Argument {
    name: "horizon_days",
    required: false,
    allowed: "a whole number of days from 1 to 3,650; without it 90",
};
const FROM: Argument = Argument {
    name: "from",
    required: true,
    allowed: DATE,
};
const TO: Argument = Argument {
    name: "to",
    required: true,
    allowed: DATE,
};
const EVERY: Argument = Argument {
    name: "every",
    required: false,
    allowed: "`label` or `number`; without it `label`",
};

const fn option(name: &'static str, allowed: &'static str) -> Argument {
    Argument {
        name,
        required: false,
        allowed,
    }
}

/// What a request about tables may say beside its tables and `as_of`.
pub const TABLE_OPTIONS: &[&Argument] = &[
    &option(
        "columns",
        "an object: what the tables call columns, by the names of the language and the model",
    ),
    &option(
        "coerce",
        "`true` or `false`: whether texts are read as the declared types, and numbers 0 and 1 as flags",
    ),
    &option(
        "output",
        "a list of the columns of the result, or `all`; without it those of the sections that the model has",
    ),
    &option(
        "details",
        "`true` or `false`: whether there are nested columns, too",
    ),
    &option(
        "decimals",
        "`true` or `false`: whether points are decimals instead of doubles",
    ),
    &option(
        "explain",
        "`true`, `false`, or a list of the ids of the leads to explain",
    ),
    &option(
        "strict",
        "`true` or `false`: whether rejects are an error instead of listed",
    ),
    &option(
        "known",
        "`\"now\"`, or `\"then\"`: rows with a `recorded_at` after `as_of` do not exist",
    ),
];

/// What grading tables takes.
pub(crate) const TO_GRADE: &[&Argument] = &[&AS_OF];

/// What names a lead of tables.
pub(crate) const LEAD_OF_TABLES: &[&Argument] = &[
    &Argument {
        name: "lead",
        required: true,
        allowed: "the id of a lead, a text",
    },
    &AS_OF,
];

const AT: Argument = option(
    "at",
    "an object with any of `stage` and `grade`, each a name or null, and `rank`, a number or null: where they stand",
);
const BEFORE: Argument = option(
    "from",
    "an object with any of `stage` and `grade`, each a name or null, and `rank`, a number or null: where they stood",
);
const CONTAINS: Argument = option("contains", "a text that is a part of their ids");
const OFFSET: Argument = option("offset", "how many to leave out, a whole number");
const LIMIT: Argument = option(
    "limit",
    "how many, a whole number up to 100,000; without it 100",
);

/// Which leads of a grid are wanted.
pub(crate) const LEADS: &[&Argument] = &[&AT, &CONTAINS, &OFFSET, &LIMIT];

/// Which of the leads that moved are wanted.
pub(crate) const LEADS_MOVED: &[&Argument] = &[&AT, &BEFORE, &CONTAINS, &OFFSET, &LIMIT];

/// All operations. Compiling a model is not one of them: it has no model yet.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        name: "assess",
        about: "everything that the model says of a lead at an instant, and what could not be used",
        models: (1, 1),
        arguments: &[&PROFILE, &EVENTS, &AS_OF],
        answer: "Assessed",
    },
    Operation {
        name: "explain",
        about: "the assessment, where every point comes from, and what could not be used",
        models: (1, 1),
        arguments: &[&PROFILE, &EVENTS, &AS_OF],
        answer: "Explained",
    },
    Operation {
        name: "compare",
        about: "what differs between two instants, or between two models at one instant",
        models: (1, 2),
        arguments: &[&PROFILE, &EVENTS, &AS_OF, &OTHER_AS_OF],
        answer: "Comparison",
    },
    Operation {
        name: "next_change",
        about: "the next day on which a label differs though nothing happens, and what differs",
        models: (1, 1),
        arguments: &[&PROFILE, &EVENTS, &AS_OF, &HORIZON],
        answer: "NextChangeAnswer",
    },
    Operation {
        name: "timeline",
        about: "the days on which labels or numbers changed, each with its assessment",
        models: (1, 1),
        arguments: &[&PROFILE, &EVENTS, &FROM, &TO, &EVERY],
        answer: "Timeline",
    },
    Operation {
        name: "run_tests",
        about: "the tests that stand in the model, each with what differed",
        models: (1, 1),
        arguments: &[],
        answer: "TestOutcomes",
    },
    Operation {
        name: "lint",
        about: "what is legal in the model but suspicious",
        models: (1, 1),
        arguments: &[],
        answer: "Findings",
    },
    Operation {
        name: "info",
        about: "what the model is, and the versions that can matter to its scores",
        models: (1, 1),
        arguments: &[],
        answer: "Info",
    },
    Operation {
        name: "document",
        about: "the model document with every default filled in",
        models: (1, 1),
        arguments: &[],
        answer: "Document",
    },
];

/// The surface as a document that other languages' tests read.
pub fn surface() -> serde_json::Value {
    serde_json::json!({ "format": 1, "operations": OPERATIONS })
}

pub(super) fn find(name: &str) -> Result<&'static Operation, Problem> {
    let found = OPERATIONS.iter().find(|operation| operation.name == name);
    found.ok_or_else(|| {
        let names = OPERATIONS.iter().map(|operation| operation.name);
        let help = match nearest(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "known: {}",
                names
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        problem(
            "unknown_operation",
            String::new(),
            format!("there is no operation `{}`", crate::text::shortened(name)),
            help,
        )
    })
}

impl Operation {
    /// Whether it is about a lead, not about the model alone.
    pub(super) fn about_lead(&self) -> bool {
        self.arguments.contains(&&EVENTS)
    }

    /// What its request may say where a history stands for the events.
    pub(super) fn without_events(&self) -> Result<Vec<&'static Argument>, Vec<Problem>> {
        if !self.about_lead() {
            let message = format!("`{}` was called with a history", self.name);
            let help = "it is not about a lead";
            return Err(vec![problem("wrong_history", String::new(), message, help)]);
        }
        let others = self.arguments.iter().copied();
        Ok(others.filter(|argument| **argument != EVENTS).collect())
    }

    /// The first model; their number is checked.
    pub(super) fn model<'m>(&self, models: &[&'m Model]) -> Result<&'m Model, Vec<Problem>> {
        let (least, most) = self.models;
        match models.first() {
            Some(model) if (least..=most).contains(&models.len()) => Ok(model),
            _ => {
                let message = format!("`{}` was called with {} models", self.name, models.len());
                let help = if least == most {
                    format!("it takes {least}")
                } else {
                    format!("it takes {least} to {most}")
                };
                Err(vec![problem("wrong_models", String::new(), message, help)])
            }
        }
    }
}
