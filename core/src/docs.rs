//! The reference documentation, versioned with the crate; its code runs as tests.
//!
//! The pages are files under `core/docs`. Links between them name files there,
//! and modules here: of two definitions of a link the first counts.

/// [assessment]: super::assessment
/// [cookbook]: super::cookbook
/// [decisions]: super::decisions
/// [errors]: super::errors
/// [rejects]: super::assessment#rejects
///
#[doc = include_str!("../docs/language.md")]
pub mod language {}

/// [language]: super::language
/// [rejects]: super::assessment#rejects
///
#[doc = include_str!("../docs/assessment.md")]
pub mod assessment {}

/// [limits]: super::language#limits
/// [order of evaluation]: super::language#order-of-evaluation
/// [rejects]: super::assessment#rejects
///
#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

/// [assessment]: super::assessment
/// [language]: super::language
///
#[doc = include_str!("../docs/decisions.md")]
pub mod decisions {}

/// [language]: super::language
///
#[doc = include_str!("../docs/cookbook.md")]
pub mod cookbook {}
