//! The reference documentation, versioned with the crate; its code runs as tests.
//!
//! The pages are files under `core/docs`. There, links between them name files; here they
//! name modules. Of two definitions of a link, the first applies.

/// [assessment]: crate::docs::assessment
/// [cookbook]: crate::docs::cookbook
/// [decisions]: crate::docs::decisions
/// [errors]: crate::docs::errors
/// [rejects]: crate::docs::assessment#rejects
///
#[doc = include_str!("../docs/language.md")]
pub mod language {}

/// [language]: crate::docs::language
/// [rejects]: crate::docs::assessment#rejects
///
#[doc = include_str!("../docs/assessment.md")]
pub mod assessment {}

/// [history]: crate::docs::history
/// [limits]: crate::docs::language#limits
/// [order of evaluation]: crate::docs::language#order-of-evaluation
/// [rejects]: crate::docs::assessment#rejects
///
#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

/// [assessment]: crate::docs::assessment
/// [history]: crate::docs::history
/// [language]: crate::docs::language
///
#[doc = include_str!("../docs/decisions.md")]
pub mod decisions {}

/// [language]: crate::docs::language
/// [tables]: crate::docs::tables
///
#[cfg(not(doctest))]
#[doc = include_str!("../docs/cookbook.md")]
pub mod cookbook {}

// The recipes include their models by paths relative to the page, which rustdoc
// resolves only if the page is the whole documentation.
#[cfg(doctest)]
#[doc = include_str!("../docs/cookbook.md")]
pub mod cookbook {}

#[doc = include_str!("../docs/history.md")]
pub mod history {}

/// [assessment]: crate::docs::assessment
/// [hints]: crate::docs::assessment#hints
/// [rejects]: crate::docs::assessment#rejects
/// [rows of text]: crate::docs::assessment#rows-of-text-csv
///
#[doc = include_str!("../docs/tables.md")]
pub mod tables {}
