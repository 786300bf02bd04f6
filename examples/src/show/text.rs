//! Texts and tables for the terminal.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width of tables, in terminal columns.
const WIDTH: u16 = 118;
/// The maximum width of a name, in terminal columns.
const NAME_WIDTH: usize = 36;

/// A user's text that is safe to print in a line: escaped, shortened to 36 columns, and isolated if
/// it runs from right to left.
pub fn shown(text: &str) -> String {
    fitted(text, NAME_WIDTH)
}

/// A text with escapes for all characters that would break the line, move the cursor, change the
/// writing direction, or be invisible.
pub fn escaped(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            visible.extend(character.escape_debug());
        } else {
            visible.push(character);
        }
    }
    visible
}

/// Like [`shown`], in at most `most` columns.
pub fn fitted(text: &str, most: usize) -> String {
    let cut = cut(&escaped(text), most);
    if cut.chars().any(runs_right_to_left) {
        format!("\u{2068}{cut}\u{2069}")
    } else {
        cut
    }
}

/// Like [`shown`], in backticks.
pub fn quoted(text: &str) -> String {
    format!("`{}`", shown(text))
}

/// The first twenty names, in backticks and separated by commas.
pub fn listed(names: &[&str]) -> String {
    let first: Vec<String> = names.iter().take(20).map(|name| quoted(name)).collect();
    match names.len().checked_sub(first.len()) {
        Some(more) if more > 0 => format!("{} and {more} more", first.join(", ")),
        _ => first.join(", "),
    }
}

/// Whether a character is a control or format character, except for joiners, which some scripts need.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
                | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

fn runs_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn cut(text: &str, most: usize) -> String {
    if text.width() <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(1);
    let kept = text.chars().take_while(|character| {
        match left.checked_sub(character.width().unwrap_or(0)) {
            Some(rest) => {
                left = rest;
                true
            }
            None => false,
        }
    });
    format!("{}…", kept.collect::<String>())
}

/// `1 lead`, `2 leads`, `33,811 leads`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { many }
    )
}

/// A whole number with commas between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// For words.
    Left,
    /// For numbers.
    Right,
}

/// An indented table; long cells wrap.
pub fn table(columns: &[(&str, Side)], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_width(WIDTH);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if columns.iter().any(|(name, _)| !name.is_empty()) {
        table.set_header(columns.iter().map(|(name, _)| *name));
    }
    table.add_rows(rows);
    for (column, (_, side)) in table.column_iter_mut().zip(columns) {
        column.set_padding((0, 2));
        column.set_cell_alignment(match side {
            Side::Left => CellAlignment::Left,
            Side::Right => CellAlignment::Right,
        });
    }
    let lines = table.lines().map(|line| format!("  {}\n", line.trim_end()));
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_hostile_texts_stay_in_their_cell() {
        assert_eq!(shown("a\u{1b}[2Jb\nc"), r"a\u{1b}[2Jb\nc");
        assert_eq!(
            shown("a\r\u{9b}\u{202e}b\u{feff}"),
            r"a\r\u{9b}\u{202e}b\u{feff}"
        );
        assert_eq!(shown(&"x".repeat(50)).width(), NAME_WIDTH);
        assert_eq!(shown("مكتب"), "\u{2068}مكتب\u{2069}");
        assert_eq!(shown("漢字".repeat(30).as_str()).width(), NAME_WIDTH - 1);
    }

    #[test]
    fn numbers_have_commas() {
        assert_eq!(counted(1, "lead", "leads"), "1 lead");
        assert_eq!(counted(1_234_567, "lead", "leads"), "1,234,567 leads");
    }

    #[test]
    fn columns_are_aligned_by_visible_width() {
        let rows = [["مكتب", "7"], ["ab", "120"]].map(|row| row.map(shown).to_vec());
        let text = table(&[("name", Side::Left), ("n", Side::Right)], rows);
        let ends: Vec<usize> = text.lines().map(UnicodeWidthStr::width).collect();
        assert_eq!(ends, [ends[0]; 3], "{text}");
    }
}
