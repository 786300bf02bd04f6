//! Where the files of the bundled example are.

use std::path::PathBuf;

/// The folder of this package, as it was when the program was built.
fn package() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the made-up data.
pub fn data_folder() -> PathBuf {
    package().join("data")
}

/// A bundled model, such as `office-supplies`.
pub fn model(name: &str) -> PathBuf {
    package().join("models").join(format!("{name}.toml"))
}
