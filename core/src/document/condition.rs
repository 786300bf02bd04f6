//! Conditions: one operator on one fact, or a combination of conditions.

pub(crate) mod read;
pub(crate) mod write;

use crate::exact::Milli;

/// A condition as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All conditions hold. An empty list holds.
    All(Vec<Condition>),
    /// At least one condition holds. An empty list does not hold.
    Any(Vec<Condition>),
    /// The condition does not hold.
    Not(Box<Condition>),
    /// A test of one fact with an operator.
    Test(Test),
}

/// A test of one fact with an operator.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Test {
    /// The dotted name of the fact, in NFC.
    pub fact: String,
    /// Counts only this number of last days, if the fact has a time window.
    pub within_days: Option<u32>,
    /// The operator and its value.
    pub operator: Operator,
}

/// A literal value of a condition. A number is the double that was read.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(untagged))]
pub enum Scalar {
    /// A finite number.
    Number(f64),
    /// A text; also a date, grade or stage.
    Text(String),
    /// True or false.
    Flag(bool),
}

/// The right-hand side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A literal value.
    Literal(Scalar),
    /// The value of another fact: `{ fact = ".." }`.
    Fact(String),
}

/// An operator and its value. The compiler checks the type against the fact.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Operator {
    /// Equal to the value.
    Eq(Operand),
    /// Known and not equal to the value.
    Ne(Operand),
    /// Greater than the value, or later.
    Gt(Operand),
    /// Greater than or equal to the value.
    Gte(Operand),
    /// Less than the value, or earlier.
    Lt(Operand),
    /// Less than or equal to the value.
    Lte(Operand),
    /// From the first to the second value, both included.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Range"))]
    Between(Scalar, Scalar),
    /// This grade, rank or stage, or a better one.
    OrBetter(Scalar),
    /// This grade, rank or stage, or a worse one.
    OrWorse(Scalar),
    /// Equal to a member of the list.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Scalars")
    )]
    In(Vec<Scalar>),
    /// Known and not equal to any member of the list.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Scalars")
    )]
    NotIn(Vec<Scalar>),
    /// The text contains any of these.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Texts"))]
    Contains(Vec<String>),
    /// The text starts with any of these.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Texts"))]
    StartsWith(Vec<String>),
    /// The text ends with any of these.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Texts"))]
    EndsWith(Vec<String>),
    /// The text matches the regular expression.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Pattern")
    )]
    Matches(String),
    /// The tags include any of these.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Tags"))]
    Has(Vec<String>),
    /// The tags include the text of another fact (`has = { fact = ".." }`).
    #[cfg_attr(feature = "schema", schemars(skip))]
    HasFact(String),
    /// The tags include all of these.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::TextList")
    )]
    HasAll(Vec<String>),
    /// Whether the fact is known (true) or missing (false).
    Known(bool),
}

impl Operator {
    /// The fact on the right-hand side; `None` if the right-hand side is a literal.
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

    /// The key of the operator in a document.
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

/// A case of a criterion.
#[derive(Clone, Debug, PartialEq)]
pub enum Case {
    /// An operator on the criterion's fact.
    Operator {
        /// Counts only this number of last days.
        within_days: Option<u32>,
        /// The operator and its value.
        operator: Operator,
        /// The points that it gives, before weighting.
        points: Milli,
    },
    /// Any condition, independent of the criterion's fact.
    When {
        /// The condition under which it applies.
        when: Condition,
        /// The points that it gives, before weighting.
        points: Milli,
    },
}
