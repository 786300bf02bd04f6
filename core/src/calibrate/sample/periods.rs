//! Periods of a sample: rows to learn from, and later rows to judge what was learnt.

use sha2::{Digest, Sha256};

use super::leads::LeadNumbers;
use super::rows::{Sample, SampleRow};

impl Sample {
    /// The mature rows of consecutive periods, by lead; `starts` has the position of the first instant
    /// of each period but the first, in rising order. An earlier period keeps only rows whose last day
    /// ends before the first instant of the next one, so that no outcome is in two periods.
    pub(crate) fn periods(&self, starts: &[u32]) -> Vec<Vec<&SampleRow>> {
        let mut periods = vec![Vec::new(); starts.len() + 1];
        for row in self.mature() {
            let period = starts.partition_point(|start| *start <= row.moment);
            let next = starts
                .get(period)
                .and_then(|at| self.moments.get(*at as usize));
            let end = self.moment(row).and_then(|moment| moment.end);
            let is_over = next.is_none_or(|next| end.is_some_and(|end| end < next.at));
            if let Some(own) = periods.get_mut(period).filter(|_| is_over) {
                own.push(row);
            }
        }
        periods
    }
}

/// The number of blocks of leads by which stability is judged.
pub(crate) const BLOCKS: u32 = 20;

impl LeadNumbers {
    /// The block of a lead out of `count`, by a hash of its id: the same for every order of rows. Deals
    /// with different names are independent of each other.
    pub(crate) fn block(&self, lead: u32, deal: &str, count: u32) -> u32 {
        let hash = Sha256::new().chain_update(deal).chain_update([0]);
        let hash = hash.chain_update(self.id(lead)).finalize();
        let first = hash.iter().take(8);
        let number = first.fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        // The high half of the product is below `count`.
        let block = (u128::from(number) * u128::from(count)) >> 64;
        u32::try_from(block).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_even_and_depend_on_the_id_alone() {
        let (mut one, mut two) = (LeadNumbers::default(), LeadNumbers::default());
        let ids = || (0..20_000).map(|at| format!("lead {at}"));
        ids().for_each(|id| _ = one.number(&id));
        ids().rev().for_each(|id| _ = two.number(&id));
        let mut counts = [0_u32; BLOCKS as usize];
        for id in ids() {
            let (in_one, in_two) = (one.number(&id), two.number(&id));
            let block = one.block(in_one, "deal", BLOCKS);
            assert_eq!(block, two.block(in_two, "deal", BLOCKS));
            counts[block as usize] += 1;
        }
        // 1,000 each; the standard deviation is 31.
        assert!(counts.iter().all(|count| (850..=1_150).contains(count)));
    }
}
