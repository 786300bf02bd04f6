//! The checksum of stored histories: the CRC-32 of gzip.

#[cfg(not(target_family = "wasm"))]
pub(super) use crc32fast::hash as checksum;

/// The same from a smaller table, to keep the package for browsers small.
#[cfg(target_family = "wasm")]
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    static CRC: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
    CRC.checksum(bytes)
}
