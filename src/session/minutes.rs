//! The minutes of a session: what it came to, for people who were not there.

mod claims;
mod parts;

use super::{
    Names, Role, Session,
    doc::{Block, html, markdown},
};
use crate::evidence::dates;

impl Session {
    /// The minutes as Markdown (`CommonMark` with tables). Words of people are escaped, so that they show as they are.
    pub fn minutes_markdown(&self) -> String {
        markdown(&self.title, &self.minutes())
    }

    /// The minutes as one HTML file: no scripts, nothing loaded.
    pub fn minutes_html(&self) -> String {
        html(&self.title, &self.minutes())
    }

    fn minutes(&self) -> Vec<Block> {
        let mut out = vec![Block::Intro(self.intro())];
        out.extend(self.in_short());
        out.extend(self.told_items());
        out.extend(self.told_cruxes());
        out.extend(self.told_polls());
        out.extend(self.told_proposals());
        out.extend(self.told_views());
        out.extend(self.told_loose_ends());
        out.extend(self.told_people());
        out.extend(self.told_time());
        out
    }

    /// The day on which it began, as `2026-11-28`.
    pub fn day(&self) -> String {
        dates::day(self.opened.unwrap_or_default().seconds())
    }

    fn intro(&self) -> String {
        let opened = self.opened.unwrap_or_default();
        let form = &self.template.title;
        let took = self.closed.map_or_else(
            || "It was not closed.".to_owned(),
            |it| format!("It took {} of the {} minutes planned.", minutes(it.since(opened)), self.template.minutes()),
        );
        let named = match self.settings.names {
            Names::Named => "People were named; what somebody answered is told by name only of who agreed to it.",
            Names::Pseudonym => {
                "People went by names chosen for this session; what somebody answered is told by that name only of who \
                 agreed to it."
            }
            Names::Anonymous => "People were anonymous; what somebody answered is told of nobody.",
        };
        let here = counted(self.with_role(Role::Participant).count(), "participant", "participants");
        // To the minute: nobody needs the second.
        let when = dates::words(opened.seconds());
        let when = when.rsplit_once(':').filter(|_| when.len() > 16).map_or(when.as_str(), |it| it.0);
        format!("{form}, {when} UTC, with {here}. {took} {named}")
    }

    fn told_people(&self) -> Vec<Block> {
        if self.settings.names == Names::Anonymous || self.seats.is_empty() {
            return Vec::new();
        }
        let late = |joined| self.rounds.values().any(|it| it.ended.is_some_and(|ended| ended <= joined));
        let line = |it: &super::state::Seat| {
            let late = if late(it.joined) { ", came after the first round" } else { "" };
            format!("{} ({}{late})", it.name, it.role.word())
        };
        vec![Block::Heading("Who was there".to_owned()), Block::List(self.seats.values().map(line).collect())]
    }

    fn told_time(&self) -> Vec<Block> {
        if self.phases.is_empty() {
            return Vec::new();
        }
        let row = |it: &super::state::Ran| {
            let phase = self.template.phases.get(it.phase)?;
            let took = it.ended.map_or_else(
                || "not ended".to_owned(),
                |ended| minutes(ended.since(it.began).saturating_sub(it.paused)).to_string(),
            );
            Some(vec![phase.name.clone(), phase.minutes.to_string(), took, minutes(it.paused).to_string()])
        };
        let mut rows: Vec<Vec<String>> = self.phases.iter().filter_map(row).collect();
        let mut head = vec!["Part", "Planned, min", "Took, min", "Paused, min"];
        if rows.iter().all(|it| it[3] == "0") {
            head.pop();
            for row in &mut rows {
                row.truncate(3);
            }
        }
        let head = head.into_iter().map(str::to_owned).collect();
        vec![Block::Heading("How the time went".to_owned()), Block::Table { head, rows }]
    }
}

/// Whole minutes, rounded.
fn minutes(ms: i64) -> i64 {
    ms.saturating_add(30_000) / 60_000
}

/// “1 answer”, “3 answers”.
fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// “60, 70 and 80”.
fn joined(all: &[String]) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
