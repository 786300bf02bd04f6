//! Shared by the tests: runs `score_files` as a user would.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use leadgrade_examples::progress::Progress;
use leadgrade_examples::score_files;

/// The output of a program, and its exit code.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs `score_files` with arguments, in this process.
pub(crate) fn score(args: &[&str]) -> Ran {
    let args = ["score_files"].iter().chain(args).map(OsString::from);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = score_files::run(args, &mut out, &mut err, &Progress::silent());
    Ran {
        code,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

/// A temporary folder with a small model and files.
pub(crate) struct Folder(tempfile::TempDir);

pub(crate) const MODEL: &str = r#"format = 1
name = "small"
timezone = "Europe/Berlin"
[attributes]
employees = { type = "number" }
industry = { type = "text" }
needs = { type = "tags" }
[signals.visit]
points = 10
[signals.review]
points_per_unit = 2
[fit]
[[fit.criteria]]
name = "size"
fact = "profile.employees"
cases = [ { gte = 100, points = 60 } ]
[engagement]
[readiness]
threshold = 20
"#;

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.file("model.toml", MODEL);
        folder
    }

    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Scores two files of this folder with its model, as of 2026-11-22.
    pub(crate) fn score(&self, profiles: &str, events: &str, more: &[&str]) -> Ran {
        let path = |name: &str| self.path(name).display().to_string();
        let (model, profiles, events) = (path("model.toml"), path(profiles), path(events));
        let mut args = vec![
            "--model",
            &model,
            "--profiles",
            &profiles,
            "--events",
            &events,
        ];
        args.extend(["--as-of", "2026-11-22"]);
        args.extend(more);
        score(&args)
    }

    /// A message without the name of the folder.
    pub(crate) fn plain(&self, message: &str) -> String {
        let folder = format!("{}{}", self.0.path().display(), std::path::MAIN_SEPARATOR);
        message.replace(&folder, "")
    }
}

/// The root of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// An example program that cargo built together with this test.
pub(crate) fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = folder.join("examples").join(file);
    assert!(
        path.is_file(),
        "`{}` is not there; `cargo test -p leadgrade-examples` builds it",
        path.display()
    );
    path
}
