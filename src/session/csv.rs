//! The answers as a table.

use super::{
    SeatId, Session, Shown,
    state::{Round, Stage},
};
use crate::export::cell;
use std::collections::BTreeSet;

impl Session {
    /// The answers of the rounds that were shown, as CSV (RFC 4180). By name are those who agreed to it; the others of a
    /// round follow without names, sorted, and only if a round with as many credences may be shown at all. Of theirs only
    /// the reasons are there that were shown.
    pub fn answers_csv(&self) -> String {
        let mut out = "claim,text,round,name,credence_percent,answer,reason\r\n".to_owned();
        for (&id, item) in &self.items {
            for (_, round) in self.revealed(id) {
                let start = [id.to_string(), item.text.clone(), round.nth.to_string()];
                for (name, said, reason) in self.rows_of(round) {
                    let percent = said.percent().map_or_else(String::new, |it| it.to_string());
                    let rest = [name, percent, said.words(), reason];
                    let cells: Vec<String> = start.iter().chain(&rest).map(|it| cell(it)).collect();
                    out.push_str(&cells.join(","));
                    out.push_str("\r\n");
                }
            }
        }
        out
    }

    fn rows_of(&self, round: &Round) -> Vec<(String, super::Said, String)> {
        let named = self.named_in(round);
        let of_named = named.iter().filter_map(|id| {
            let it = round.answers.get(id)?;
            Some((self.name(*id), it.said, it.reason.clone()))
        });
        let mut rows: Vec<_> = of_named.collect();
        if let Some(Shown::Spread(spread)) = self.shown(round) {
            let shown: BTreeSet<&String> =
                [&spread.lowest, &spread.highest, &spread.without].into_iter().flatten().collect();
            let others = round.answers.iter().filter(|it| !named.contains(it.0)).map(|(_, it)| {
                let reason = if shown.contains(&it.reason) { it.reason.clone() } else { String::new() };
                (String::new(), it.said, reason)
            });
            let mut others: Vec<_> = others.collect();
            others.sort_by_key(|it| (it.1.percent().is_none(), it.1.percent(), it.1.words(), it.2.clone()));
            rows.extend(others);
        }
        rows
    }

    /// Those whose answers in a round that was shown may be told by name.
    pub(super) fn named_in(&self, round: &Round) -> BTreeSet<SeatId> {
        if round.stage != Stage::Revealed {
            return BTreeSet::new();
        }
        self.named_of(&round.answers.keys().copied().collect())
    }
}
