//! Looks for bytes that break [`leadgrade_fuzz::csv_rows`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| leadgrade_fuzz::csv_rows(data));
