//! How much one claim contributes to the strength of another.

use super::{Graph, Semantics, Sign, semantics::Moving, strength::strengths};

/// How much a claim contributes to the strength of another (Čyras, Kampik and Weng 2022; Kampik, Potyka, Yin, Čyras and
/// Toni 2024). Above 0 for it, below 0 against it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contributions {
    /// By how much the topic is stronger than it would be without the claim.
    pub removal: f64,
    /// The same, but for what acts on the claim itself: the claim at its base score against none.
    pub intrinsic_removal: f64,
    /// The mean of what it adds, over all orders in which the claims might have been made (Shapley 1953). Those of all
    /// claims add up to strength less base score. Nothing in graphs of more than [`MOST_SHARED`] claims.
    pub shapley: Option<f64>,
    /// How fast the topic's strength rises with the claim's base score. Nothing where claims act in circles.
    pub gradient: Option<f64>,
}

/// The most claims for which Shapley's shares are found: that takes the strengths of 2^(n − 1) graphs.
pub const MOST_SHARED: usize = 16;

/// The contribution of each claim to the strength of `topic`, by number. The topic's own are 0. Empty if there is no such
/// claim. In time it goes with the square of the claims.
pub fn contributions(graph: &Graph, semantics: Semantics, topic: usize) -> Vec<Contributions> {
    if topic >= graph.len() {
        return Vec::new();
    }
    let all = strengths(graph, semantics).each[topic];
    let without = |it: usize, graph: &Graph| strengths(&restricted(graph, |one| one != it), semantics).each[topic];
    let shares = (graph.len() <= MOST_SHARED).then(|| shapley(graph, semantics, topic));
    let of = |claim: usize| {
        if claim == topic {
            return Contributions::default();
        }
        let mut bare = graph.clone();
        bare.into[claim].clear();
        let alone = strengths(&bare, semantics).each[topic];
        Contributions {
            removal: all - without(claim, graph),
            intrinsic_removal: alone - without(claim, &bare),
            shapley: shares.as_ref().map(|it| it[claim]),
            gradient: gradient(graph, semantics, topic, claim),
        }
    };
    (0..graph.len()).map(of).collect()
}

/// How fast the strength of `topic` rises with the base score of `claim`: the derivative, on the side of rising scores where
/// the formula has a corner. Nothing where there are circles, or one of the two is missing.
pub fn gradient(graph: &Graph, semantics: Semantics, topic: usize, claim: usize) -> Option<f64> {
    let mut moving: Vec<Moving> = graph.bases.iter().map(|&at| Moving { at, by: 0.0 }).collect();
    moving.get_mut(claim)?.by = 1.0;
    for (group, turns) in graph.order() {
        let [one] = group[..] else { return None };
        if turns {
            return None;
        }
        let into: Vec<(Moving, Sign)> = graph.acting_on(one).map(|(from, sign)| (moving[from], sign)).collect();
        let at = semantics.strength(moving[one].at, into.iter().map(|(it, sign)| (it.at, *sign)));
        moving[one] = Moving { at, by: semantics.moving(moving[one], &into) };
    }
    moving.get(topic).map(|it| it.by)
}

/// The graph without the links from and to claims that are not kept. They stay, alone, so that numbers stay.
fn restricted(graph: &Graph, kept: impl Fn(usize) -> bool) -> Graph {
    let into = graph.into.iter().enumerate().map(|(to, into)| {
        let stays = |from: u32| kept(to) && kept(from as usize);
        into.iter().copied().filter(|it| stays(it.0)).collect()
    });
    Graph { bases: graph.bases.clone(), into: into.collect() }
}

/// Shapley's share of each claim in the strength of `topic`; 0 for itself.
fn shapley(graph: &Graph, semantics: Semantics, topic: usize) -> Vec<f64> {
    let others: Vec<usize> = (0..graph.len()).filter(|&it| it != topic).collect();
    let bit = |claim: usize| others.iter().position(|&it| it == claim).map_or(0, |it| 1_usize << it);
    let strength = |set: usize| {
        let kept = |it: usize| it == topic || set & bit(it) != 0;
        strengths(&restricted(graph, kept), semantics).each[topic]
    };
    let each: Vec<f64> = (0..1 << others.len()).map(strength).collect();
    let players = f64::from(u32::try_from(others.len()).unwrap_or(u32::MAX));
    let mut shares = vec![0.0; graph.len()];
    for &claim in &others {
        let sets = (0..each.len()).filter(|it| it & bit(claim) == 0);
        shares[claim] = sets.map(|it| weight(it.count_ones(), players) * (each[it | bit(claim)] - each[it])).sum();
    }
    shares
}

/// s! (n − 1 − s)! / n!, of a set of s before one of n players.
fn weight(before: u32, players: f64) -> f64 {
    let chosen = (0..before).fold(1.0, |it, k| it * (players - 1.0 - f64::from(k)) / f64::from(k + 1));
    1.0 / (players * chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_what_was_moved() {
        let links = [(1, 0, Sign::Supports), (2, 0, Sign::Attacks), (3, 2, Sign::Attacks), (3, 1, Sign::Supports)];
        let graph = Graph::new(vec![0.4, 0.6, 0.7, 0.8], links).unwrap_or_else(|why| unreachable!("{why}"));
        for semantics in Semantics::ALL {
            let all = contributions(&graph, semantics, 0);
            let sum: f64 = all.iter().filter_map(|it| it.shapley).sum();
            assert!((sum - (strengths(&graph, semantics).each[0] - 0.4)).abs() < 1e-12, "{semantics:?}");
            assert_eq!(all[0], Contributions::default());
        }
        assert!(contributions(&graph, Semantics::DfQuad, 9).is_empty());
    }

    #[test]
    fn circles_have_no_gradient_and_large_graphs_no_shares() {
        let circle = Graph::new(vec![0.4, 0.6], [(0, 1, Sign::Attacks), (1, 0, Sign::Attacks)]);
        let circle = circle.unwrap_or_else(|why| unreachable!("{why}"));
        assert_eq!(gradient(&circle, Semantics::DfQuad, 0, 1), None);
        let large = Graph::new(vec![0.5; 17], (1..17).map(|it| (it, 0, Sign::Attacks)));
        let large = large.unwrap_or_else(|why| unreachable!("{why}"));
        let all = contributions(&large, Semantics::DfQuad, 0);
        assert!(all[1].shapley.is_none() && all[1].gradient.is_some_and(|it| it < 0.0));
    }
}
