//! What a document was read from: finds line and column of a JSON Pointer.
//!
//! Problems that are found later, when a model is compiled from the document,
//! carry only a pointer; their place in the text is looked up here.

use super::tree::{Node, Span, Value};
use super::{ModelError, Problem};

/// What a document was read from; kept beside it to place later problems.
#[derive(Clone, Debug)]
pub struct Source {
    text: Option<String>,
    lines: Vec<usize>,
    tree: Node,
}

impl Source {
    /// Of a document that was never a text: it places nothing.
    pub fn none() -> Self {
        Self::new(
            None,
            Node {
                value: Value::Null,
                span: Span::default(),
            },
        )
    }

    pub(crate) fn new(text: Option<&str>, tree: Node) -> Self {
        let ends = text
            .unwrap_or("")
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0)
            .chain(ends.map(|(at, _)| at.saturating_add(1)))
            .collect();
        Self {
            text: text.map(str::to_owned),
            lines,
            tree,
        }
    }

    pub(crate) fn tree(&self) -> &Node {
        &self.tree
    }

    /// Fills in line and column of the place that the problem's path names; of
    /// a missing place those of the nearest ancestor that exists. Does nothing
    /// where the document was not read from a text.
    pub fn place(&self, problem: &mut Problem) {
        self.place_at(problem, self.tree.find(&problem.path));
    }

    /// Places every problem that has no line yet and sorts them all by their
    /// place in the text, then by path.
    pub fn refuse(&self, mut problems: Vec<Problem>) -> ModelError {
        for problem in problems.iter_mut().filter(|problem| problem.line.is_none()) {
            self.place(problem);
        }
        problems.sort_by(|a, b| (a.line, a.column, &a.path).cmp(&(b.line, b.column, &b.path)));
        ModelError { problems }
    }

    pub(crate) fn place_at(&self, problem: &mut Problem, offset: usize) {
        let Some(text) = &self.text else { return };
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = line
            .checked_sub(1)
            .and_then(|index| self.lines.get(index))
            .copied()
            .unwrap_or(0);
        let before = text
            .get(start..offset)
            .unwrap_or("")
            .trim_start_matches('\u{feff}');
        problem.line = u32::try_from(line).ok();
        problem.column = u32::try_from(before.chars().count().saturating_add(1)).ok();
    }
}
