//! All vertices of a best-response polytope.

use super::{
    dictionary::Dictionary,
    exact::{Stop, Work},
};
use num_bigint::BigInt;
use num_traits::One;
use std::collections::{BTreeMap, BTreeSet};

/// The most vertices that are kept.
const MOST: usize = 50_000;

/// Vertices by their labels: which strategies of either player are not played or are best replies. A vertex is told by
/// the strategies that are played and how often, up to a common factor.
pub type Vertices = BTreeMap<u128, Vec<(usize, BigInt)>>;

/// The vertices but 0 of `{x ≥ 0, rows · x ≤ 1}`, each row having entries above 0 only; with their labels. A variable's
/// label is `place(variable)`, slacks following the columns.
///
/// All bases are walked to from the first along edges, each once; the way back is kept, so that memory goes into bases
/// only.
///
/// # Errors
/// If that is more work than may be done.
pub fn vertices(rows: Vec<Vec<BigInt>>, place: impl Fn(usize) -> usize, work: &mut Work<'_>) -> Result<Vertices, Stop> {
    let bounds = vec![BigInt::one(); rows.len()];
    let all = rows.len() + rows.first().map_or(0, Vec::len);
    let mut at = Dictionary::new(rows, &bounds, Vec::new());
    let mut basis: u128 = (0..bounds.len()).map(|row| 1 << at.basic(row)).sum();
    let mut seen = BTreeSet::from([basis]);
    let mut found = Vertices::new();
    // For each step of the way: the column to look at next, and the row and column by which one came.
    let mut way = vec![(0, None)];
    while let Some((next, came)) = way.last_mut() {
        let column = *next;
        *next += 1;
        if column == at.width() {
            if let Some((row, column)) = *came {
                basis ^= 1 << at.basic(row) | 1 << at.free(column);
                at.pivot(row, column, work)?;
            }
            way.pop();
            continue;
        }
        let Some(row) = at.leaving(column) else { continue };
        work.spend(bounds.len())?;
        let other = basis ^ (1 << at.basic(row) | 1 << at.free(column));
        if !seen.insert(other) {
            continue;
        }
        at.pivot(row, column, work)?;
        basis = other;
        way.push((0, Some((row, column))));
        let played: Vec<usize> = (0..at.width()).filter(|&it| !at.is_zero(it)).collect();
        if !played.is_empty() {
            let labels = (0..all).filter(|&it| at.is_zero(it)).map(|it| 1 << place(it)).sum();
            let shares = || played.iter().map(|&it| (it, at.scaled(it).cloned().unwrap_or_default())).collect();
            found.entry(labels).or_insert_with(shares);
            if found.len() > MOST {
                return Err(Stop::TooLarge);
            }
        }
    }
    Ok(found)
}
