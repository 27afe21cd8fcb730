//! The nodes and lines of a DOT file (the language as Graphviz describes it), without a tree: subgraphs stand on a pile.

use super::lex::{Lexer, Token, What};
use crate::formats::{Told, build::room};
use std::{borrow::Cow, collections::BTreeMap, rc::Rc};

/// The attributes that mean something to a map, and their values; shared by all that are given the same.
pub type Attributes<'a> = Rc<BTreeMap<&'static str, Cow<'a, str>>>;

const MEANT: [&str; 7] = ["color", "id", "kind", "label", "pos", "text", "xlabel"];

/// The nodes and lines of a graph, in the order they come first.
#[derive(Debug, Default)]
pub struct Graph<'a> {
    /// The names and attributes of nodes.
    pub nodes: Vec<(Cow<'a, str>, Attributes<'a>)>,
    known: BTreeMap<Cow<'a, str>, usize>,
    pub lines: Vec<Line<'a>>,
    pub warnings: Vec<Told>,
    /// How many nodes and lines more there may be.
    room: usize,
}

/// A line between two nodes, by their index.
#[derive(Debug)]
pub struct Line<'a> {
    pub from: usize,
    pub to: usize,
    pub attributes: Attributes<'a>,
    /// The byte it stands at.
    pub at: usize,
}

/// A pair of braces that is open.
#[derive(Debug, Default)]
struct Scope<'a> {
    /// What nodes and lines in it are given.
    nodes: Attributes<'a>,
    lines: Attributes<'a>,
    /// The nodes in it.
    members: Vec<usize>,
    /// The ends of the statement that its braces stand in.
    outer: Ends,
}

/// The statement that is being read: sets of nodes with lines between one set and the next.
#[derive(Debug, Default)]
struct Ends {
    sets: Vec<Vec<usize>>,
    /// Whether a line has come after the last set.
    open: bool,
    at: usize,
}

/// Braces that nest deeper than this are a fault.
const DEEPEST: usize = 256;

/// So many sets of nodes in a row, and the lines between them are drawn without waiting for the statement's end.
const MOST_SETS: usize = 1_000;

/// Reads a graph. What comes after a fault is not read.
pub fn parse(text: &str) -> Result<Graph<'_>, Told> {
    let graph = Graph { room: room(text), ..Graph::default() };
    Parser { lexer: Lexer::new(text), ahead: None, text, graph, pile: Vec::new(), ends: Ends::default() }.read()
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    ahead: Option<Token<'a>>,
    text: &'a str,
    graph: Graph<'a>,
    pile: Vec<Scope<'a>>,
    ends: Ends,
}

impl<'a> Parser<'a> {
    fn next(&mut self) -> Result<Option<Token<'a>>, Told> {
        match self.ahead.take() {
            Some(it) => Ok(Some(it)),
            None => self.lexer.token(),
        }
    }

    /// Takes the next word if it is this sign.
    fn takes(&mut self, sign: u8) -> Result<bool, Told> {
        self.ahead = self.next()?;
        let fits = self.ahead.as_ref().is_some_and(|it| it.what == What::Sign(sign));
        if fits {
            self.ahead = None;
        }
        Ok(fits)
    }

    fn fault<T>(&self, at: usize, says: impl Into<String>) -> Result<T, Told> {
        Err(Told::at(self.text, at, says))
    }

    fn read(mut self) -> Result<Graph<'a>, Told> {
        // `strict`, `graph` or `digraph`, and a name.
        loop {
            match self.next()? {
                Some(Token { what: What::Keyword("strict" | "graph" | "digraph") | What::Name(_), .. }) => {}
                Some(Token { what: What::Sign(b'{'), .. }) => break,
                Some(it) => return self.fault(it.at, "a graph starts with `digraph {`"),
                None => return self.fault(self.text.len(), "there is no graph in it"),
            }
        }
        self.pile.push(Scope::default());
        while !self.pile.is_empty() {
            let Some(token) = self.next()? else {
                let told = Told::at(self.text, self.text.len(), "the graph is not closed: a `}` is missing");
                self.graph.warnings.push(told);
                self.finish(None);
                break;
            };
            self.word(token)?;
        }
        Ok(self.graph)
    }

    fn word(&mut self, token: Token<'a>) -> Result<(), Told> {
        let at = token.at;
        match token.what {
            What::Sign(b';' | b',') => self.finish(None),
            What::Sign(b'}') => {
                self.finish(None);
                if let Some(scope) = self.pile.pop().filter(|_| !self.pile.is_empty()) {
                    self.member(&scope.members);
                    self.ends = scope.outer;
                    self.end(scope.members, at);
                }
            }
            What::Sign(b'{') => return self.open(at),
            What::Sign(b'[') => {
                let attributes = self.attributes()?;
                self.finish(Some(attributes));
            }
            What::Line => {
                if self.ends.sets.is_empty() || self.ends.open {
                    return self.fault(at, "a line needs a node before it");
                }
                (self.ends.open, self.ends.at) = (true, at);
            }
            What::Keyword("subgraph") => {
                self.ahead = self.next()?;
                if matches!(self.ahead, Some(Token { what: What::Name(_), .. })) {
                    self.ahead = None;
                }
                if !self.takes(b'{')? {
                    return self.fault(at, "a subgraph needs braces");
                }
                return self.open(at);
            }
            What::Keyword(which) => {
                self.finish(None);
                while self.takes(b'[')? {
                    let given = self.attributes()?;
                    match (which, self.pile.last_mut()) {
                        ("node", Some(scope)) => add(&mut scope.nodes, &given),
                        ("edge", Some(scope)) => add(&mut scope.lines, &given),
                        _ => {}
                    }
                }
            }
            What::Name(name) => {
                if self.takes(b'=')? {
                    // A setting of the graph.
                    self.finish(None);
                    self.next()?;
                    return Ok(());
                }
                // A port and its side.
                while self.takes(b':')? {
                    self.next()?;
                }
                let set = self.node(name, at).into_iter().collect();
                self.end(set, at);
            }
            What::Sign(it) => return self.fault(at, format!("“{}” cannot stand here", char::from(it))),
        }
        Ok(())
    }

    fn open(&mut self, at: usize) -> Result<(), Told> {
        if self.pile.len() >= DEEPEST {
            return self.fault(at, format!("braces nest deeper than {DEEPEST} levels"));
        }
        if !self.ends.open {
            self.finish(None);
        }
        let (nodes, lines) = self.pile.last().map(|it| (it.nodes.clone(), it.lines.clone())).unwrap_or_default();
        self.pile.push(Scope { nodes, lines, members: Vec::new(), outer: std::mem::take(&mut self.ends) });
        Ok(())
    }

    /// One more set of nodes: after a line it belongs to the statement, else it starts one.
    fn end(&mut self, set: Vec<usize>, at: usize) {
        if !self.ends.open {
            self.finish(None);
            self.ends.at = at;
        }
        self.ends.open = false;
        self.ends.sets.push(set);
        if self.ends.sets.len() >= MOST_SETS {
            let last = self.ends.sets.last().cloned();
            self.finish(None);
            self.ends = Ends { sets: last.into_iter().collect(), open: false, at };
        }
    }

    /// Says whether there is room for one thing more.
    fn has_room(&mut self, at: usize) -> bool {
        if self.graph.room == 1 {
            self.graph.warnings.push(Told::at(
                self.text,
                at,
                "there is more than a file of this length holds; from here on it was left out",
            ));
        }
        self.graph.room = self.graph.room.saturating_sub(1);
        self.graph.room > 0
    }

    fn node(&mut self, name: Cow<'a, str>, at: usize) -> Option<usize> {
        let index = match self.graph.known.get(&name).copied() {
            Some(index) => index,
            None if !self.has_room(at) => return None,
            None => {
                let given = self.pile.last().map(|it| it.nodes.clone()).unwrap_or_default();
                self.graph.nodes.push((name.clone(), given));
                self.graph.known.insert(name, self.graph.nodes.len() - 1);
                self.graph.nodes.len() - 1
            }
        };
        self.member(&[index]);
        Some(index)
    }

    fn member(&mut self, nodes: &[usize]) {
        if let Some(scope) = self.pile.last_mut().filter(|it| it.members.last() != nodes.last()) {
            scope.members.extend(nodes);
        }
    }

    /// The statement ends: its lines are drawn, or its one node gets its attributes.
    fn finish(&mut self, attributes: Option<Attributes<'a>>) {
        let Ends { sets, at, .. } = std::mem::take(&mut self.ends);
        let given = attributes.unwrap_or_default();
        if let [set] = sets.as_slice() {
            for &node in set {
                add(&mut self.graph.nodes[node].1, &given);
            }
            return;
        }
        let mut all = self.pile.last().map(|it| it.lines.clone()).unwrap_or_default();
        add(&mut all, &given);
        for pair in sets.windows(2) {
            for (&from, &to) in pair[0].iter().flat_map(|from| pair[1].iter().map(move |to| (from, to))) {
                if !self.has_room(at) {
                    return;
                }
                self.graph.lines.push(Line { from, to, attributes: all.clone(), at });
            }
        }
    }

    /// What stands between brackets, the first of which has been read.
    fn attributes(&mut self) -> Result<Attributes<'a>, Told> {
        let mut found = BTreeMap::new();
        loop {
            match self.next()? {
                Some(Token { what: What::Sign(b']'), .. }) => return Ok(found.into()),
                Some(Token { what: What::Sign(b',' | b';'), .. }) => {}
                Some(Token { what: What::Name(name), at }) => {
                    let value = if self.takes(b'=')? { self.next()?.map(|it| it.what) } else { None };
                    let meant = MEANT.into_iter().find(|it| *it == name);
                    match (meant, value) {
                        (Some(name), Some(What::Name(value))) => drop(found.insert(name, value)),
                        (Some(name), Some(What::Keyword(value))) => drop(found.insert(name, value.into())),
                        (None, Some(What::Name(_) | What::Keyword(_))) | (_, None) => {}
                        _ => return self.fault(at, format!("“{name}” needs a value")),
                    }
                }
                // An attribute may be called like a keyword; none of those means anything here.
                Some(Token { what: What::Keyword(_), .. }) => {
                    if self.takes(b'=')? {
                        self.next()?;
                    }
                }
                Some(it) => return self.fault(it.at, "in brackets stand names and their values"),
                None => return self.fault(self.text.len(), "a `]` is missing"),
            }
        }
    }
}

/// Adds attributes, if there are any.
fn add<'a>(to: &mut Attributes<'a>, given: &Attributes<'a>) {
    if !given.is_empty() {
        Rc::make_mut(to).extend(given.iter().map(|(name, it)| (*name, it.clone())));
    }
}
