//! Writes CSV.

/// A header and rows as CSV, quoted where needed, with `\n` at line ends.
pub(super) fn csv(columns: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = line(columns.iter().copied());
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str)));
    }
    text
}

fn line<'t>(cells: impl Iterator<Item = &'t str>) -> String {
    let cells: Vec<String> = cells.map(cell).collect();
    format!("{}\n", cells.join(","))
}

fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
