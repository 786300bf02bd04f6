//! Conditions: one operator on one fact, or a combination of conditions.

pub(crate) mod read;
pub(crate) mod write;

use crate::exact::Milli;

/// A condition as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All hold; an empty list holds.
    All(Vec<Condition>),
    /// At least one holds; an empty list does not.
    Any(Vec<Condition>),
    /// The condition does not hold.
    Not(Box<Condition>),
    /// An operator on a fact.
    Test(Test),
}

/// An operator on a fact.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Test {
    /// The fact's dotted name, NFC.
    pub fact: String,
    /// Only the last so many days, where the fact allows it.
    pub within_days: Option<u32>,
    /// The operator with its value.
    pub operator: Operator,
}

/// A literal of a condition. A number is the double that was read.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(untagged))]
pub enum Scalar {
    /// A finite number.
    Number(f64),
    /// A text (also dates, grades, stages).
    Text(String),
    /// True or false.
    Flag(bool),
}

/// The right side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// Written out.
    Literal(Scalar),
    /// `{ fact = ".." }`.
    Fact(String),
}

/// An operator with its value; its type is checked against the fact later.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Operator {
    /// Equal.
    Eq(Operand),
    /// Known and not equal.
    Ne(Operand),
    /// Greater, or later.
    Gt(Operand),
    /// Greater or equal.
    Gte(Operand),
    /// Less, or earlier.
    Lt(Operand),
    /// Less or equal.
    Lte(Operand),
    /// Both ends included.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Range"))]
    Between(Scalar, Scalar),
    /// This grade, rank or stage, or a better one.
    OrBetter(Scalar),
    /// This grade, rank or stage, or a worse one.
    OrWorse(Scalar),
    /// Member of the list.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Scalars")
    )]
    In(Vec<Scalar>),
    /// Known and not a member.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Scalars")
    )]
    NotIn(Vec<Scalar>),
    /// Part of the text; any of.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Texts"))]
    Contains(Vec<String>),
    /// Start of the text; any of.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Texts"))]
    StartsWith(Vec<String>),
    /// End of the text; any of.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Texts"))]
    EndsWith(Vec<String>),
    /// A regular expression.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Pattern")
    )]
    Matches(String),
    /// Any of these tags.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Tags"))]
    Has(Vec<String>),
    /// The tag that another fact names (`has = { fact = ".." }`).
    #[cfg_attr(feature = "schema", schemars(skip))]
    HasFact(String),
    /// All of these tags.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::TextList")
    )]
    HasAll(Vec<String>),
    /// Not missing (true) or missing (false).
    Known(bool),
}

impl Operator {
    /// The fact on its right side, where it names one.
    pub fn right_fact(&self) -> Option<&str> {
        match self {
            Self::Eq(Operand::Fact(fact))
            | Self::Ne(Operand::Fact(fact))
            | Self::Gt(Operand::Fact(fact))
            | Self::Gte(Operand::Fact(fact))
            | Self::Lt(Operand::Fact(fact))
            | Self::Lte(Operand::Fact(fact))
            | Self::HasFact(fact) => Some(fact),
            _ => None,
        }
    }

    /// The key under which it is written.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Eq(_) => "eq",
            Self::Ne(_) => "ne",
            Self::Gt(_) => "gt",
            Self::Gte(_) => "gte",
            Self::Lt(_) => "lt",
            Self::Lte(_) => "lte",
            Self::Between(..) => "between",
            Self::OrBetter(_) => "or_better",
            Self::OrWorse(_) => "or_worse",
            Self::In(_) => "in",
            Self::NotIn(_) => "not_in",
            Self::Contains(_) => "contains",
            Self::StartsWith(_) => "starts_with",
            Self::EndsWith(_) => "ends_with",
            Self::Matches(_) => "matches",
            Self::Has(_) | Self::HasFact(_) => "has",
            Self::HasAll(_) => "has_all",
            Self::Known(_) => "known",
        }
    }
}

/// One case of a criterion.
#[derive(Clone, Debug, PartialEq)]
pub enum Case {
    /// An operator on the criterion's fact.
    Operator {
        /// Only the last so many days.
        within_days: Option<u32>,
        /// The operator with its value.
        operator: Operator,
        /// What it gives, before weights.
        points: Milli,
    },
    /// A condition of its own.
    When {
        /// When it applies.
        when: Condition,
        /// What it gives, before weights.
        points: Milli,
    },
}
