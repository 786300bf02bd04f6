//! The memory of reading an untrusted history is proportional to its bytes, whatever
//! lengths it claims. One test, since memory is counted for the whole program.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

use leadgrade::History;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Room that a reader may take for a list before it has seen its elements.
const AT_ONCE: usize = 4 << 20;
/// Bytes in memory for one that is read: a list of one byte an element becomes
/// one of three words each, which is moved once while it grows.
const TIMES: usize = 64;

/// What a read took at most, checked against what it may.
fn peak<T>(size: usize, read: impl FnOnce() -> T) -> T {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let read = read();
    let took = MEMORY.peak_usage() - before;
    assert!(
        took <= AT_ONCE + TIMES * size,
        "{took} bytes of memory for {size}"
    );
    read
}

/// Bytes of format 1 with a checksum that fits.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = [b"LG\x01\x01", body].concat();
    let mut crc = !0_u32;
    for byte in &bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
        }
    }
    bytes.extend((!crc).to_le_bytes());
    bytes
}

/// A length of 2^32 - 1, and one of 2^63.
const LIES: [&[u8]; 2] = [
    &[0xff, 0xff, 0xff, 0xff, 0x0f],
    &[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
];

/// The intake `event a`, `zone UTC`, and that nothing is forgotten; the latest
/// event at 0; one kind; no interests.
const HEAD: &[u8] = b"\x10event a\nzone UTC\x00\x01\x00\x01\x01\x00\x00";
/// One group of the kind without interests.
const GROUP: &[u8] = b"\x01\x00\x00";

#[test]
fn memory_is_bounded_by_the_bytes() {
    // Wrong lengths in every list and text.
    let before: [&[u8]; 12] = [
        b"",                                         // intake
        b"\x08zone UTC\x00\x00",                     // kinds
        b"\x08zone UTC\x00\x00\x01",                 // a kind
        b"\x08zone UTC\x00\x00\x00",                 // interests
        b"\x08zone UTC\x00\x00\x00\x01",             // an interest
        b"\x08zone UTC\x00\x00\x00\x00",             // counted
        b"\x08zone UTC\x00\x00\x00\x00\x01\x00",     // interests of a group
        b"\x08zone UTC\x00\x00\x00\x00\x01\x00\x00", // days of a group
        b"\x08zone UTC\x00\x00\x00\x00\x00",         // products
        b"\x08zone UTC\x00\x00\x00\x00\x00\x01\x00", // names of products
        b"\x08zone UTC\x00\x00\x00\x00\x00\x00",     // switches
        b"\x08zone UTC\x00\x00\x00\x00\x00\x00\x00", // events with ids
    ];
    for (lie, before) in LIES
        .iter()
        .flat_map(|lie| before.map(|before| (lie, before)))
    {
        let bytes = sealed(&[before, lie].concat());
        let read = peak(bytes.len(), || History::from_bytes(&bytes));
        assert_eq!(
            read.unwrap_err().to_string(),
            "the history cannot be read: its content is not a history"
        );
    }
    // Lists with correct lengths, of the smallest elements.
    let many = 1_000_000_u32;
    let long = |before: &[u8], element: &[u8], after: &[u8]| {
        let mut body = before.to_vec();
        body.extend([
            (many & 0x7f) as u8 | 0x80,
            (many >> 7 & 0x7f) as u8 | 0x80,
            u8::try_from(many >> 14 & 0x7f).unwrap(),
        ]);
        (0..many).for_each(|_| body.extend(element));
        body.extend(after);
        sealed(&body)
    };
    let rest = [0; 9];
    let kinds = long(b"\x10event a\nzone UTC\x00\x01\x00", b"\x00", &[0; 11]);
    let groups = long(HEAD, b"\x00\x00\x00", &rest);
    let days = long(&[HEAD, GROUP].concat(), b"\x00\x01\x00", &rest);
    let steps = long(&[HEAD, GROUP].concat(), b"\x01\x01\x00", &rest);
    let products = long(&[HEAD, b"\x00"].concat(), b"\x00\x00", &rest[..8]);
    let events = long(
        &[HEAD, b"\x00\x00\x00"].concat(),
        b"\x01e\x01a\x00\x00\x00\x00",
        &rest[..6],
    );
    let says = |bytes: &[u8]| match peak(bytes.len(), || History::from_bytes(bytes)) {
        Ok(history) => format!("{} events", history.events()),
        Err(error) => error.to_string(),
    };
    assert_eq!(
        says(&kinds),
        "the history cannot be read: a kind of events is not in its intake"
    );
    assert_eq!(says(&groups), "0 events");
    assert_eq!(says(&days), "1000000 events");
    // Each day is one day before the last; instants a million days before 1970 do not exist.
    assert_eq!(
        says(&steps),
        "the history cannot be read: a count, sum or day is out of range"
    );
    assert_eq!(says(&products), "0 events");
    assert_eq!(says(&events), "1 events");
    // The same as JSON text: lists in lists, and one long list.
    for text in [
        "[".repeat(1 << 20),
        format!("{{\"kinds\":[{}", "[],".repeat(1 << 20)),
    ] {
        assert!(peak(text.len(), || History::from_json(&text)).is_err());
    }
}
