//! Small tables from texts.

use leadgrade::tables::{Chunk, Column};
use leadgrade::{Instant, Model};

/// A table of columns of texts; an empty text is null.
pub(crate) fn table(names: &[&str], rows: &[Vec<String>]) -> Chunk<'static> {
    let mut chunk = Chunk::new(rows.len());
    for (at, name) in names.iter().enumerate() {
        let texts: Vec<Option<String>> = rows
            .iter()
            .map(|row| Some(row[at].clone()).filter(|text| !text.is_empty()))
            .collect();
        let packed: leadgrade::tables::Packed = texts.iter().map(Option::as_deref).collect();
        chunk = chunk.with(*name, Column::Texts(Box::new(packed)));
    }
    chunk
}

/// A table written as lines of words; `-` is null.
pub(crate) fn lines(names: &str, text: &str) -> Chunk<'static> {
    let names: Vec<&str> = names.split_whitespace().collect();
    let rows: Vec<Vec<String>> = text
        .lines()
        .map(|line| line.split_whitespace().map(str::to_owned).collect())
        .filter(|row: &Vec<String>| !row.is_empty())
        .map(|row| {
            let null = |word: String| if word == "-" { String::new() } else { word };
            row.into_iter().map(null).collect()
        })
        .collect();
    table(&names, &rows)
}

pub(crate) fn instants(model: &Model, texts: &[&str]) -> Vec<Instant> {
    texts
        .iter()
        .map(|text| model.as_of(text).unwrap())
        .collect()
}
