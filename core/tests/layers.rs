//! Modules import one way: a module uses only those that `lib.rs` declares before it, and a folder
//! of `tables` only those that `tables/mod.rs` declares before it.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module whose children have an order.
struct Layers {
    /// The path of the module, such as `crate::tables`.
    path: Vec<String>,
    folder: PathBuf,
    /// Its children, in the order in which they are declared.
    order: Vec<String>,
}

impl Layers {
    fn read(path: &[&str], folder: PathBuf, declared_in: &str) -> Self {
        let text = fs::read_to_string(folder.join(declared_in)).unwrap();
        let order = text.lines().filter_map(|line| {
            let (_, name) = line.strip_suffix(';')?.split_once("mod ")?;
            Some(name.to_owned())
        });
        Self {
            path: path.iter().map(|&name| name.to_owned()).collect(),
            order: order.collect(),
            folder,
        }
    }

    fn level(&self, name: &str) -> Option<usize> {
        self.order.iter().position(|own| own == name)
    }

    /// Each import from a module that is declared later.
    fn backward(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for file in sources(&self.folder) {
            let module = self.module(&file);
            let Some(own) = module
                .get(self.path.len())
                .and_then(|name| self.level(name))
            else {
                continue;
            };
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for path in code.lines().flat_map(paths) {
                let path = resolved(&module, &path);
                let other = path
                    .strip_prefix(&self.path[..])
                    .and_then(|rest| rest.first());
                if other
                    .and_then(|name| self.level(name))
                    .is_some_and(|other| other > own)
                {
                    found.insert(format!("{} imports {}", module.join("::"), path.join("::")));
                }
            }
        }
        found
    }

    /// The path of the module that a file holds.
    fn module(&self, file: &Path) -> Vec<String> {
        let inner = file.strip_prefix(&self.folder).unwrap().with_extension("");
        let names = inner.iter().map(|name| name.to_str().unwrap().to_owned());
        let inner = names.filter(|name| name != "mod");
        self.path.iter().cloned().chain(inner).collect()
    }
}

/// The source files of a folder without those that hold tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if !name.ends_with("tests") && path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

/// The paths in a line that begin with `crate::` or `super::`.
fn paths(line: &str) -> Vec<Vec<String>> {
    let code = line.split("//").next().unwrap_or_default();
    let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
    let paths = words.filter(|word| word.starts_with("crate::") || word.starts_with("super::"));
    paths
        .map(|path| path.split("::").map(str::to_owned).collect())
        .collect()
}

fn resolved(module: &[String], path: &[String]) -> Vec<String> {
    let up = path.iter().take_while(|name| *name == "super").count();
    let base = if up > 0 {
        module.len().saturating_sub(up)
    } else {
        0
    };
    let names = module.iter().take(base).chain(path.iter().skip(up));
    names.cloned().collect()
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn modules_import_only_earlier_ones() {
    let layers = Layers::read(&["crate"], source(), "lib.rs");
    assert!(layers.order.len() > 15, "{:?}", layers.order);
    assert_eq!(layers.backward(), BTreeSet::new());
}

#[test]
fn folders_of_tables_import_only_earlier_ones() {
    let layers = Layers::read(&["crate", "tables"], source().join("tables"), "mod.rs");
    assert!(layers.order.len() > 8, "{:?}", layers.order);
    assert_eq!(layers.backward(), BTreeSet::new());
}

#[test]
fn an_import_from_a_later_module_is_found() {
    let mut layers = Layers::read(&["crate"], source(), "lib.rs");
    layers.order.reverse();
    let wanted = "crate::evaluate::cycle imports crate::exact";
    assert!(
        layers
            .backward()
            .iter()
            .any(|import| import.starts_with(wanted))
    );
}
