//! What was proposed, voted on, said back, parked and noted, told.

use super::counted;
use crate::session::{
    Decision, Names, ProposedKind, SeatId, Session, Verdict,
    doc::Block,
    state::{Poll, Proposal},
    view::Tally,
};

impl Session {
    /// “, by Ada”, where people have names.
    fn by(&self, seat: SeatId) -> String {
        if self.settings.names == Names::Anonymous { String::new() } else { format!(", by {}", self.name(seat)) }
    }

    pub(super) fn told_proposals(&self) -> Vec<Block> {
        let line = |it: &Proposal| {
            let quote = if it.what.quote.is_empty() { String::new() } else { format!(" (“{}”)", it.what.quote) };
            let decided = match &it.decision {
                None => "not decided on".to_owned(),
                Some(Decision::Accepted(text)) if *text == it.what.text => "accepted".to_owned(),
                Some(Decision::Accepted(text)) => format!("accepted as “{text}”"),
                Some(Decision::Merged(into)) => {
                    let text = self.items.get(into).map(|it| it.text.as_str()).unwrap_or_default();
                    format!("put together with “{text}”")
                }
                Some(Decision::Declined(why)) => format!("declined: {why}"),
            };
            let kind = match it.what.kind {
                ProposedKind::Claim => "Claim",
                ProposedKind::Evidence => "Evidence",
                ProposedKind::Crux => "Crux question",
            };
            format!("{kind}{}: “{}”{quote} — {decided}", self.by(it.by), it.what.text)
        };
        part("What was proposed", self.proposals.values().map(line).collect())
    }

    pub(super) fn told_views(&self) -> Vec<Block> {
        let line = |it: &super::super::state::Paraphrase| {
            let judged = match &it.judged {
                None => "not judged".to_owned(),
                Some((verdict, missed)) => {
                    let word = match verdict {
                        Verdict::Yes => "that is it",
                        Verdict::Mostly => "mostly",
                        Verdict::No => "no",
                    };
                    if missed.is_empty() { word.to_owned() } else { format!("{word}; missed: {missed}") }
                }
            };
            format!("{} on what {} holds: “{}” — {judged}", self.name(it.by), self.name(it.of), it.text)
        };
        part("Views said back", self.paraphrases.values().map(line).collect())
    }

    pub(super) fn told_polls(&self) -> Vec<Block> {
        let mut out = Vec::new();
        for poll in self.polls.values() {
            out.push(Block::Sub(poll.text.clone()));
            out.push(self.told_poll(poll));
        }
        if !out.is_empty() {
            out.insert(0, Block::Heading("Votes".to_owned()));
        }
        out
    }

    fn told_poll(&self, poll: &Poll) -> Block {
        let table = |head: &[&str], rows: Vec<Vec<usize>>| {
            let rows = poll.options.iter().zip(rows);
            let row = |(option, counts): (&String, Vec<usize>)| {
                std::iter::once(option.clone()).chain(counts.iter().map(usize::to_string)).collect()
            };
            let head = std::iter::once("").chain(head.iter().copied()).map(str::to_owned).collect();
            Block::Table { head, rows: rows.map(row).collect() }
        };
        match self.tally(poll) {
            None => Block::Text("The vote was not shown.".to_owned()),
            Some(Tally::TooFew { least }) => Block::Text(format!("Fewer than {least} people voted: nothing is told.")),
            Some(Tally::Stance(it)) => table(&["Agree", "Disagree", "Pass"], it.into_iter().map(Vec::from).collect()),
            Some(Tally::Impact(it)) => {
                table(&["0: nothing", "1", "2", "3", "4: everything"], it.into_iter().map(Vec::from).collect())
            }
            Some(Tally::Dots(it)) => table(&["Dots"], it.into_iter().map(|it| vec![it]).collect()),
        }
    }

    /// What is to be done, what is parked, and notes on no claim.
    pub(super) fn told_loose_ends(&self) -> Vec<Block> {
        let task =
            |(text, who): &(String, String)| if who.is_empty() { text.clone() } else { format!("{who}: {text}") };
        let mut out = part("To do", self.to_do.iter().map(task).collect());
        out.extend(part("Parked", self.parked.iter().map(|it| it.0.clone()).collect()));
        let notes = self.notes.iter().filter(|it| it.by.is_some() && it.item.is_none());
        let note = |it: &super::super::state::Note| match self.phase_name(it.phase) {
            Some(phase) => format!("{phase}: {}", it.text),
            None => it.text.clone(),
        };
        out.extend(part("Notes", notes.map(note).collect()));
        let late = self.rounds.values().filter(|it| it.stage == super::super::state::Stage::Open).count();
        if late > 0 {
            let what = counted(late, "round was", "rounds were");
            out.push(Block::Text(format!("{what} still open at the end; what was answered in it stays sealed.")));
        }
        out
    }
}

fn part(heading: &str, lines: Vec<String>) -> Vec<Block> {
    if lines.is_empty() { Vec::new() } else { vec![Block::Heading(heading.to_owned()), Block::List(lines)] }
}
