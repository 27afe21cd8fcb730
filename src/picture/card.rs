//! What a node shows: its words, broken into lines, and how large that makes it. Places are from its top left corner.

use super::{Grouping, Passage, Theme, passages, text, wrap};
use crate::{
    evidence::{Standing, Standings, told},
    layout::{Request, Size},
    map::{
        Amount, Disagreement, EdgeKind, EvidenceKind, Map, Node, NodeId, NodeKind, Outcome, PersonId, Point, Side,
        Span, Spark,
    },
};
use std::{collections::BTreeMap, thread};

/// With fewer nodes starting a thread takes longer than it saves.
const WORTH_IT: usize = 5000;

/// The words of a node, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Which kind of node.
    pub kind: NodeKind,
    /// Which sort of evidence, for evidence.
    pub sort: Option<EvidenceKind>,
    /// All lines of words, the head's too.
    pub lines: Vec<Line>,
    /// Bars beside quotes: the top of each, and how far down it reaches.
    pub bars: Vec<(Point, f32)>,
    /// The picture of a result: where its left top corner is, and how large it is.
    pub spark: Option<(Point, Size, Spark)>,
    /// How far down its two sides begin, if it shows two.
    pub split: Option<f32>,
    /// How large it is.
    pub size: Size,
}

/// One line of words on a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The left end of its baseline.
    pub at: Point,
    /// The words.
    pub words: Passage,
    /// The font size.
    pub size: f32,
    /// How much it matters.
    pub tone: Tone,
}

/// How much a line of words matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What the node says.
    Text,
    /// Who says it and other small print.
    Weak,
    /// The word for its kind, in the colour of the kind.
    Kind,
}

/// The words for a sort of evidence.
pub fn evidence_word(sort: EvidenceKind) -> &'static str {
    match sort {
        EvidenceKind::CotFaithfulness => "chain of thought",
        EvidenceKind::Sharpe => "returns",
        EvidenceKind::GameTheory => "game",
        EvidenceKind::Citation => "source",
        EvidenceKind::Statistic => "figures",
        EvidenceKind::ThoughtExperiment => "thought experiment",
        EvidenceKind::Anecdote => "case",
    }
}

/// The card of node `id`; `None` if it is not in the map.
pub fn card(map: &Map, id: NodeId) -> Option<Card> {
    let said = map.statements().filter(|it| it.1.node == Some(id)).map(|(_, it)| (it.span, it.person)).min();
    map.node(id).map(|node| Writer::card(map, &Standings::of(map), id, node, said.and_then(|it| it.1)))
}

/// The cards of all nodes.
pub fn cards(map: &Map) -> BTreeMap<NodeId, Card> {
    let mut said: BTreeMap<NodeId, (Span, Option<PersonId>)> = BTreeMap::new();
    for (node, statement) in map.statements().filter_map(|(_, it)| Some((it.node?, it))) {
        let this = (statement.span, statement.person);
        said.entry(node).and_modify(|it| *it = (*it).min(this)).or_insert(this);
    }
    let person = |id| said.get(&id).and_then(|it| it.1);
    let standings = Standings::of(map);
    let card = |(id, node): (NodeId, &Node)| (id, Writer::card(map, &standings, id, node, person(id)));
    if map.node_count() < WORTH_IT {
        return map.nodes().map(card).collect();
    }
    let half = map.node_count() / 2;
    let (first, mut rest) = thread::scope(|scope| {
        let first = scope.spawn(|| map.nodes().take(half).map(card).collect::<BTreeMap<_, _>>());
        let rest: BTreeMap<_, _> = map.nodes().skip(half).map(card).collect();
        (first.join(), rest)
    });
    match first {
        Ok(mut all) => {
            all.append(&mut rest);
            all
        }
        Err(broken) => std::panic::resume_unwind(broken),
    }
}

/// What is to be laid out for `map`: a box for each card, in the order of the comments they come from.
pub fn request(map: &Map) -> Request {
    super::request_for(map, &cards(map), Grouping::Comment)
}

/// Writes a card from top to bottom.
struct Writer<'a> {
    map: &'a Map,
    theme: &'a Theme,
    card: Card,
    /// Between the left edge and the words.
    inset: f32,
    /// How far down the card is written.
    y: f32,
}

impl<'a> Writer<'a> {
    fn card(map: &'a Map, standings: &Standings, id: NodeId, node: &Node, person: Option<PersonId>) -> Card {
        // The sizes are the same in both themes.
        let theme = Theme::light();
        let sizes = &theme.sizes;
        let disagreement = map.disagreement(id).filter(|it| it.sides.len() > 1);
        let width = if disagreement.is_some() { sizes.wide_card } else { sizes.card };
        let inset = match node.kind {
            NodeKind::Crux => sizes.padding + sizes.notch * 0.75,
            NodeKind::Note => sizes.padding * 0.5,
            _ => sizes.padding,
        };
        let sort = map.evidence_of(id).map(|it| it.kind);
        let card = Card {
            kind: node.kind,
            sort,
            lines: Vec::new(),
            bars: Vec::new(),
            spark: None,
            split: None,
            size: Size { width, height: 0.0 },
        };
        let mut writer = Self { map, theme, card, inset, y: sizes.padding - 2.0 };
        writer.head(person);
        let mut words = passages(text::head(&node.text));
        if words.is_empty() {
            words.push(Passage::plain("…"));
        }
        let room = width - 2.0 * inset;
        writer.passages(&words, inset, room, sizes.text, sizes.lines, Tone::Text);
        if let Some(crux) = map.crux(id) {
            writer.sides_below(&crux.sides);
        }
        if let Some(disagreement) = disagreement {
            writer.sides_beside(disagreement);
        }
        if let Some(standing) = standings.standing(map, id) {
            writer.result(&standing);
        }
        writer.card.size.height = (writer.y + sizes.padding - 2.0).ceil();
        writer.card
    }

    /// The word for the kind, then who said it.
    fn head(&mut self, person: Option<PersonId>) {
        let sizes = &self.theme.sizes;
        let mut x = self.inset + sizes.icon + 6.0;
        let y = self.y + sizes.icon / 2.0 + sizes.small * 0.36;
        let right = self.card.size.width - self.inset - sizes.notch * 0.6;
        let word = match self.card.sort {
            Some(sort) => format!("evidence: {}", evidence_word(sort)),
            None => self.card.kind.word().to_owned(),
        };
        let width = text::width(&word, sizes.small);
        self.card.lines.push(Line {
            at: Point { x, y },
            words: Passage::plain(&word),
            size: sizes.small,
            tone: Tone::Kind,
        });
        x += width + 4.0;
        if let Some(person) = person.and_then(|it| self.map.person(it)) {
            let name = Passage::plain(&text::fit(&format!("· {}", person.name), sizes.small, right - x));
            // It stands behind the kind in any script.
            let words = Passage { rtl: false, ..name };
            self.card.lines.push(Line { at: Point { x, y }, words, size: sizes.small, tone: Tone::Weak });
        }
        self.y += sizes.icon + 6.0;
    }

    /// What is calculated, in a strip that is as high whether there is a result or not: so nothing moves when one comes.
    fn result(&mut self, standing: &Standing<'_>) {
        const STRIP: f32 = 34.0;
        const SPARK: Size = Size { width: 64.0, height: 30.0 };
        let sizes = &self.theme.sizes;
        self.y += 6.0;
        let top = self.y;
        let right = self.card.size.width - self.inset;
        let mut room = right - self.inset;
        let outcome = match standing {
            Standing::Fresh(it) => Some(*it),
            Standing::Stale(_) | Standing::Broken(_) => None,
        };
        if let Some(spark) = outcome.and_then(|it| it.spark.clone()) {
            let at = Point { x: right - SPARK.width, y: top + (STRIP - SPARK.height) / 2.0 };
            room -= SPARK.width + 8.0;
            self.card.spark = Some((at, SPARK, spark));
        }
        match headline(standing, outcome, |it| text::width(it, sizes.small) <= room) {
            Headline::Figure(value, interval) => {
                for (words, tone) in [(value, Tone::Text), (interval, Tone::Weak)] {
                    self.lines(&text::fit(&words, sizes.small, room), self.inset, room, sizes.small, 1, tone);
                }
            }
            Headline::Words(words, tone) => self.lines(&words, self.inset, room, sizes.small, 2, tone),
        }
        self.y = top + STRIP;
    }

    fn lines(&mut self, words: &str, x: f32, width: f32, size: f32, most: usize, tone: Tone) {
        self.passages(&Passage::lines(words), x, width, size, most, tone);
    }

    fn passages(&mut self, words: &[Passage], x: f32, width: f32, size: f32, most: usize, tone: Tone) {
        let height = size * self.theme.sizes.leading;
        for words in wrap(words, size, width, most) {
            // The bundled font takes 1.149 font sizes from top to bottom.
            let y = self.y + (height - size * 1.149) / 2.0 + size * text::ASCENT;
            let (indent, wide) = (words.moved_in(size), words.wide(size));
            let bar = if words.rtl { x + width - indent * 0.5 } else { x + indent * 0.5 };
            let x = if words.rtl { x + (width - indent - wide).max(0.0) } else { x + indent };
            if words.quote {
                let (top, bottom) = (self.y, self.y + height);
                match self.card.bars.last_mut().filter(|it| (it.1 - top).abs() < 0.5 && (it.0.x - bar).abs() < 0.5) {
                    Some(above) => above.1 = bottom,
                    None => self.card.bars.push((Point { x: bar, y: top }, bottom)),
                }
            }
            self.card.lines.push(Line { at: Point { x, y }, words, size, tone });
            self.y += height;
        }
    }

    fn sides_below(&mut self, sides: &[Side]) {
        let size = self.theme.sizes.small;
        let room = self.card.size.width - 2.0 * self.inset;
        for side in sides.iter().take(3) {
            self.y += 4.0;
            let words = format!("{}: {}", who(self.map, side), text::plain(text::head(&side.position)));
            self.lines(&words, self.inset, room, size, 2, Tone::Weak);
        }
        if sides.len() > 3 {
            self.y += 4.0;
            self.lines(&format!("and {} more", sides.len() - 3), self.inset, room, size, 1, Tone::Weak);
        }
    }

    fn sides_beside(&mut self, disagreement: &Disagreement) {
        let sizes = &self.theme.sizes;
        let half = self.card.size.width / 2.0;
        self.y += 8.0;
        self.card.split = Some(self.y);
        self.y += 6.0;
        let (top, mut bottom) = (self.y, self.y);
        for (side, x) in disagreement.sides.iter().zip([self.inset, half + self.inset * 0.75]) {
            self.y = top;
            let room = half - self.inset * 1.75;
            self.lines(&who(self.map, side), x, room, sizes.small, 1, Tone::Kind);
            self.passages(&passages(text::head(&side.position)), x, room, sizes.small, 5, Tone::Weak);
            bottom = bottom.max(self.y);
        }
        self.y = bottom;
        if disagreement.sides.len() > 2 {
            let more = format!("and {} more", disagreement.sides.len() - 2);
            self.lines(&more, self.inset, half - self.inset, sizes.small, 1, Tone::Weak);
        }
    }
}

/// What the strip of a calculation says.
enum Headline {
    /// A figure, and its interval or more of it, on two lines.
    Figure(String, String),
    /// A sentence, on as many.
    Words(String, Tone),
}

/// The first figure if it measures something, else what the result comes down to; or why there is none.
fn headline(standing: &Standing<'_>, outcome: Option<&Outcome>, fits: impl Fn(&str) -> bool) -> Headline {
    const DIGITS: usize = 3;
    match (standing, outcome) {
        (_, Some(it)) if it.failed => Headline::Words(format!("No result: {}", it.gist), Tone::Weak),
        (_, Some(it)) => {
            match it.figures.first().filter(|it| matches!(it.amount, Amount::Number(_) | Amount::Share(_))) {
                Some(figure) => {
                    let interval = figure.interval.map(|it| told::interval(&figure.amount, it, DIGITS));
                    let value = told::words(&figure.amount, DIGITS);
                    let first = format!("{}: {value}", figure.words);
                    // The number matters more than the whole of its name.
                    if fits(&first) {
                        Headline::Figure(first, interval.unwrap_or_default())
                    } else {
                        Headline::Figure(figure.words.clone(), value)
                    }
                }
                None => Headline::Words(it.gist.clone(), Tone::Text),
            }
        }
        (Standing::Broken(why), None) => Headline::Words(format!("Cannot be calculated: {}", why.what), Tone::Weak),
        (_, None) => Headline::Words("Not calculated with these inputs".to_owned(), Tone::Weak),
    }
}

/// Who holds a side, in words.
pub(crate) fn who(map: &Map, side: &Side) -> String {
    let name = side.person.and_then(|it| map.person(it)).map(|it| it.name.clone());
    name.unwrap_or_else(|| if side.who.is_empty() { "somebody".to_owned() } else { side.who.to_string() })
}

/// Whether a link of this kind is a reason in the narrow sense: for, against, or evidence.
pub(super) fn is_strong(kind: EdgeKind) -> bool {
    matches!(kind, EdgeKind::Supports | EdgeKind::Attacks | EdgeKind::Undercuts | EdgeKind::CruxOf)
}
