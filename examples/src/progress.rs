//! A progress bar on the terminal.

use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows progress bars, if standard error is a terminal.
#[derive(Debug)]
pub struct Progress {
    shown: bool,
}

impl Progress {
    /// Shows bars on the terminal, if there is one.
    pub fn terminal() -> Self {
        Self { shown: true }
    }

    /// Shows nothing.
    pub fn silent() -> Self {
        Self { shown: false }
    }

    /// A bar for reading a file, in bytes.
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

    /// A bar for scoring, in leads.
    pub fn scoring(&self, leads: usize) -> ProgressBar {
        let leads = u64::try_from(leads).unwrap_or(u64::MAX);
        self.bar(leads, "scoring", "{human_pos} of {human_len} leads")
    }

    fn bar(&self, length: u64, message: &str, count: &str) -> ProgressBar {
        // `indicatif` draws nothing without a terminal.
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
