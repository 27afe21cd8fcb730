//! What one person believes about a conclusion and a question on which it may hang.

use super::{Undefined, probability};

/// How far rounding may carry a probability out of its bounds and still count as at the bound.
const ROUNDING: f64 = 1e-12;

/// What one person believes about a conclusion U and a question c. All that is in it are probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    u: f64,
    c: f64,
    u_given_c: f64,
    u_given_not_c: Option<f64>,
}

impl View {
    /// P(U), P(c) and P(U|c); P(U|not c) follows from them. Where c is certain there is none.
    ///
    /// # Errors
    /// If a number is no probability, or if the three do not fit together.
    pub fn new(u: f64, c: f64, u_given_c: f64) -> Result<Self, Undefined> {
        let u_given_not_c = match completed(u, c, u_given_c) {
            Err(Undefined::CertainOfCondition) => None,
            other => Some(other?),
        };
        Ok(Self { u, c, u_given_c, u_given_not_c })
    }

    /// All four as a person stated them. They need not fit together: see [`Self::gap`].
    ///
    /// # Errors
    /// If a number is no probability.
    pub fn stated(u: f64, c: f64, u_given_c: f64, u_given_not_c: f64) -> Result<Self, Undefined> {
        Ok(Self {
            u: probability("P(U)", u)?,
            c: probability("P(c)", c)?,
            u_given_c: probability("P(U|c)", u_given_c)?,
            u_given_not_c: Some(probability("P(U|not c)", u_given_not_c)?),
        })
    }

    /// P(U).
    pub fn u(&self) -> f64 {
        self.u
    }

    /// P(c).
    pub fn c(&self) -> f64 {
        self.c
    }

    /// P(U|c).
    pub fn u_given_c(&self) -> f64 {
        self.u_given_c
    }

    /// P(U|not c); nothing where c is certain and nobody stated it.
    pub fn u_given_not_c(&self) -> Option<f64> {
        self.u_given_not_c
    }

    /// How far P(U) is above what the conditional credences come to, P(U|c) P(c) + P(U|not c) (1 − P(c)): the law of total
    /// probability. 0 for views that were completed.
    pub fn gap(&self) -> f64 {
        self.u - self.u_given_c * self.c - self.u_given_not_c.unwrap_or(0.0) * (1.0 - self.c)
    }

    /// The credence in c at which that in U, by the law of total probability, reaches `threshold`:
    /// (t − P(U|not c)) / (P(U|c) − P(U|not c)). From 0 to 1.
    ///
    /// # Errors
    /// If `threshold` is no probability, if P(U|not c) is unknown, or if no credence in c leads there.
    pub fn flips_at(&self, threshold: f64) -> Result<f64, Undefined> {
        let threshold = probability("the threshold", threshold)?;
        let without = self.u_given_not_c.ok_or(Undefined::CertainOfCondition)?;
        let at = (threshold - without) / (self.u_given_c - without);
        if (0.0..=1.0).contains(&at) { Ok(at) } else { Err(Undefined::NeverFlips(threshold)) }
    }
}

/// P(U|not c) = (P(U) − P(U|c) P(c)) / (1 − P(c)): the law of total probability, as `punotc` of FRI's voivod.
///
/// What rounding carries beyond 0 or 1 counts as 0 or 1.
///
/// # Errors
/// If a number is no probability, if the three do not fit together, or if c is certain, where it would be 0 / 0.
pub fn completed(u: f64, c: f64, u_given_c: f64) -> Result<f64, Undefined> {
    let (u, c, u_given_c) = (probability("P(U)", u)?, probability("P(c)", c)?, probability("P(U|c)", u_given_c)?);
    let (least, most) = (u_given_c * c, u_given_c * c + (1.0 - c));
    if u < least - ROUNDING * least.max(u) || u > most + ROUNDING * (1.0 - u).max(1.0 - most) {
        return Err(Undefined::Incoherent { u, c, u_given_c, least, most });
    }
    if c >= 1.0 {
        return Err(Undefined::CertainOfCondition);
    }
    if u_given_c.to_bits() == u.to_bits() {
        // What changes nothing is worth exactly nothing, whatever rounding says.
        return Ok(u);
    }
    Ok(((u - least) / (1.0 - c)).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_follows_from_total_probability() {
        // The example on the page of FRI's report: 9 %, 75 %, 10 % give 6 %.
        assert!((completed(0.09, 0.75, 0.1).unwrap_or(f64::NAN) - 0.06).abs() < 1e-15);
        assert_eq!(completed(0.3, 0.0, 0.9), Ok(0.3));
        // 0.3 − 0.1 · 3 · … leaves a hair: none here comes out below 0 or above 1.
        assert_eq!(completed(0.3, 0.5, 0.6), Ok(0.0));
        assert_eq!(completed(0.1 + 0.2, 0.6, 0.5), Ok((0.1 + 0.2 - 0.3) / 0.4));
        assert_eq!(completed(0.6, 0.8, 0.5), Ok(1.0));
    }

    #[test]
    fn what_does_not_fit_together_says_so() {
        assert!(matches!(completed(0.1, 0.9, 0.5), Err(Undefined::Incoherent { .. })));
        // The other side, which FRI's check does not look at: P(U|not c) would be above 1.
        assert!(matches!(completed(0.9, 0.9, 0.5), Err(Undefined::Incoherent { .. })));
        assert!(matches!(completed(0.5, 1.0, 0.4), Err(Undefined::Incoherent { .. })));
        assert_eq!(completed(0.4, 1.0, 0.4), Err(Undefined::CertainOfCondition));
        assert!(matches!(completed(f64::NAN, 0.5, 0.5), Err(Undefined::NotAProbability { what: "P(U)", .. })));
        assert_eq!(View::new(0.4, 1.0, 0.4).map(|it| it.u_given_not_c()), Ok(None));
        let stated = View::stated(0.5, 0.5, 0.8, 0.4).map_or(f64::NAN, |it| it.gap());
        assert!((stated + 0.1).abs() < 1e-15);
    }

    #[test]
    fn a_view_flips_where_the_line_crosses() {
        let flips = |u, c, given| View::new(u, c, given).and_then(|it: View| it.flips_at(0.5));
        // P(U) = 0.9 p + 0.3 (1 − p) is a half at a third.
        assert!((flips(0.6, 0.5, 0.9).unwrap_or(f64::NAN) - 1.0 / 3.0).abs() < 1e-15);
        assert_eq!(flips(0.6, 0.5, 0.6), Err(Undefined::NeverFlips(0.5)));
        assert_eq!(flips(0.5, 0.5, 0.5), Err(Undefined::NeverFlips(0.5)));
        assert_eq!(flips(0.1, 0.5, 0.2), Err(Undefined::NeverFlips(0.5)));
        assert_eq!(flips(0.4, 1.0, 0.4), Err(Undefined::CertainOfCondition));
    }
}
