//! The entente form: pursue the lead, or restrain oneself, where the other may race or not whatever one does.

use super::exact::{Exact, whole};
use num_traits::{One, Signed, Zero};

/// What one knows and holds likely.
#[derive(Clone, Debug)]
pub struct Entente {
    /// What it is called.
    pub title: String,
    /// Who decides.
    pub us: String,
    /// Who may race.
    pub them: String,
    /// How likely the other races if we pursue.
    pub p: Exact,
    /// How likely the other races if we restrain ourselves.
    pub q: Option<Exact>,
    /// What we get if we pursue and the other races.
    pub pursue_race: Exact,
    /// What we get if we pursue and the other does not race.
    pub pursue_not: Exact,
    /// What we get if we restrain ourselves and the other races.
    pub restrain_race: Exact,
    /// What we get if we restrain ourselves and the other does not race.
    pub restrain_not: Exact,
    /// What persons hold likely.
    pub estimates: Vec<Estimate>,
}

/// What a person holds likely.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// Who.
    pub name: String,
    /// How likely the other races if we pursue.
    pub p: Exact,
    /// How likely the other races if we restrain ourselves.
    pub q: Exact,
}

/// Where restraint is better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Where `q` is below this.
    Below(Exact),
    /// Where `q` is above this: racing is better for us if we restrain ourselves.
    Above(Exact),
    /// Whatever `q` is, this decides: what restraint is worth more.
    Never(Exact),
}

/// Which action is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// To pursue.
    Pursue,
    /// To restrain oneself.
    Restrain,
    /// Both are worth the same.
    Tie,
}

impl Better {
    /// As a word for programs and people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pursue => "pursue",
            Self::Restrain => "restrain",
            Self::Tie => "tie",
        }
    }
}

/// One of the payoffs, and what moving it does.
#[derive(Debug)]
pub struct Move {
    /// The payoff.
    pub payoff: Exact,
    /// By how much the line moves for each unit of the payoff; none where there is no line.
    pub slope: Option<Exact>,
    /// The payoff at which both actions are worth the same, for these `p` and `q`; none if none does that.
    pub flip: Option<Exact>,
}

impl Entente {
    /// What pursuing is worth.
    pub fn pursuing(&self, p: &Exact) -> Exact {
        mix(p, &self.pursue_race, &self.pursue_not)
    }

    /// What restraint is worth.
    pub fn restraining(&self, q: &Exact) -> Exact {
        mix(q, &self.restrain_race, &self.restrain_not)
    }

    /// How much better it is for us, if we restrain ourselves, that the other does not race.
    fn stake(&self) -> Exact {
        &self.restrain_not - &self.restrain_race
    }

    /// Where restraint is better, for this `p`.
    pub fn line(&self, p: &Exact) -> Line {
        let (stake, gain) = (self.stake(), &self.restrain_not - self.pursuing(p));
        if stake.is_zero() {
            Line::Never(gain)
        } else if stake.is_positive() {
            Line::Below(gain / stake)
        } else {
            Line::Above(gain / stake)
        }
    }

    /// Which action is better.
    pub fn better(&self, p: &Exact, q: &Exact) -> Better {
        match self.restraining(q).cmp(&self.pursuing(p)) {
            std::cmp::Ordering::Less => Better::Pursue,
            std::cmp::Ordering::Equal => Better::Tie,
            std::cmp::Ordering::Greater => Better::Restrain,
        }
    }

    /// The payoffs in the order pursue/race, pursue/not, restrain/race, restrain/not, and what moving each does.
    pub fn moves(&self) -> [Move; 4] {
        let stake = self.stake();
        let line = match self.line(&self.p) {
            Line::Below(it) | Line::Above(it) => Some(it),
            Line::Never(_) => None,
        };
        let one = Exact::one();
        let slopes =
            line.map(|line| [-&self.p / &stake, (&self.p - &one) / &stake, &line / &stake, (&one - &line) / &stake]);
        // Both are worth the same if a payoff moves by the difference over its weight.
        let flips = self.q.as_ref().map(|q| {
            let ahead = self.restraining(q) - self.pursuing(&self.p);
            let weights = [-self.p.clone(), &self.p - &one, q.clone(), &one - q];
            weights.map(|weight| (!weight.is_zero()).then(|| -&ahead / weight))
        });
        let payoffs = [&self.pursue_race, &self.pursue_not, &self.restrain_race, &self.restrain_not];
        std::array::from_fn(|nth| Move {
            payoff: payoffs[nth].clone(),
            slope: slopes.as_ref().map(|it| it[nth].clone()),
            flip: flips.as_ref().and_then(|it| it[nth].clone()).map(|it| it + payoffs[nth]),
        })
    }

    /// The same with one payoff moved, by its number in [`Entente::moves`].
    #[must_use]
    pub fn moved(&self, nth: usize, by: &Exact) -> Self {
        let mut moved = self.clone();
        let payoffs =
            [&mut moved.pursue_race, &mut moved.pursue_not, &mut moved.restrain_race, &mut moved.restrain_not];
        if let Some(it) = payoffs.into_iter().nth(nth) {
            *it += by;
        }
        moved
    }

    /// The part of the square of `p` and `q` where restraint is better, as corners going round; empty if there is none.
    pub fn region(&self) -> Vec<[Exact; 2]> {
        let ahead = |[p, q]: &[Exact; 2]| self.restraining(q) - self.pursuing(p);
        let corners = [[0, 0], [1, 0], [1, 1], [0, 1]].map(|it| it.map(whole));
        let mut region = Vec::new();
        // What is ahead is linear in p and in q, so each side of the square is cut at most once.
        for (nth, at) in corners.iter().enumerate() {
            let next = &corners[(nth + 1) % 4];
            let (here, there) = (ahead(at), ahead(next));
            if !here.is_negative() {
                region.push(at.clone());
            }
            if here.is_positive() && there.is_negative() || here.is_negative() && there.is_positive() {
                let share = &here / (&here - &there);
                region.push([0, 1].map(|it| &at[it] + (&next[it] - &at[it]) * &share));
            }
        }
        if region.iter().all(|it| ahead(it).is_zero()) { Vec::new() } else { region }
    }
}

/// One payoff this likely, otherwise the other.
fn mix(likely: &Exact, one: &Exact, other: &Exact) -> Exact {
    likely * one + (Exact::one() - likely) * other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::game::exact::{read, show};

    fn form(p: &str, q: &str, payoffs: [&str; 4]) -> Entente {
        let [pursue_race, pursue_not, restrain_race, restrain_not] = payoffs.map(|it| read(it).unwrap());
        Entente {
            title: String::new(),
            us: String::new(),
            them: String::new(),
            p: read(p).unwrap(),
            q: read(q).ok(),
            pursue_race,
            pursue_not,
            restrain_race,
            restrain_not,
            estimates: Vec::new(),
        }
    }

    #[test]
    fn the_line_is_drawn_for_each_sign() {
        let usual = form("0.99", "0.95", ["2", "6", "0", "8"]);
        assert_eq!(usual.line(&usual.p), Line::Below(read("0.745").unwrap()));
        assert_eq!(usual.better(&usual.p, &read("0.745").unwrap()), Better::Tie);
        // Whoever restrains gains if the other races: the inequality turns round.
        let turned = form("0.5", "0.2", ["2", "6", "8", "0"]);
        assert_eq!(turned.line(&turned.p), Line::Above(read("0.5").unwrap()));
        assert_eq!(turned.better(&turned.p, &read("0.6").unwrap()), Better::Restrain);
        let flat = form("0.5", "0.2", ["2", "6", "5", "5"]);
        assert_eq!(flat.line(&flat.p), Line::Never(whole(1)));
        assert_eq!(flat.better(&flat.p, &whole(1)), Better::Restrain);
    }

    #[test]
    fn moving_a_payoff_does_what_is_told() {
        for payoffs in [["2", "6", "0", "8"], ["2", "6", "8", "0"], ["1", "1", "3", "-2"]] {
            let form = form("1/3", "1/4", payoffs);
            let (q, at) = (form.q.clone().unwrap(), |form: &Entente| match form.line(&form.p) {
                Line::Below(it) | Line::Above(it) => it,
                Line::Never(_) => panic!(),
            });
            for (nth, it) in form.moves().iter().enumerate() {
                let flipped = form.moved(nth, &(it.flip.clone().unwrap() - &it.payoff));
                assert_eq!(flipped.better(&form.p, &q), Better::Tie);
                let small = read("1e-9").unwrap();
                let slope = (at(&form.moved(nth, &small)) - at(&form)) / &small;
                assert!((slope - it.slope.clone().unwrap()).abs() < read("1e-7").unwrap());
            }
        }
    }

    #[test]
    fn the_region_is_where_restraint_is_better() {
        let corners = |payoffs| -> Vec<String> {
            form("0", "0", payoffs).region().iter().map(|it| it.each_ref().map(show).join(" ")).collect()
        };
        assert_eq!(corners(["2", "6", "0", "8"]), ["0 0", "1 0", "1 3/4", "0 1/4"]);
        assert_eq!(corners(["0", "0", "1", "1"]), ["0 0", "1 0", "1 1", "0 1"]);
        assert!(corners(["5", "5", "1", "1"]).is_empty() && corners(["1", "1", "1", "1"]).is_empty());
    }
}
