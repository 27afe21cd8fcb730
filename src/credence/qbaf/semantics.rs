//! How what acts on a claim changes its score.

use super::Sign;

/// A gradual semantics: how the strengths of supporters and attackers change a base score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Semantics {
    /// DF-QuAD, free of discontinuity (Rago, Toni, Aurisicchio and Baroni 2016): v = 1 − ∏(1 − s) of each side;
    /// b − b (va − vs) if va ≥ vs, else b + (1 − b)(vs − va).
    DfQuad,
    /// Quadratic energy (Potyka 2018): E = Σ supporters − Σ attackers, h(x) = max(x, 0)² / (1 + max(x, 0)²);
    /// b − b h(−E) + (1 − b) h(E).
    QuadraticEnergy,
    /// Euler-based (Amgoud and Ben-Naim 2018): 1 − (1 − b²) / (1 + b e^E). For comparison.
    Euler,
}

/// A value, and how fast it changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moving {
    pub at: f64,
    pub by: f64,
}

impl Semantics {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::DfQuad, Self::QuadraticEnergy, Self::Euler];

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::DfQuad => "DF-QuAD",
            Self::QuadraticEnergy => "Quadratic energy",
            Self::Euler => "Euler-based",
        }
    }

    /// Its formula and where that is from.
    pub const fn formula(self) -> (&'static str, &'static str) {
        match self {
            Self::DfQuad => (
                "v = 1 - prod(1 - s) of each side; b - b (va - vs) if va >= vs, else b + (1 - b)(vs - va)",
                "Rago, Toni, Aurisicchio and Baroni 2016",
            ),
            Self::QuadraticEnergy => (
                "E = sum of supporters - sum of attackers, h(x) = max(x, 0)^2 / (1 + max(x, 0)^2); \
                 b - b h(-E) + (1 - b) h(E)",
                "Potyka 2018",
            ),
            Self::Euler => {
                ("E = sum of supporters - sum of attackers; 1 - (1 - b^2) / (1 + b e^E)", "Amgoud and Ben-Naim 2018")
            }
        }
    }

    /// Where it misleads, in a sentence; to be told beside the number.
    pub const fn misleads(self) -> &'static str {
        match self {
            Self::DfQuad => {
                "One supporter or attacker of strength 1 outweighs any number of others on its side; in circles of \
                 certain claims its plain iteration may not settle."
            }
            Self::QuadraticEnergy => "Many weak attackers bring any claim near 0, also one that is held to be certain.",
            Self::Euler => {
                "No attack ever lowers a base score of 1 and no support ever raises one of 0, and no attack brings a \
                 score b below its square: of little use where people set certainties."
            }
        }
    }

    /// The strength of a claim of base score `base` on which these act, from 0 to 1.
    pub fn strength(self, base: f64, into: impl IntoIterator<Item = (f64, Sign)>) -> f64 {
        match self {
            Self::DfQuad => {
                let (mut without, mut against) = (1.0, 1.0);
                for (it, sign) in into {
                    *(if sign == Sign::Supports { &mut without } else { &mut against }) *= 1.0 - it;
                }
                let gain = against - without;
                if gain > 0.0 { base + (1.0 - base) * gain } else { base + base * gain }
            }
            Self::QuadraticEnergy => {
                let energy = energy(into);
                base - base * pull(-energy) + (1.0 - base) * pull(energy)
            }
            Self::Euler => 1.0 - (1.0 - base * base) / (1.0 + base * libm::exp(energy(into))),
        }
        .clamp(0.0, 1.0)
    }

    /// How fast the strength rises when the base score and what acts on it move. Where the formula has a corner (DF-QuAD at
    /// va = vs), as fast as on the side to which it moves.
    pub(super) fn moving(self, base: Moving, into: &[(Moving, Sign)]) -> f64 {
        let scores = || into.iter().map(|(it, sign)| (it.at, *sign));
        match self {
            Self::DfQuad => {
                let without = |side: Sign| Product::of(into.iter().filter(|it| it.1 == side).map(|it| it.0));
                let (supports, attacks) = (without(Sign::Supports), without(Sign::Attacks));
                let (gain, faster) = (attacks.at - supports.at, attacks.by - supports.by);
                if gain > 0.0 || gain >= 0.0 && faster > 0.0 {
                    base.by * (1.0 - gain) + (1.0 - base.at) * faster
                } else {
                    base.by * (1.0 + gain) + base.at * faster
                }
            }
            Self::QuadraticEnergy => {
                let (energy, faster) = (energy(scores()), energy(into.iter().map(|(it, sign)| (it.by, *sign))));
                let up = base.by * (1.0 - pull(-energy) - pull(energy));
                up + faster * (base.at * steep(-energy) + (1.0 - base.at) * steep(energy))
            }
            Self::Euler => {
                let faster = energy(into.iter().map(|(it, sign)| (it.by, *sign)));
                let grown = libm::exp(energy(scores()));
                let whole = 1.0 + base.at * grown;
                let lost = 1.0 - base.at * base.at;
                2.0 * base.at * base.by / whole + lost * (base.by + base.at * faster) * grown / (whole * whole)
            }
        }
    }
}

/// ∏(1 − s), and how fast it changes: found without dividing, since a factor may be 0.
struct Product {
    at: f64,
    by: f64,
}

impl Product {
    fn of(all: impl Iterator<Item = Moving>) -> Self {
        all.fold(Self { at: 1.0, by: 0.0 }, |it, next| Self {
            at: it.at * (1.0 - next.at),
            by: it.by * (1.0 - next.at) - it.at * next.by,
        })
    }
}

/// What supports less what attacks.
fn energy(into: impl IntoIterator<Item = (f64, Sign)>) -> f64 {
    into.into_iter().map(|(it, sign)| if sign == Sign::Supports { it } else { -it }).sum()
}

/// h of quadratic energy.
fn pull(energy: f64) -> f64 {
    let square = energy.max(0.0) * energy.max(0.0);
    square / (1.0 + square)
}

/// How fast h rises.
fn steep(energy: f64) -> f64 {
    let up = energy.max(0.0);
    let whole = 1.0 + up * up;
    2.0 * up / (whole * whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_give_what_one_finds_by_hand() {
        let of = |semantics: Semantics, base, into: &[(f64, Sign)]| semantics.strength(base, into.iter().copied());
        let both = [(0.5, Sign::Supports), (0.5, Sign::Attacks)];
        for semantics in Semantics::ALL {
            assert!((of(semantics, 0.3, &both) - 0.3).abs() < 1e-15, "{semantics:?}");
            assert!((of(semantics, 0.7, &[]) - 0.7).abs() < 1e-15, "{semantics:?}");
        }
        let two = [(0.5, Sign::Attacks), (0.5, Sign::Attacks)];
        assert!((of(Semantics::DfQuad, 0.8, &two) - 0.2).abs() < 1e-15);
        assert!((of(Semantics::QuadraticEnergy, 0.8, &two) - 0.4).abs() < 1e-15);
        // Euler-based: certainties never move, and no attack goes below the square.
        let many = vec![(1.0, Sign::Attacks); 500];
        let lots = vec![(1.0, Sign::Supports); 500];
        assert!(of(Semantics::Euler, 1.0, &many) >= 1.0 && of(Semantics::Euler, 0.0, &lots) <= 0.0);
        assert!((of(Semantics::Euler, 0.5, &many) - 0.25).abs() < 1e-12);
        assert!(of(Semantics::QuadraticEnergy, 1.0, &many) < 1e-5);
        // e^E is infinite for a thousand supporters, and the strength is 1.
        assert!(of(Semantics::Euler, 0.5, &vec![(1.0, Sign::Supports); 1000]) >= 1.0);
    }
}
