//! The names of types in messages.

use std::collections::HashMap;

use arrow_schema::DataType;

/// The key of the extension name in the metadata of a field.
const EXTENSION: &str = "ARROW:extension:name";

/// The name of binary types.
pub(super) const BINARY: &str = "binary data";

/// The name of a type that a model does not have.
pub(super) fn words(type_: &DataType, metadata: &HashMap<String, String>) -> &'static str {
    let extension = metadata.get(EXTENSION).map(String::as_str);
    match type_ {
        DataType::FixedSizeBinary(16) if extension == Some("arrow.uuid") => "a UUID (16 bytes)",
        DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView
        | DataType::FixedSizeBinary(_) => BINARY,
        DataType::Duration(_) => "a duration",
        DataType::Time32(_) | DataType::Time64(_) => "a time of day",
        DataType::Interval(_) => "an interval",
        DataType::Timestamp(..) => "a timestamp",
        DataType::Struct(_) => "a struct",
        DataType::Map(..) => "a map",
        DataType::Union(..) => "a union",
        DataType::Dictionary(_, values) => words(values, metadata),
        DataType::RunEndEncoded(_, values) => words(values.data_type(), metadata),
        DataType::List(_)
        | DataType::LargeList(_)
        | DataType::FixedSizeList(..)
        | DataType::ListView(_)
        | DataType::LargeListView(_) => "a list",
        _ => "a value of another kind",
    }
}
