//! Short records of events and profiles, partitioned by the hash of the lead id.

pub(crate) mod radix;
pub(crate) mod record;
pub(crate) mod unpartitioned;
