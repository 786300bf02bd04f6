//! Assessments over JSON Lines, for programs in any language: one request per line in, one answer
//! per line out.
//!
//! A request is `{"model": .., "profile": .., "events": [..], "as_of": "..",
//! "explain": false, "next_change": false}`. The answer is an assessment; with
//! `explain` or `next_change` it is an object with the assessment, its report
//! and the requested part. An error is `{"error": {"problems": [..]}}`. Answers
//! are canonical JSON (RFC 8785), so equal answers are equal bytes.

mod models;
mod request;

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use leadgrade::wire::{self, Lead};
use leadgrade::{HORIZON_DAYS, Model, Problem};

use models::Models;
use request::ScoreRequest;

/// The size of the buffers, in bytes.
const BUFFER: usize = 1 << 18;

/// The maximum length of a line, in bytes.
const MAX_LINE_BYTES: u64 = 1 << 28;

/// Answers requests, and caches compiled models.
#[derive(Debug, Default)]
pub struct Session {
    models: Models,
}

impl Session {
    /// The answer to one line, without a line break.
    pub fn answer(&mut self, line: &[u8]) -> String {
        match self.assess(line) {
            Ok(answer) => answer,
            Err(problems) => wire::refusal(&problems),
        }
    }

    fn assess(&mut self, line: &[u8]) -> Result<String, Vec<Problem>> {
        let line = ScoreRequest::read(line)?;
        let compiled = line.model.as_ref().map(|text| self.models.get(text));
        let model = match compiled {
            Some(Ok(model)) => model,
            missing_or_invalid => {
                let mut problems = line.request.into_problems();
                problems.extend(missing_or_invalid.and_then(Result::err).unwrap_or_default());
                return Err(problems);
            }
        };
        let (explain, change) = (line.explain, line.next_change);
        let lead = line.request.lead(&model)?;
        if !explain && !change {
            let assessment = model.assess(&lead.profile, &lead.events, lead.as_of);
            return Ok(assessment.to_canonical_json());
        }
        Ok(detailed(&model, &lead, explain, change))
    }
}

/// An assessment with its report, and if requested the explanation and the next change.
fn detailed(model: &Model, lead: &Lead, explain: bool, change: bool) -> String {
    let (profile, events, as_of) = (&lead.profile, &lead.events, lead.as_of);
    // The default horizon is valid, so this does not fail.
    let ahead = || model.lead(profile, events).next_change(as_of, HORIZON_DAYS);
    let next_change = change.then(|| ahead().unwrap_or_default());
    if explain {
        let explanation = model.explain(profile, events, as_of);
        let assessment = explanation.assessment();
        wire::answered(assessment, Some(&explanation), next_change.as_ref())
    } else {
        let assessment = model.assess(profile, events, as_of);
        wire::answered(&assessment, None, next_change.as_ref())
    }
}

/// Answers every line of `requests` until they end.
///
/// Flushes the answers unless another complete line is already in the buffer, so that a
/// program can send one request and wait for its answer.
///
/// # Errors
/// If reading or writing fails.
pub fn serve<R: Read>(requests: R, answers: impl Write) -> io::Result<()> {
    let mut requests = BufReader::with_capacity(BUFFER, requests);
    let mut answers = BufWriter::with_capacity(BUFFER, answers);
    let mut session = Session::default();
    let mut line = Vec::new();
    while (&mut requests)
        .take(MAX_LINE_BYTES)
        .read_until(b'\n', &mut line)?
        > 0
    {
        let answer = if is_too_long(&line, MAX_LINE_BYTES) {
            skip_line(&mut requests)?;
            wire::refusal(&[request::too_long()])
        } else {
            session.answer(line.trim_ascii_end())
        };
        answers.write_all(answer.as_bytes())?;
        answers.write_all(b"\n")?;
        line.clear();
        if !requests.buffer().contains(&b'\n') {
            answers.flush()?;
        }
    }
    answers.flush()
}

/// Whether a line has no end within the maximum length.
fn is_too_long(line: &[u8], longest: u64) -> bool {
    u64::try_from(line.len()).is_ok_and(|length| length >= longest) && line.last() != Some(&b'\n')
}

/// Skips the rest of a line.
fn skip_line(requests: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = requests.fill_buf()?;
        let end = memchr::memchr(b'\n', buffer);
        let length = end.map_or(buffer.len(), |end| end.saturating_add(1));
        requests.consume(length);
        if end.is_some() || length == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_an_error_and_is_skipped() {
        let line = io::repeat(b' ').take(MAX_LINE_BYTES + 5);
        let mut answers = Vec::new();
        serve(line.chain(&b"\n{}\n"[..]), &mut answers).unwrap();
        let answers = String::from_utf8(answers).unwrap();
        let lines: Vec<&str> = answers.lines().collect();
        assert_eq!(lines.len(), 2, "{answers}");
        assert!(lines.iter().all(|line| line.starts_with("{\"error\":")));
        let message = "the line is longer than 256 MiB";
        assert!(lines.first().is_some_and(|line| line.contains(message)));
    }
}
