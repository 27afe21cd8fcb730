//! A node is split into two: which words, credences and links go where.

use super::{
    Credence, CredenceId, Edge, EdgeKind, EditError, Evidence, Ids, Map, Node, NodeId, NodeKind, ReviewState, Span,
    Statement, plan::Draft,
};

impl Draft {
    /// Splits a node before byte `at` of its words. The first half keeps the node: its links, its details, its place.
    pub fn split_node(&mut self, id: NodeId, at: usize, ids: &mut Ids) -> Result<(), EditError> {
        let node = self.node(id)?.clone();
        let halves = node.text.split_at_checked(at).map(|(first, second)| [first.trim_end(), second.trim_start()]);
        let Some([first, second]) = halves.filter(|it| it.iter().all(|it| !it.trim().is_empty())) else {
            return Err(EditError::NothingToSplit);
        };
        // Half of a crux asks no question of its own, and half of a disagreement has no sides.
        let kind = match node.kind {
            NodeKind::Crux | NodeKind::Disagreement => NodeKind::Claim,
            kind => kind,
        };
        let new = self.mint_node(ids);
        self.nodes(id, Some(Node { kind: node.kind, text: first.into() }));
        self.add_node(new, Node { kind, text: second.into() });
        if let Some(evidence) = self.map.evidence_of(id).filter(|_| kind == NodeKind::Evidence) {
            let sort = Evidence { kind: evidence.kind, ..Evidence::default() };
            self.evidence(new, Some(sort));
        }
        self.part_words(id, new, [first, second], kind, ids);
        // What is cut off is mostly the reason in one sentence with its conclusion, and what Tab would have made; it
        // stays beside the first half, and one key deletes the link or makes it another. Where a reason is not legal, it
        // is left alone, for then nobody can guess.
        let reason = Edge { from: new, to: id.into(), kind: EdgeKind::Supports };
        if self.may_add(&reason).is_ok() {
            self.connect(reason, ids)?;
        }
        self.decide(id.into(), ReviewState::Accepted);
        Ok(())
    }

    /// Gives each statement of `first` to the half in which its words stand; one that holds both is cut in two.
    fn part_words(&mut self, first: NodeId, second: NodeId, texts: [&str; 2], kind: NodeKind, ids: &mut Ids) {
        let of_node = self.map.statements().filter(|it| it.1.node == Some(first));
        for (id, statement) in of_node.map(|(id, it)| (id, it.clone())).collect::<Vec<_>>() {
            let quote = self.map.quote(statement.span).unwrap_or_default().to_owned();
            // A move that no node of the second half's kind makes becomes the usual one of that kind.
            let said = Some(statement.kind).filter(|it| it.on_map() == kind).or(kind.as_said());
            let moved = Statement { node: Some(second), kind: said.unwrap_or(statement.kind), ..statement.clone() };
            match place(&quote, texts) {
                Place::First => {}
                Place::Second => {
                    self.statements(id, Some(moved));
                    for (credence, it) in self.credences_of(first) {
                        if it.statement == Some(id) {
                            self.credences(credence, Some(Credence { node: second, ..it }));
                        }
                    }
                }
                Place::Cut(cut) => {
                    let [one, other] = cut_span(statement.span, &quote, cut);
                    let new = self.mint_statement(ids);
                    self.statements(id, Some(Statement { span: one, ..statement }));
                    self.statements(new, Some(Statement { span: other, ..moved }));
                    let stands = |map: &Map, span, words: &str| {
                        !words.is_empty() && map.quote(span).is_some_and(|it| it.contains(words))
                    };
                    for (credence, it) in self.credences_of(first) {
                        let is_here = it.statement == Some(id) && stands(&self.map, other, &it.words);
                        if is_here && !stands(&self.map, one, &it.words) {
                            let after = Credence { node: second, statement: Some(new), ..it };
                            self.credences(credence, Some(after));
                        }
                    }
                }
            }
        }
    }

    /// The credences on a node, with those that count for nothing.
    pub fn credences_of(&self, node: NodeId) -> Vec<(CredenceId, Credence)> {
        self.map.credences().filter(|it| it.1.node == node).map(|(id, it)| (id, it.clone())).collect()
    }
}

/// In which half of a node words of a thread stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    First,
    Second,
    /// In both: the second half begins at this byte of the words.
    Cut(usize),
}

/// Where `quote` stands, by its letters; where a person has put the words another way, by most of its words. What is in
/// neither stays with the first half, which is the node it belonged to.
fn place(quote: &str, halves: [&str; 2]) -> Place {
    let plain = |text: &str| -> Vec<(usize, char)> {
        let letters = text.char_indices().filter(|it| it.1.is_alphanumeric());
        letters.map(|(at, it)| (at, it.to_lowercase().next().unwrap_or(it))).collect()
    };
    let (said, halves_plain) = (plain(quote), halves.map(plain));
    let letters = |all: &[(usize, char)]| all.iter().map(|it| it.1).collect::<String>();
    let [words, first, second] = [letters(&said), letters(&halves_plain[0]), letters(&halves_plain[1])];
    if words.is_empty() || first.is_empty() || second.is_empty() {
        return Place::First;
    }
    if let Some(start) = words.find(&format!("{first}{second}")) {
        let nth = words[..start + first.len()].chars().count();
        // What stands before the first letter of the second half, such as a quotation mark, belongs to it.
        let cut = said.get(nth).map_or(quote.len(), |it| it.0);
        let opening = quote[..cut].rfind(|it: char| it.is_whitespace()).map_or(cut, |at| at + 1);
        let after_space = quote[opening..cut].chars().all(|it| !it.is_alphanumeric());
        return Place::Cut(if after_space { opening } else { cut });
    }
    match (first.contains(&words), second.contains(&words)) {
        (true, _) => Place::First,
        (false, true) => Place::Second,
        (false, false) => {
            let shared = |half: &str| {
                let known = words_of(half);
                words_of(quote).iter().filter(|it| known.contains(it)).count()
            };
            if shared(halves[1]) > shared(halves[0]) { Place::Second } else { Place::First }
        }
    }
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The two parts of a span before and after byte `cut` of its words, without the space between.
fn cut_span(span: Span, quote: &str, cut: usize) -> [Span; 2] {
    let small = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let (first, second) = (&quote[..cut], &quote[cut..]);
    let end = span.start + small(first.trim_end().len());
    let start = span.start + small(quote.len() - second.trim_start().len());
    [Span { end, ..span }, Span { start, ..span }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_to_the_half_in_which_they_stand() {
        let halves = ["Wind is cheap.", "“Storage” costs more."];
        let cases = [
            ("wind is  cheap", Place::First),
            ("storage costs more", Place::Second),
            ("Wind is cheap. “Storage” costs more.", Place::Cut(15)),
            ("I say wind is\ncheap; STORAGE costs more, so", Place::Cut(21)),
            ("the costs of storage are high", Place::Second),
            ("nothing of it", Place::First),
            ("", Place::First),
        ];
        for (quote, expected) in cases {
            assert_eq!(place(quote, halves), expected, "{quote}");
        }
    }
}
