//! `write_seeds FOLDER`: writes valid inputs of every target to `FOLDER/<target>/`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "corpus".to_owned());
    for (name, _) in leadgrade_fuzz::TARGETS {
        let folder = Path::new(&folder).join(name);
        std::fs::create_dir_all(&folder)?;
        for (at, seed) in leadgrade_fuzz::seeds(name).iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{at:02}")), seed)?;
        }
    }
    Ok(())
}
