//! Refuses TOML keys with too many dots before parsing.
//!
//! The parser limits the nesting of inline tables and arrays and the length of a
//! key, but not the product of both, and it drops rejected values recursively. A
//! short hostile text could therefore exhaust a small stack. Headers are exempt,
//! because their keys do not multiply.

/// The most dots in a key outside a `[header]`.
pub(crate) const MAX_DOTS: usize = 8;

/// Returns the first byte of a key outside headers that has too many dots.
/// Recognises strings and comments as the parser does, also in broken texts.
pub(crate) fn long_key(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut dots, mut begin, mut in_header) = (0_usize, 0_usize, 0_usize, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'.' => {
                dots = dots.saturating_add(1);
                if dots > MAX_DOTS && !in_header {
                    return Some(begin);
                }
                at = at.saturating_add(1);
            }
            b' ' | b'\t' => at = at.saturating_add(1),
            b'#' => at = skip(bytes, at, |byte| matches!(byte, b'\r' | b'\n')),
            b'"' | b'\'' => at = string_end(text, at, *byte),
            b'=' | b',' | b'[' | b']' | b'{' | b'}' | b'\r' | b'\n' => {
                at = at.saturating_add(1);
                (dots, begin, in_header) = (0, at, *byte == b'[');
            }
            _ => at = skip(bytes, at, |byte| b".=,[]{} \t#\r\n".contains(&byte)),
        }
    }
    None
}

/// The position of the next byte from `at` on for which `stop` is true, or the end.
fn skip(bytes: &[u8], at: usize, stop: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at.saturating_add(
        rest.iter()
            .position(|byte| stop(*byte))
            .unwrap_or(rest.len()),
    )
}

/// The position after the string that begins at `at` with the quote `quote`. An
/// unclosed single-line string ends at the end of its line, an unclosed multi-line
/// string at the end of the text.
fn string_end(text: &str, at: usize, quote: u8) -> usize {
    let bytes = text.as_bytes();
    let (three, escapes) = if quote == b'"' {
        (b"\"\"\"", true)
    } else {
        (b"'''", false)
    };
    let starts = |at: usize| bytes.get(at..).is_some_and(|rest| rest.starts_with(three));
    let long = starts(at);
    let mut at = at.saturating_add(if long { 3 } else { 1 });
    while let Some(byte) = bytes.get(at) {
        match *byte {
            b'\\' if escapes => {
                let next = bytes.get(at.saturating_add(1));
                at = at.saturating_add(if matches!(next, Some(b'\\' | b'"')) {
                    2
                } else {
                    1
                });
            }
            b'\n' if !long => return at,
            byte if byte == quote && !long => return at.saturating_add(1),
            byte if byte == quote && starts(at) => {
                at = at.saturating_add(3);
                let more = |at: usize| usize::from(bytes.get(at) == Some(&quote));
                let first = more(at);
                at = at.saturating_add(first);
                return if first == 0 {
                    at
                } else {
                    at.saturating_add(more(at))
                };
            }
            _ => at = at.saturating_add(1),
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_keys_outside_headers() {
        let key = "a.b.c.d.e.f.g.h.i.j";
        assert_eq!(long_key(&format!("x = 1\n{key} = 1")), Some(6));
        assert_eq!(long_key(&format!("x = {{ {key} = 1 }}")), Some(5));
        assert_eq!(long_key(&format!("x = '''\n''''\n{key} = 1")), Some(13));
        assert_eq!(long_key(&format!("x = \"\n{key} = 1")), Some(6));
    }

    #[test]
    fn passes_over_headers_texts_and_comments() {
        let key = "a.b.c.d.e.f.g.h.i.j";
        for text in [
            format!("[{key}]\n[[{key}]]\nx = 1.5"),
            format!("x = \"{key}\\\"{key}\"\ny = '{key}' # {key}"),
            format!("x = \"\"\"\n{key}\n\\\"\"\"\"\ny = '''{key}''''' # {key}"),
            "a.b.c.d.e.f.g.h.i = 1".to_owned(),
        ] {
            assert_eq!(long_key(&text), None, "{text}");
        }
    }
}
