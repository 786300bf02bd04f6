//! The paths of the bundled example.

use std::path::PathBuf;

/// The folder of this package when the program was built.
fn package() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the sample data.
pub fn data_folder() -> PathBuf {
    package().join("data")
}

/// The file of a bundled model, such as `office-supplies`.
pub fn model(name: &str) -> PathBuf {
    package().join("models").join(format!("{name}.toml"))
}
