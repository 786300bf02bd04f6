//! The source of a document: finds the line and column of a JSON Pointer.
//!
//! Problems that the compiler finds carry only a pointer. This module finds their place
//! in the text.

use super::problems::TOO_MANY;
use super::tree::{ByteSpan, Node, TreeValue};
use super::{ModelError, Problem};

/// The source of a document, which gives later problems their place in the text.
#[derive(Clone, Debug)]
pub struct Source {
    text: Option<String>,
    lines: Vec<usize>,
    tree: Node,
}

impl Source {
    /// The source of a document that was not read from text. It gives no places.
    pub fn none() -> Self {
        Self::new(
            None,
            Node {
                value: TreeValue::Null,
                span: ByteSpan::default(),
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

    /// Sets the line and column of the place that the problem's path names. For a missing
    /// place, uses the nearest ancestor that exists. Does nothing if the document was not
    /// read from text.
    pub fn place(&self, problem: &mut Problem) {
        self.place_at(problem, self.tree.find(&problem.path));
    }

    /// Sets the place of every problem that has none, and sorts the problems by place,
    /// then by path.
    pub fn refuse(&self, mut problems: Vec<Problem>) -> ModelError {
        for problem in problems.iter_mut().filter(|problem| problem.line.is_none()) {
            self.name_as_written(problem);
            self.place(problem);
        }
        // The count of further problems comes last.
        let place = |one: &Problem| (one.code == TOO_MANY, one.line, one.column);
        problems.sort_by(|a, b| (place(a), &a.path).cmp(&(place(b), &b.path)));
        ModelError { problems }
    }

    /// Some lists may be written as a single text. The path of their first element then
    /// becomes the path of the text.
    fn name_as_written(&self, problem: &mut Problem) {
        let single = problem.path.strip_suffix("/0").filter(|path| {
            let found = self.tree.get(path);
            found.is_some_and(|node| matches!(node.value, TreeValue::Text(_)))
        });
        if let Some(single) = single {
            problem.path = single.to_owned();
        }
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

#[cfg(test)]
mod tests {
    use super::super::{read_json, read_toml, read_value};
    use super::*;

    #[test]
    fn later_problems_find_their_place() {
        let problem = |path: &str| Problem {
            code: "unknown_signal",
            path: path.to_owned(),
            line: None,
            column: None,
            message: String::new(),
            help: String::new(),
        };
        let text = "format = 1\nname = 'm'\n[signals.\"e\u{301}/a\"]\npoints = 3\n\n[purchases]\nsignals = 'x'\n";
        let source = read_toml(text).source;
        let place = |path: &str| {
            let mut problem = problem(path);
            source.place(&mut problem);
            (problem.line.unwrap(), problem.column.unwrap())
        };
        assert_eq!(place(""), (1, 1));
        assert_eq!(place("/name"), (2, 1));
        assert_eq!(place("/signals/\u{e9}~1a/points"), (4, 1));
        assert_eq!(place("/signals/\u{e9}~1a/decay/keep"), (3, 10));
        assert_eq!(place("/purchases/signals/0"), (7, 1));
        assert_eq!(place("/fit"), (1, 1));
        let error = source.refuse(vec![problem("/purchases/signals/0"), problem("/name")]);
        assert_eq!(error.problems[0].path, "/name");
        // Written as a single text, it has no first element.
        assert_eq!(error.problems[1].path, "/purchases/signals");

        let source = read_json("{\"format\": 1,\n \"note\": null, \"name\": \"m\"}").source;
        let mut found = problem("/name");
        source.place(&mut found);
        assert_eq!((found.line, found.column), (Some(2), Some(16)));
        let source = read_value(&serde_json::json!({ "format": 1, "name": "m" })).source;
        let mut found = problem("/name");
        source.place(&mut found);
        assert_eq!(found.line, None);
    }
}
