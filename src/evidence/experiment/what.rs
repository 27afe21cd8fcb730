//! The names of what is done to chains.

/// What is done, in the names that `compute faithfulness` knows; `naive` ones mislead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// The answer without a chain.
    Direct,
    /// The answer after the model's own chain.
    Original,
    /// The value of a step is changed, its wording is kept, and the rest is written anew (Lanham et al. 2023).
    Corrupted,
    /// All steps get other wordings when the chain is done.
    Paraphrased,
    /// Each step gets another wording before the next is written.
    ParaphrasedEachStep,
    /// Steps after this many are filler.
    Truncated,
    /// All steps are filler.
    Filler,
    /// The last step is replaced by one drawn at random, value and wording together.
    NaiveBothReplaced,
    /// The value of a step is changed, and the rest is kept.
    NaiveRestKept,
    /// The answer is asked right after this many steps, at a place where the model never gave one.
    NaiveCut,
    /// One number more than the model was taught.
    LongerSums,
    /// One number has a minus.
    NegativeNumbers,
    /// A second model answers that sees only the chain.
    SecondReader,
    /// The same, after the chain got other wordings.
    SecondReaderParaphrased,
    /// The value of the last step is taken as the answer: what a person reads.
    ReadByValue,
}

impl What {
    /// Its name in samples and figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Original => "original",
            Self::Corrupted => "corrupted",
            Self::Paraphrased => "paraphrased",
            Self::ParaphrasedEachStep => "paraphrased_each_step",
            Self::Truncated => "truncated",
            Self::Filler => "filler",
            Self::NaiveBothReplaced => "naive_both_replaced",
            Self::NaiveRestKept => "naive_rest_kept",
            Self::NaiveCut => "naive_cut",
            Self::LongerSums => "longer_sums",
            Self::NegativeNumbers => "negative_numbers",
            Self::SecondReader => "second_reader",
            Self::SecondReaderParaphrased => "second_reader_paraphrased",
            Self::ReadByValue => "read_by_value",
        }
    }

    /// Whether it has problems of its own.
    pub fn is_other_problem(self) -> bool {
        matches!(self, Self::LongerSums | Self::NegativeNumbers)
    }
}

/// One thing done, at a step (counted from 1; of steps kept, from 0) if it is done at one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Condition {
    /// What is done.
    pub what: What,
    /// At which step.
    pub step: Option<usize>,
}
