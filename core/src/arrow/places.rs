//! The positions of the values of rows, in dictionaries and runs.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, Int16Type, Int32Type, Int64Type, RunEndIndexType,
};
use arrow_array::{Array, ArrayRef, DictionaryArray, RunArray, downcast_dictionary_array};
use arrow_buffer::ArrowNativeType;

use super::cells::Damage;

/// The position of the value of each row; `usize::MAX` for a negative one.
pub(super) struct Codes(Vec<usize>);

impl Codes {
    pub(super) fn get(&self, row: usize) -> Option<usize> {
        self.0.get(row).copied()
    }
}

/// The codes of a dictionary. Null rows may have any code.
pub(super) fn codes(array: &dyn Array) -> Option<Codes> {
    downcast_dictionary_array!(
        array => Some(keys(array)),
        _ => None
    )
}

fn keys<K: ArrowDictionaryKeyType>(array: &DictionaryArray<K>) -> Codes {
    let keys = array.keys().values().iter();
    Codes(
        keys.map(|key| key.to_usize().unwrap_or(usize::MAX))
            .collect(),
    )
}

/// Runs of rows, by their ends.
pub(super) struct Runs<'a> {
    ends: Ends<'a>,
    /// The number of rows before the first.
    before: usize,
    rows: usize,
}

enum Ends<'a> {
    Short(&'a [i16]),
    Usual(&'a [i32]),
    Long(&'a [i64]),
}

impl<'a> Runs<'a> {
    /// The runs of an array, and their values.
    pub(super) fn from_array(array: &'a dyn Array) -> Result<(Self, &'a ArrayRef), Damage> {
        let found = if let Some(runs) = array.as_run_opt::<Int16Type>() {
            Self::from_run_array(runs, Ends::Short)
        } else if let Some(runs) = array.as_run_opt::<Int32Type>() {
            Self::from_run_array(runs, Ends::Usual)
        } else {
            let runs = array.as_run_opt::<Int64Type>();
            runs.and_then(|runs| Self::from_run_array(runs, Ends::Long))
        };
        found.ok_or_else(|| "the ends of its runs do not rise".to_owned())
    }

    /// The runs of an array; `None` if their ends do not rise.
    fn from_run_array<R: RunEndIndexType>(
        runs: &'a RunArray<R>,
        ends: impl FnOnce(&'a [R::Native]) -> Ends<'a>,
    ) -> Option<(Self, &'a ArrayRef)> {
        let list = runs.run_ends().values();
        let positive = list.first().is_none_or(|end| end.to_usize() > Some(0));
        let rising = list.is_sorted_by(|one, next| one < next);
        let found = Self {
            ends: ends(list),
            before: runs.run_ends().offset(),
            rows: runs.len(),
        };
        (positive && rising).then_some((found, runs.values()))
    }

    /// The run of a row; `None` past the last.
    pub(super) fn get(&self, row: usize) -> Option<usize> {
        let row = self.before.checked_add(row)?;
        let run = match self.ends {
            Ends::Short(ends) => run(ends, row),
            Ends::Usual(ends) => run(ends, row),
            Ends::Long(ends) => run(ends, row),
        };
        (run < self.ends.len()).then_some(run)
    }

    /// The run of each row; `None` if some row has none, or there are fewer values than runs.
    pub(super) fn codes(&self, values: usize) -> Option<Vec<u64>> {
        if self.rows == 0 {
            return Some(Vec::new());
        }
        let last = self.get(self.rows.checked_sub(1)?)?;
        if last >= values {
            return None;
        }
        let mut found = Vec::with_capacity(self.rows);
        for run in self.get(0)?..=last {
            let end = self.ends.end(run)?.saturating_sub(self.before);
            found.resize(end.min(self.rows), run as u64);
        }
        Some(found)
    }
}

impl Ends<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Short(ends) => ends.len(),
            Self::Usual(ends) => ends.len(),
            Self::Long(ends) => ends.len(),
        }
    }

    fn end(&self, run: usize) -> Option<usize> {
        match self {
            Self::Short(ends) => ends.get(run)?.to_usize(),
            Self::Usual(ends) => ends.get(run)?.to_usize(),
            Self::Long(ends) => ends.get(run)?.to_usize(),
        }
    }
}

fn run<E: ArrowNativeType>(ends: &[E], row: usize) -> usize {
    ends.partition_point(|end| end.to_usize().is_some_and(|end| end <= row))
}
