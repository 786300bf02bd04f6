//! Members of a request that are not arguments of its operation, or that occur twice.

use crate::document::Problem;
use crate::document::problems::Path;
use crate::text::{nearest, shortened};
use crate::wire::argument::Argument;
use crate::wire::json::Members;
use crate::wire::problem;

/// The problems of all members that are not arguments or occur twice.
pub(super) fn unknown_members(members: &Members<'_>, arguments: &[&Argument]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, (name, _)) in members.0.iter().enumerate() {
        if !arguments.iter().any(|known| known.name == name) {
            problems.push(unknown_key(name, arguments));
        } else if members.0.iter().take(at).any(|(other, _)| other == name) {
            problems.push(problem(
                "duplicate_key",
                Path::ROOT.key(name).to_string(),
                format!("`{name}` stands here twice"),
                "one is enough",
            ));
        }
    }
    problems
}

/// The problem of a member that is not an argument; suggests the nearest name.
pub(super) fn unknown_key(name: &str, arguments: &[&Argument]) -> Problem {
    let names = || arguments.iter().map(|argument| argument.name);
    let near = nearest(&shortened(name), names()).map(|near| format!("did you mean `{near}`?"));
    let help = near.unwrap_or_else(|| match arguments {
        [] => "nothing is allowed here".to_owned(),
        _ => {
            let known: Vec<String> = names().map(|name| format!("`{name}`")).collect();
            format!("allowed: {}", known.join(", "))
        }
    });
    let message = format!("`{}` is not known here", shortened(name));
    problem(
        "unknown_key",
        Path::ROOT.key(name).to_string(),
        message,
        help,
    )
}
