//! One pass over the rows of tables: events become short records, profiles become attributes.

pub(crate) mod attributes;
pub(crate) mod block;
pub(crate) mod day_lookup;
pub(crate) mod event_names;
pub(crate) mod events;
pub(crate) mod id_block;
pub(crate) mod profile_times;
pub(crate) mod profiles;
pub(crate) mod scanner;
pub(crate) mod slow_path;
pub(crate) mod text_pool;
