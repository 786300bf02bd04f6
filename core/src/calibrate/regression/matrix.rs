//! Symmetric matrices.

/// A symmetric matrix; its lower triangle is kept row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Symmetric {
    size: usize,
    values: Vec<f64>,
}

impl Symmetric {
    /// A matrix of zeros.
    pub(crate) fn zero(size: usize) -> Self {
        Self {
            size,
            values: vec![0.0; size * (size + 1) / 2],
        }
    }

    pub(crate) fn size(&self) -> usize {
        self.size
    }

    fn place(row: usize, column: usize) -> usize {
        let (high, low) = (row.max(column), row.min(column));
        high * (high + 1) / 2 + low
    }

    /// The value at a row and column; 0 outside.
    pub(crate) fn at(&self, row: usize, column: usize) -> f64 {
        let value = self.values.get(Self::place(row, column));
        value.copied().unwrap_or_default()
    }

    /// Adds to the value at a row and column, and to the one on the other side of the diagonal.
    #[inline]
    pub(crate) fn add(&mut self, row: usize, column: usize, value: f64) {
        if let Some(own) = self.values.get_mut(Self::place(row, column)) {
            *own += value;
        }
    }

    /// The values of a row up to the diagonal; none outside.
    #[inline]
    pub(crate) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        let start = row * (row + 1) / 2;
        self.values.get_mut(start..=start + row).unwrap_or_default()
    }

    fn row(&self, row: usize) -> &[f64] {
        let start = row * (row + 1) / 2;
        self.values.get(start..=start + row).unwrap_or_default()
    }

    /// Adds `factor` times another matrix of the same size.
    pub(crate) fn add_all(&mut self, other: &Self, factor: f64) {
        for (own, value) in self.values.iter_mut().zip(&other.values) {
            *own += factor * value;
        }
    }

    /// The part with some rows and columns, in their order.
    pub(crate) fn part(&self, places: &[usize]) -> Self {
        let mut part = Self::zero(places.len());
        for (row, from) in places.iter().enumerate() {
            let own = part.row_mut(row).iter_mut().zip(places);
            own.for_each(|(value, other)| *value = self.at(*from, *other));
        }
        part
    }

    /// The product with a vector.
    pub(crate) fn times(&self, vector: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; self.size];
        for (row, factor) in vector.iter().enumerate().take(self.size) {
            let mut sum = 0.0;
            let own = self.row(row);
            for ((value, other), place) in own.iter().zip(vector).zip(&mut product).take(row) {
                sum += value * other;
                *place += value * factor;
            }
            let diagonal = own.last().copied().unwrap_or_default();
            if let Some(place) = product.get_mut(row) {
                *place += sum + diagonal * factor;
            }
        }
        product
    }

    /// The lower triangle of the Cholesky decomposition; `None` unless the matrix is positive definite.
    fn cholesky(&self) -> Option<Self> {
        let mut lower = self.clone();
        for row in 0..self.size {
            let start = row * (row + 1) / 2;
            let (before, own) = lower.values.split_at_mut_checked(start)?;
            let own = own.get_mut(..=row)?;
            let mut first = 0;
            for column in 0..row {
                let other = before.get(first..=first + column)?;
                let (known, rest) = own.split_at_mut_checked(column)?;
                let sum: f64 = known.iter().zip(other).map(|(one, two)| one * two).sum();
                let value = rest.first_mut()?;
                *value = (*value - sum) / other.last()?;
                first += column + 1;
            }
            let (known, rest) = own.split_at_mut_checked(row)?;
            let value = rest.first_mut()?;
            let left = *value - known.iter().map(|one| one * one).sum::<f64>();
            if left.is_nan() || left <= 0.0 {
                return None;
            }
            *value = left.sqrt();
        }
        Some(lower)
    }

    /// The solution of a system with this matrix; `None` unless it is positive definite.
    pub(crate) fn solve(&self, right: &[f64]) -> Option<Vec<f64>> {
        let lower = self.cholesky()?;
        Some(lower.solve_triangles(right))
    }

    /// Solves with the triangle and its transpose.
    fn solve_triangles(&self, right: &[f64]) -> Vec<f64> {
        let mut found = right.to_vec();
        for row in 0..self.size {
            let own = self.row(row);
            let known = own.iter().zip(&found).take(row);
            let sum: f64 = known.map(|(one, two)| one * two).sum();
            let diagonal = own.last().copied().unwrap_or(1.0);
            if let Some(value) = found.get_mut(row) {
                *value = (*value - sum) / diagonal;
            }
        }
        for row in (0..self.size).rev() {
            let own = self.row(row);
            let diagonal = own.last().copied().unwrap_or(1.0);
            let Some(value) = found.get_mut(row) else {
                continue;
            };
            *value /= diagonal;
            let value = *value;
            for (other, factor) in found.iter_mut().zip(own).take(row) {
                *other -= factor * value;
            }
        }
        found
    }

    /// The inverse; `None` unless the matrix is positive definite.
    pub(crate) fn inverse(&self) -> Option<Self> {
        let lower = self.cholesky()?;
        let mut inverse = Self::zero(self.size);
        let mut unit = vec![0.0; self.size];
        for row in 0..self.size {
            *unit.get_mut(row)? = 1.0;
            let column = lower.solve_triangles(&unit);
            inverse.row_mut(row).copy_from_slice(column.get(..=row)?);
            *unit.get_mut(row)? = 0.0;
        }
        Some(inverse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::stats::random::Random;

    /// `A^T A + 1` of a random matrix A.
    fn positive(size: usize, random: &mut Random) -> Symmetric {
        let mut one = || f64::from(u32::try_from(random.below(2_000)).unwrap()) / 1_000.0 - 1.0;
        let factor: Vec<Vec<f64>> = (0..size)
            .map(|_| (0..size).map(|_| one()).collect())
            .collect();
        let mut found = Symmetric::zero(size);
        for row in 0..size {
            for column in 0..=row {
                let sum: f64 = factor.iter().map(|own| own[row] * own[column]).sum();
                found.add(row, column, sum + f64::from(u8::from(row == column)));
            }
        }
        found
    }

    #[test]
    fn solutions_and_inverses_give_the_right_side_again() {
        let mut random = Random(11);
        for size in [1, 2, 5, 40] {
            let matrix = positive(size, &mut random);
            let right: Vec<f64> = (0..size)
                .map(|at| f64::from(u32::try_from(at).unwrap()))
                .collect();
            let solved = matrix.solve(&right).unwrap();
            let inverted = matrix.inverse().unwrap().times(&right);
            for ((back, wanted), (one, two)) in matrix
                .times(&solved)
                .iter()
                .zip(&right)
                .zip(solved.iter().zip(&inverted))
            {
                assert!((back - wanted).abs() < 1e-9 && (one - two).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_matrix_that_is_not_positive_definite_has_no_solution() {
        let mut matrix = Symmetric::zero(2);
        matrix.add(0, 0, 1.0);
        matrix.add(0, 1, 1.0);
        matrix.add(1, 1, 1.0);
        assert_eq!((matrix.solve(&[1.0, 1.0]), matrix.inverse()), (None, None));
    }

    #[test]
    fn parts_keep_their_order() {
        let matrix = positive(4, &mut Random(5));
        let part = matrix.part(&[3, 1]);
        assert_eq!((part.size(), part.at(1, 0)), (2, matrix.at(3, 1)));
        assert_eq!(part.at(0, 0), matrix.at(3, 3));
    }
}
