//! How much a piece of evidence weighs for a claim, in bits and in words.

use super::{Standings, numbers::significant};
use crate::map::{Amount, EdgeId, FileId, KeptFigure, Likelihood, Map, NodeId, Weight};
use std::collections::{BTreeMap, BTreeSet};

/// Why a weight is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoWeight {
    /// Nobody said how much it weighs.
    #[error("nobody has said how much it weighs")]
    Unsaid,
    /// The result it follows from is not that of the inputs.
    #[error("the result it follows from is stale")]
    Stale,
    /// The result has no such figure, or one without a likelihood.
    #[error("the result has no figure it could follow from")]
    NoFigure,
    /// Both of the values would make what was found impossible, or they are out of bounds.
    #[error("under neither of the two values could this have been found")]
    Impossible,
}

/// The weight of `edge` in bits: the base-2 logarithm of its likelihood ratio, above 0 for the claim and below 0 against it.
///
/// # Errors
/// If it is not known, with the reason.
pub fn bits(map: &Map, standings: &Standings, edge: EdgeId) -> Result<f64, NoWeight> {
    let from = map.edge(edge).ok_or(NoWeight::Unsaid)?.from;
    match map.weight(edge).ok_or(NoWeight::Unsaid)? {
        Weight::Judged { ratio, .. } => Ok(libm::log2(*ratio)),
        Weight::Computed { figure, if_true, if_false } => {
            let outcome = standings.fresh(map, from).ok_or(NoWeight::Stale)?;
            let figure = outcome.figure(figure).ok_or(NoWeight::NoFigure)?;
            log_ratio(figure, *if_true, *if_false).map(|it| it / std::f64::consts::LN_2)
        }
    }
}

/// The natural logarithm of how much likelier a figure is if its true value is `if_true` than if it is `if_false`.
///
/// For an estimate x with standard error e it is ((x − b)² − (x − a)²) / 2e², for k hits of n it is
/// k ln(a / b) + (n − k) ln((1 − a) / (1 − b)): the law of likelihood (Royall 1997, section 1.2) with the densities of the
/// normal and the binomial distribution.
///
/// # Errors
/// If the figure has no likelihood, or both values make it impossible.
pub fn log_ratio(figure: &KeptFigure, if_true: f64, if_false: f64) -> Result<f64, NoWeight> {
    let ratio = match (figure.likelihood.ok_or(NoWeight::NoFigure)?, &figure.amount) {
        (Likelihood::Normal { error }, Amount::Number(x) | Amount::Share(x)) if error > 0.0 => {
            let far = |value: f64| (x - value) / error;
            (far(if_false) * far(if_false) - far(if_true) * far(if_true)) / 2.0
        }
        (Likelihood::Binomial { hits, of }, _) => {
            if ![if_true, if_false].iter().all(|it| (0.0..=1.0).contains(it)) {
                return Err(NoWeight::Impossible);
            }
            // 0 · ln 0 is 0: what never happened says nothing about a chance of 0.
            let term = |times: u64, chance: f64| match times {
                0 => 0.0,
                times => super::numbers::float(times) * libm::log(chance),
            };
            let log = |chance: f64| term(hits, chance) + term(of.saturating_sub(hits), 1.0 - chance);
            log(if_true) - log(if_false)
        }
        _ => return Err(NoWeight::NoFigure),
    };
    if ratio.is_finite() { Ok(ratio) } else { Err(NoWeight::Impossible) }
}

/// A weight in words, after Kass and Raftery 1995, section 3.2: ratios of 3, 20 and 150 part the words.
pub fn words(bits: f64) -> String {
    let strength = match bits.abs() {
        it if it < 1.585 => "hardly worth mentioning",
        it if it < 4.322 => "positive",
        it if it < 7.229 => "strong",
        _ => "very strong",
    };
    let side = if bits < 0.0 { "against it" } else { "for it" };
    if bits.abs() < 0.005 { "says nothing either way".to_owned() } else { format!("{strength}, {side}") }
}

/// A weight in words, bits and as a ratio: “Strong, for it: 4.5 bits, ratio 22.6”.
pub fn told(bits: f64) -> String {
    let said = words(bits);
    let mut letters = said.chars();
    let said: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let number = significant(bits, 2);
    let unit = if number == "1" || number == "-1" { "bit" } else { "bits" };
    format!("{said}: {number} {unit}, ratio {}", significant(libm::exp2(bits), 3))
}

/// All evidence that bears on one node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Together {
    /// Each link with its weight in bits.
    pub each: Vec<(EdgeId, Result<f64, NoWeight>)>,
    /// Pieces of evidence that rest on the same data: their weights must not be added up.
    pub same_data: Vec<(NodeId, NodeId)>,
    /// The sum of all weights that are known, in bits; nothing if there is none, or some rest on the same data.
    pub bits: Option<f64>,
}

/// How much the evidence on `node` weighs together. Likelihood ratios multiply, and their bits add up, only for evidence
/// that is independent: of what rests on the same data there is no sum.
pub fn together(map: &Map, standings: &Standings, node: NodeId) -> Together {
    let mut all = Together::default();
    let mut weighty: BTreeMap<NodeId, BTreeSet<FileId>> = BTreeMap::new();
    let edges = map.edges_at(node).filter(|&it| map.edge(it).is_some_and(|it| it.to == node.into()));
    let is_evidence = |it: EdgeId| map.edge(it).is_some_and(|it| map.evidence_of(it.from).is_some());
    for edge in edges.filter(|&it| map.may_weigh(it) && is_evidence(it)) {
        let weight = bits(map, standings, edge);
        if let (Ok(_), Some(it)) = (&weight, map.edge(edge)) {
            weighty.insert(it.from, data_of(map, it.from));
        }
        all.each.push((edge, weight));
    }
    for (n, (one, files)) in weighty.iter().enumerate() {
        let later = weighty.iter().skip(n + 1).filter(|it| !it.1.is_disjoint(files));
        all.same_data.extend(later.map(|(other, _)| (*one, *other)));
    }
    let known: Vec<f64> = all.each.iter().filter_map(|it| it.1.as_ref().ok().copied()).collect();
    all.bits = (!known.is_empty() && all.same_data.is_empty()).then(|| known.iter().sum());
    all
}

/// The files that a calculation rests on, with those of the calculations whose figures it uses.
fn data_of(map: &Map, node: NodeId) -> BTreeSet<FileId> {
    let (mut pile, mut seen, mut files) = (vec![node], BTreeSet::new(), BTreeSet::new());
    while let Some(id) = pile.pop() {
        if let Some(it) = map.calculation(id).filter(|_| seen.insert(id)) {
            files.extend(it.files());
            pile.extend(it.uses());
        }
    }
    files
}
