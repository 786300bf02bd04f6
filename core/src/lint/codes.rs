//! Every code of the lint, with its meaning.

/// Every code that [`Model::lint`](crate::Model::lint) and
/// [`Model::lint_as_of`](crate::Model::lint_as_of) can report, with its meaning.
pub const LINTS: [(&str, &str); 32] = [
    (
        "unreachable",
        "a grade, rank, stage, rule, case, persona or exclusion that no lead can reach",
    ),
    ("never_holds", "a condition that no lead can fulfil"),
    ("always_holds", "a condition that every lead fulfils"),
    ("beyond_points", "a threshold that the points cannot reach"),
    (
        "unknown_name",
        "a comparison with a persona, qualification, cell, content or topic that does not exist",
    ),
    (
        "duplicate_condition",
        "the same condition twice, in one list or in two segments",
    ),
    ("unused", "a declaration that nothing uses"),
    ("no_effect", "something that changes no score"),
    ("same_event", "two signals that count the same event"),
    (
        "clamped_at_once",
        "one event is worth more than the limit of its signal",
    ),
    ("stuck_switch", "a switch that no event can change"),
    ("no_decay", "points of engagement that never fade"),
    ("penalty_decays", "a penalty that fades by itself"),
    (
        "inactivity_without_activity",
        "inactivity costs points, but no signal counts as activity",
    ),
    (
        "window_too_short",
        "`within_days` looks back further than the signal's own window",
    ),
    ("overdue_hold", "a buying cycle whose points never fade"),
    (
        "eq_on_count",
        "`eq` on a count, which stops holding at the next event",
    ),
    (
        "unwindowed_count",
        "a persona, stage, segment or rule on a count without a time limit",
    ),
    (
        "double_negative",
        "`ne`, `not_in` or `not` directly under `not`",
    ),
    ("blank_literal", "a comparison with a blank text"),
    (
        "trimmed_literal",
        "outer white space of a text, which comparing ignores",
    ),
    ("plain_pattern", "a regular expression that is a plain text"),
    (
        "pattern_fits_all",
        "a regular expression that matches every text",
    ),
    (
        "otherwise_without_fact",
        "`otherwise` below 0 in a criterion without a `fact`",
    ),
    (
        "idle_missing",
        "`missing` in a criterion whose fact is never missing, or that has none",
    ),
    (
        "too_many_groups",
        "more than five groups in fit or in engagement",
    ),
    (
        "outside_readiness",
        "a signal or criterion outside every part of `readiness`",
    ),
    (
        "counted_twice",
        "a part of `readiness` that another part contains",
    ),
    (
        "channel_never_allowed",
        "a step whose channels are never allowed",
    ),
    ("idle_fallback", "a fallback that is never tried"),
    ("look_alike", "two names of one section that look equal"),
    ("season_over", "a season whose dates have run out"),
];
