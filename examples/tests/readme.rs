//! Every command in the README files works.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once and says where"
)]

mod common;

use std::fs::File;
use std::process::{Command, Stdio};

const PREFIX: &str = "cargo run --release --example ";

/// Runs a line of a README from the root of the project, without cargo.
fn run(line: &str) {
    let command = line.strip_prefix(PREFIX).unwrap();
    let (command, input) = match command.split_once(" < ") {
        Some((command, file)) => (command, Some(file)),
        None => (command, None),
    };
    let mut words = command.split_whitespace().filter(|word| *word != "--");
    let mut program = Command::new(common::program(words.next().unwrap()));
    program.args(words).current_dir(common::root());
    if let Some(file) = input {
        program.stdin(File::open(common::root().join(file)).unwrap());
    }
    let target = common::root().join("target");
    std::fs::create_dir_all(target).unwrap();
    let ran = program.stderr(Stdio::piped()).output().unwrap();
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{line}\n{err}");
    assert!(!ran.stdout.is_empty(), "{line} prints nothing");
}

#[test]
fn the_commands_of_the_examples_work() {
    let text = include_str!("../README.md");
    let commands: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with(PREFIX))
        .collect();
    assert_eq!(commands.len(), 6);
    // A store that has received all events prints nothing more.
    let _ = std::fs::remove_file(common::root().join("target/webhook.redb"));
    commands.into_iter().for_each(run);
}
