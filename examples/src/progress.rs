//! A bar for long work, on the terminal only.

use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows how far long work is; silent unless standard error is a terminal.
#[derive(Debug)]
pub struct Progress {
    shown: bool,
}

impl Progress {
    /// Shown on the terminal, if there is one.
    pub fn terminal() -> Self {
        Self { shown: true }
    }

    /// Never shown.
    pub fn silent() -> Self {
        Self { shown: false }
    }

    /// The bytes of a file that is read.
    pub fn reading(&self, path: &Path, bytes: u64) -> ProgressBar {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        self.bar(
            bytes,
            &format!("reading {}", name.unwrap_or_default()),
            "{bytes} of {total_bytes}",
        )
    }

    /// Leads that are scored.
    pub fn scoring(&self, leads: usize) -> ProgressBar {
        let leads = u64::try_from(leads).unwrap_or(u64::MAX);
        self.bar(leads, "scoring", "{human_pos} of {human_len} leads")
    }

    fn bar(&self, length: u64, message: &str, count: &str) -> ProgressBar {
        // The library itself draws nothing where there is no terminal.
        let target = if self.shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let template = format!("{{msg}} {{wide_bar}} {count}, {{eta}} left");
        let style = ProgressStyle::with_template(&template)
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::with_draw_target(Some(length), target)
            .with_style(style)
            .with_message(message.to_owned())
            .with_finish(indicatif::ProgressFinish::AndClear)
    }
}
