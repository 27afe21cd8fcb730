//! The threads that come with the program, and their maps.
//!
//! All that is in them is made up, but for the statement of 1992 that the first map cites.

/// A thread and its map.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// What it is called.
    pub title: &'static str,
    /// The thread, as it was pasted.
    pub text: &'static str,
    /// Its map, reviewed by hand, with a few proposals left to try the review on: the text of a map file.
    pub map: &'static str,
}

/// The one that a new user sees first. Its evidence: the entente form, whose p is a figure of a statistic and whose q is
/// a person's credence; a game that is played again and again; a citation; a thought experiment.
pub const FIRST: Sample = Sample {
    title: "Would restraint be matched?",
    text: include_str!("../assets/threads/would-restraint-be-matched.txt"),
    map: include_str!("../assets/sample.ron"),
};

/// Portfolio evidence: the returns that stand in the thread, against an index.
pub const LUCK: Sample = Sample {
    title: "Skill or luck?",
    text: include_str!("../assets/threads/is-a-ratio-of-two-luck.txt"),
    map: include_str!("../assets/samples/is-a-ratio-of-two-luck.ron"),
};

/// Faithfulness of chains of thought, by sample; the experiment with small models; and two statistics.
pub const REASONING: Sample = Sample {
    title: "Is the reasoning used?",
    text: include_str!("../assets/threads/is-the-reasoning-used.md"),
    map: include_str!("../assets/samples/is-the-reasoning-used.ron"),
};

/// All of them, in the order menus show them.
pub const ALL: [Sample; 3] = [FIRST, LUCK, REASONING];
