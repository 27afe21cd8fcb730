//! What the tour says: one table.

use crate::ui::action::{Action, Menu};

/// A step of the tour: something to do.
pub struct Step {
    /// What it is about, in a few words.
    pub title: &'static str,
    /// What has to be done.
    pub goal: Goal,
    /// What the card says: the first whose moment it is. The last one fits always.
    pub cases: &'static [Case],
}

/// What the card of a step says at a certain moment.
pub struct Case {
    /// The moment.
    pub when: When,
    /// One or two short sentences; each `{}` stands for the keys of one of `keys`.
    pub says: &'static str,
    /// The actions whose keys it names, in the order of the text.
    pub keys: &'static [Action],
    /// What it speaks of.
    pub aim: Aim,
}

/// When a step is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The pointer rested on a node, or one was selected.
    Look,
    /// One of these was done.
    Do(&'static [Action]),
    /// A node was made.
    Make,
    /// Something was folded away.
    Fold,
    /// The person went from one hit of a search to another.
    Find,
    /// Nothing is left to do.
    End,
}

/// A moment, by how the map and the window are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Words are being typed on the map.
    Typing,
    /// The thread is in sight.
    ThreadShown,
    /// No proposal is left to decide on.
    AllDecided,
    /// A proposal is selected.
    OnProposal,
    /// A node is selected to which the keys for a reason would add one.
    OnStanding,
    /// There is nothing to take back.
    NothingDone,
    /// Folding what is selected would hide something.
    OnFoldable,
    /// The field for finding is open.
    Finding,
    /// Any other moment.
    Always,
}

/// What a card points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// A node whose words stand early in the thread.
    Told,
    /// The next proposal.
    Proposal,
    /// What is selected.
    Selected,
    /// A node that stands.
    Standing,
    /// A node with much to fold away.
    Foldable,
    /// The field in which a node is typed.
    Draft,
    /// The field for finding.
    Search,
    /// A menu that holds the action.
    Menu(Menu),
    /// Nothing.
    Nothing,
}

/// Whatever the step, what is being typed comes first.
const TYPING: Case = Case {
    when: When::Typing,
    says: "You are typing on the map. Enter keeps the words, Escape drops them; then the tour goes on.",
    keys: &[],
    aim: Aim::Draft,
};

const ALL_DECIDED: Case = Case {
    when: When::AllDecided,
    says: "All proposals of this map are decided. A fresh copy of the sample has some; here, go on with Next.",
    keys: &[],
    aim: Aim::Nothing,
};

/// How many steps there are to do.
pub const COUNT: usize = STEPS.len() - 1;

/// The tour. The last step is its end.
pub const STEPS: &[Step] = &[
    Step {
        title: "Where it was said",
        goal: Goal::Look,
        cases: &[
            TYPING,
            Case {
                when: When::ThreadShown,
                says: "Rest the pointer on a box, or walk to one with the arrow keys: its words light up in the thread.",
                keys: &[],
                aim: Aim::Told,
            },
            Case {
                when: When::Always,
                says: "Click a box, or walk to one with the arrow keys: the details quote its words from the thread.",
                keys: &[],
                aim: Aim::Told,
            },
        ],
    },
    Step {
        title: "What is only proposed",
        goal: Goal::Do(&[Action::NextProposal, Action::PreviousProposal]),
        cases: &[
            TYPING,
            ALL_DECIDED,
            Case {
                when: When::OnStanding,
                says: "Dashed boxes are proposals. Let go of the solid box with {}, then press {}: it goes to the next one.",
                keys: &[Action::Deselect, Action::NextProposal],
                aim: Aim::Proposal,
            },
            Case {
                when: When::Always,
                says: "Dashed boxes are proposals. Press {}: it goes to the next one.",
                keys: &[Action::NextProposal],
                aim: Aim::Proposal,
            },
        ],
    },
    Step {
        title: "You decide",
        goal: Goal::Do(&[Action::Accept, Action::Reject]),
        cases: &[
            TYPING,
            ALL_DECIDED,
            Case {
                when: When::OnProposal,
                says: "The details tell why it was proposed. Press {} to let it stand, or {} to throw it out.",
                keys: &[Action::Accept, Action::Reject],
                aim: Aim::Selected,
            },
            Case {
                when: When::OnStanding,
                says: "Let go of the solid box with {}, and go to a proposal with {}. Then {} lets it stand, {} throws it out.",
                keys: &[Action::Deselect, Action::NextProposal, Action::Accept, Action::Reject],
                aim: Aim::Proposal,
            },
            Case {
                when: When::Always,
                says: "Go to a proposal with {}; then {} lets it stand, and {} throws it out.",
                keys: &[Action::NextProposal, Action::Accept, Action::Reject],
                aim: Aim::Proposal,
            },
        ],
    },
    Step {
        title: "Your own reason",
        goal: Goal::Make,
        cases: &[
            Case {
                when: When::Typing,
                says: "Type a reason in a few words, and press Enter.",
                keys: &[],
                aim: Aim::Draft,
            },
            Case {
                when: When::OnStanding,
                says: "This box stands. Press {} and type a reason for it; Enter puts it on the map.",
                keys: &[Action::AddReason],
                aim: Aim::Selected,
            },
            Case {
                when: When::Always,
                says: "A solid box stands. Click one, or walk to it with the arrow keys; then press {}.",
                keys: &[Action::AddReason],
                aim: Aim::Standing,
            },
        ],
    },
    Step {
        title: "Nothing is final",
        goal: Goal::Do(&[Action::Undo]),
        cases: &[
            TYPING,
            Case {
                when: When::NothingDone,
                says: "{} takes back whatever you do to the map. There is nothing to take back now: go on with Next.",
                keys: &[Action::Undo],
                aim: Aim::Menu(Menu::Edit),
            },
            Case {
                when: When::Always,
                says: "Press {}: it takes back what you did last. {} does it again.",
                keys: &[Action::Undo, Action::Redo],
                aim: Aim::Menu(Menu::Edit),
            },
        ],
    },
    Step {
        title: "Less to look at",
        goal: Goal::Fold,
        cases: &[
            TYPING,
            Case {
                when: When::OnFoldable,
                says: "Press {}: what only leads to this box folds away, and a count stays. Again, and it is back.",
                keys: &[Action::Fold],
                aim: Aim::Selected,
            },
            Case {
                when: When::Always,
                says: "Click a box that others lead to, or walk to one; then press {}: they fold away.",
                keys: &[Action::Fold],
                aim: Aim::Foldable,
            },
        ],
    },
    Step {
        title: "Find words",
        goal: Goal::Find,
        cases: &[
            TYPING,
            Case {
                when: When::Finding,
                says: "Type a word, such as “meter”. Enter goes from hit to hit, in boxes and in the thread.",
                keys: &[],
                aim: Aim::Search,
            },
            Case {
                when: When::Always,
                says: "Press {} to find words, in boxes and in the thread.",
                keys: &[Action::Find],
                aim: Aim::Menu(Menu::View),
            },
        ],
    },
    Step {
        title: "All the rest",
        goal: Goal::Do(&[Action::Palette]),
        cases: &[
            TYPING,
            Case {
                when: When::Always,
                says: "Press {}: it lists everything you can do, with its keys. Escape closes the list.",
                keys: &[Action::Palette],
                aim: Aim::Menu(Menu::Help),
            },
        ],
    },
    Step {
        title: "That was the tour",
        goal: Goal::End,
        cases: &[Case {
            when: When::Always,
            says: "Drop a thread on the window, or press {} to paste one: your own map is a moment away. {} shows all keys.",
            keys: &[Action::PasteThread, Action::Shortcuts],
            aim: Aim::Nothing,
        }],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_says_something_at_every_moment_and_names_all_its_keys() {
        assert!((6..=9).contains(&COUNT));
        for step in STEPS {
            assert_eq!(step.cases.last().map(|it| it.when), Some(When::Always), "{}", step.title);
            for case in step.cases {
                assert_eq!(case.says.matches("{}").count(), case.keys.len(), "{}", case.says);
                assert!(case.says.matches(['.', '?']).count() <= 2, "{}", case.says);
            }
        }
        assert!(STEPS.iter().all(|it| (it.goal == Goal::End) == (it.title == STEPS[COUNT].title)));
    }
}
