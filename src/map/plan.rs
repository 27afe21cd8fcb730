//! The steps that edits are made of, on a draft of the map.

use super::quote::Moved;
pub(super) use super::tables::Draft;
use super::tables::filling;
use super::{
    Alternative, Comment, CommentId, Crux, Disagreement, Edge, EdgeId, EdgeKind, EditError, Evidence, Ids, Item, Map,
    Node, NodeId, NodeKind, Point, Records, Review, ReviewState, SourceId, Statement, StatementId, StatementKind,
};
use std::collections::{BTreeMap, BTreeSet};

impl Draft {
    pub fn of(map: &Map) -> Self {
        Self { map: map.clone(), diff: super::Diff::default(), keeps_diff: true }
    }

    pub fn mint_node(&self, ids: &mut Ids) -> NodeId {
        loop {
            let id = ids.node();
            if !self.map.nodes.contains_key(&id) && self.map.review(id).is_none() {
                return id;
            }
        }
    }

    pub fn expect(&self, item: Item) -> Result<(), EditError> {
        if self.map.contains(item) { Ok(()) } else { Err(EditError::NoSuchItem(item)) }
    }

    pub fn node(&self, id: NodeId) -> Result<&Node, EditError> {
        self.map.node(id).ok_or(EditError::NoSuchItem(id.into()))
    }

    pub fn edge(&self, id: EdgeId) -> Result<&Edge, EditError> {
        self.map.edge(id).ok_or(EditError::NoSuchItem(id.into()))
    }

    pub fn expect_kind(&self, id: NodeId, kind: NodeKind) -> Result<(), EditError> {
        if self.node(id)?.kind == kind { Ok(()) } else { Err(EditError::WrongKind(id, kind)) }
    }

    /// Adds a node with the detail its kind needs.
    pub fn add_node(&mut self, id: NodeId, node: Node) {
        self.give_detail(id, node.kind);
        self.nodes(id, Some(node));
    }

    /// Links and places a new node.
    pub fn join(
        &mut self,
        id: NodeId,
        at: Option<Point>,
        link: Option<(EdgeKind, Item)>,
        ids: &mut Ids,
    ) -> Result<(), EditError> {
        if let Some((kind, to)) = link {
            self.connect(Edge { from: id, to, kind }, ids)?;
        }
        if at.is_some() { self.pin(id, at) } else { Ok(()) }
    }

    pub fn give_detail(&mut self, id: NodeId, kind: NodeKind) {
        let (crux, disagreement, evidence) =
            (self.map.crux(id).cloned(), self.map.disagreement(id).cloned(), self.map.evidence_of(id).cloned());
        self.cruxes(id, (kind == NodeKind::Crux).then(|| crux.unwrap_or_else(Crux::default)));
        self.disagreements(
            id,
            (kind == NodeKind::Disagreement).then(|| disagreement.unwrap_or_else(Disagreement::default)),
        );
        self.evidence(id, (kind == NodeKind::Evidence).then(|| evidence.unwrap_or_else(Evidence::default)));
    }

    pub fn set_text(&mut self, id: NodeId, text: String) -> Result<(), EditError> {
        let kind = self.node(id)?.kind;
        if *self.node(id)?.text != *text {
            self.nodes(id, Some(Node { kind, text: text.into() }));
            self.decide(id.into(), ReviewState::Accepted);
        }
        Ok(())
    }

    /// Makes nodes another kind. What expresses them is looked up once, however many there are.
    pub fn set_kinds(&mut self, nodes: BTreeSet<NodeId>, kind: NodeKind) -> Result<(), EditError> {
        let expressing = super::lessons::expressing(&self.map);
        for id in nodes {
            self.set_kind(id, kind, expressing.get(&id).map_or(&[], Vec::as_slice))?;
        }
        Ok(())
    }

    fn set_kind(&mut self, id: NodeId, kind: NodeKind, words: &[StatementId]) -> Result<(), EditError> {
        if self.node(id)?.kind == kind {
            return Ok(());
        }
        for edge in self.turn_into(id, kind) {
            self.remove(edge.into());
        }
        let said = super::lessons::move_of(&self.map, words).filter(|it| it.on_map() != kind);
        if let Some(said) = said.and_then(|_| kind.as_said()) {
            self.correct(id, said, words);
        }
        self.decide(id.into(), ReviewState::Accepted);
        Ok(())
    }

    /// Says that the words of a node make another move; its kind on the map follows.
    pub fn set_move(&mut self, id: NodeId, said: StatementKind) -> Result<(), EditError> {
        let kind = self.node(id)?.kind;
        let before = self.map.move_of(id).ok_or(EditError::NotSaid)?;
        if before == said {
            return Ok(());
        }
        if kind != said.on_map() {
            for edge in self.turn_into(id, said.on_map()) {
                self.remove(edge.into());
            }
        }
        let words: Vec<_> = self.map.statements().filter(|it| it.1.node == Some(id)).map(|it| it.0).collect();
        self.correct(id, said, &words);
        self.decide(id.into(), ReviewState::Accepted);
        Ok(())
    }

    /// Makes a node another kind and its links legal. Returns the links for which no kind is legal.
    pub fn turn_into(&mut self, id: NodeId, kind: NodeKind) -> Vec<EdgeId> {
        let Some(before) = self.map.node(id).cloned() else { return Vec::new() };
        self.give_detail(id, kind);
        self.nodes(id, Some(Node { kind, ..before }));
        let edges: Vec<EdgeId> = self.map.edges_at(id).collect();
        edges.into_iter().filter(|&it| !self.make_legal(it)).collect()
    }

    /// Gives those of these statements that make the move `before` the kind `after`.
    pub fn say(&mut self, statements: &[StatementId], before: StatementKind, after: StatementKind) {
        for &id in statements {
            if let Some(it) = self.map.statement(id).filter(|it| it.kind == before) {
                let statement = Statement { kind: after, ..it.clone() };
                self.statements(id, Some(statement));
            }
        }
    }

    /// Writes down that a person gave the words of a node another kind than was proposed. What a lesson made of the
    /// proposal before is taken back: the person has spoken.
    fn correct(&mut self, id: NodeId, said: StatementKind, words: &[StatementId]) {
        let Some(before) = super::lessons::move_of(&self.map, words) else { return };
        self.say(words, before, said);
        if let Some(review) = self.map.review(id) {
            let first = review.corrected_from.or(review.lesson.as_ref().map(|it| it.from)).unwrap_or(before);
            let after = Review { corrected_from: Some(first), ..super::lessons::unlearned(review) };
            self.reviews(id.into(), Some(after));
        }
    }

    /// Leads a link to one of its alternatives. The target it leaves becomes the last alternative.
    pub fn retarget(&mut self, id: EdgeId, to: NodeId) -> Result<(), EditError> {
        let before = *self.edge(id)?;
        let review = self.map.review(id).cloned().unwrap_or_default();
        let place = review.alternatives.iter().position(|it| it.to == to).ok_or(EditError::NoAlternative)?;
        let chosen = review.alternatives[place];
        let legal = self.map.legal_edges(before.from, to.into());
        // A kind that was changed since may have made the kind proposed illegal.
        let kind = legal.iter().copied().find(|&it| it == chosen.kind).or(legal.first().copied());
        let after = Edge { to: to.into(), kind: kind.unwrap_or(chosen.kind), ..before };
        self.may_add(&after)?;
        self.edges(id, Some(after));
        self.drop_undercuts_that_do_not_fit(id);
        let mut alternatives = review.alternatives.into_vec();
        alternatives.rotate_left(place);
        alternatives.remove(0);
        alternatives.extend(before.to.node().map(|to| Alternative {
            to,
            kind: before.kind,
            confidence: review.confidence,
        }));
        let (state, confidence) = (ReviewState::Accepted, chosen.confidence);
        let alternatives = alternatives.into();
        self.reviews(id.into(), Some(Review { state, confidence, alternatives, ..review }));
        Ok(())
    }

    /// Gives an edge whose ends changed the usual kind for them. Says whether there is one.
    pub fn make_legal(&mut self, id: EdgeId) -> bool {
        let Some(&edge) = self.map.edge(id) else { return true };
        let legal = self.map.legal_edges(edge.from, edge.to);
        if legal.contains(&edge.kind) {
            return true;
        }
        let usual = legal.iter().map(|&kind| Edge { kind, ..edge }).find(|it| !self.is_there(it));
        self.edges(id, Some(usual.unwrap_or(edge)));
        usual.is_some()
    }

    pub fn drop_undercuts_that_do_not_fit(&mut self, edge: EdgeId) {
        for undercut in self.map.edges_at(edge).collect::<Vec<_>>() {
            if !self.make_legal(undercut) {
                self.remove(undercut.into());
            }
        }
    }

    pub fn pin(&mut self, id: NodeId, at: Option<Point>) -> Result<(), EditError> {
        self.expect(id.into())?;
        // NaN is unequal to itself, so a record holding one would never fit its own diff.
        if at.is_some_and(|it| !it.x.is_finite() || !it.y.is_finite()) {
            return Err(EditError::NowhereToPin);
        }
        self.pins(id, at);
        Ok(())
    }

    pub fn connect(&mut self, edge: Edge, ids: &mut Ids) -> Result<EdgeId, EditError> {
        self.may_add(&edge)?;
        let id = loop {
            let id = ids.edge();
            if !self.map.edges.contains_key(&id) && self.map.review(id).is_none() {
                break id;
            }
        };
        self.edges(id, Some(edge));
        Ok(id)
    }

    /// Whether `edge` could be added.
    pub fn may_add(&self, edge: &Edge) -> Result<(), EditError> {
        let from = self.node(edge.from)?.kind;
        self.expect(edge.to)?;
        if edge.to == Item::Node(edge.from) {
            return Err(EditError::SelfEdge);
        }
        if !self.map.legal_edges(edge.from, edge.to).contains(&edge.kind) {
            let to = edge.to.node().and_then(|it| self.map.node(it)).map(|it| it.kind);
            return Err(EditError::IllegalEdge { from, to, kind: edge.kind });
        }
        if self.is_there(edge) { Err(EditError::Duplicate) } else { Ok(()) }
    }

    fn is_there(&self, edge: &Edge) -> bool {
        self.map.edges_at(edge.from).any(|it| self.map.edge(it) == Some(edge))
    }

    /// Records a decision about a proposal; what nobody proposed needs none.
    pub fn decide(&mut self, item: Item, state: ReviewState) {
        if let Some(review) = self.map.review(item)
            && review.state != state
        {
            let mut after = Review { state, ..review.clone() };
            if state == ReviewState::Rejected {
                // What is gone leads nowhere else.
                after.alternatives = Box::default();
            }
            self.reviews(item, Some(after));
        }
    }

    /// Removes an item and all that hangs on it, as a person's decision. What is gone already is no error.
    pub fn remove(&mut self, item: Item) {
        self.remove_all([item]);
    }

    /// As [`Draft::remove`], for many.
    pub fn remove_all(&mut self, items: impl IntoIterator<Item = Item>) {
        for gone in self.take_out(items) {
            self.decide(gone, ReviewState::Rejected);
        }
    }

    /// Takes items and all that hangs on them out of the map, and leaves their reviews to the caller.
    pub fn take_out(&mut self, items: impl IntoIterator<Item = Item>) -> Vec<Item> {
        // An edge between two removed nodes is met twice.
        let (mut pile, mut gone) = (items.into_iter().collect::<Vec<_>>(), Vec::new());
        while let Some(item) = pile.pop() {
            if !self.map.contains(item) {
                continue;
            }
            pile.extend(self.map.edges_at(item).map(Item::Edge));
            match item {
                Item::Node(id) => self.remove_node(id),
                Item::Edge(id) => self.edges(id, None),
            }
            gone.push(item);
        }
        self.let_go_of(&gone.iter().filter_map(|it| it.node()).collect());
        gone
    }

    /// Lets go of nodes that go what is known by them: statements and credences. In one pass, however many go.
    fn let_go_of(&mut self, nodes: &BTreeSet<NodeId>) {
        if nodes.is_empty() {
            return;
        }
        let quoting = self.map.statements().filter(|it| it.1.node.is_some_and(|it| nodes.contains(&it)));
        for (id, statement) in quoting.map(|(id, it)| (id, it.clone())).collect::<Vec<_>>() {
            self.statements(id, Some(Statement { node: None, ..statement }));
        }
        self.drop_credences(nodes);
    }

    fn remove_node(&mut self, id: NodeId) {
        self.pins(id, None);
        self.cruxes(id, None);
        self.disagreements(id, None);
        self.evidence(id, None);
        self.calculations(id, None);
        self.nodes(id, None);
    }

    /// Lets go of what has lost what it was about.
    pub fn drop_lost(&mut self) {
        self.drop_lost_alternatives();
        self.drop_lost_evidence();
        self.drop_lost_linked();
        self.drop_lost_conditionals();
        self.drop_lost_foreign();
    }

    /// Takes the nodes that are gone out of where links may lead instead. In one pass, however many are gone.
    fn drop_lost_alternatives(&mut self) {
        let stays = |map: &Map, it: &Alternative| map.node(it.to).is_some();
        let all_stay = self.keeps_diff && self.diff.nodes.values().all(|it| it.after.is_some());
        // Where no node has gone, only what was just written may lead nowhere.
        let written = |item: &Item| !all_stay || self.diff.reviews.contains_key(item);
        let lost = self.map.reviews().filter(|it| !it.1.alternatives.is_empty() && written(&it.0));
        let lost = lost.filter(|it| !it.1.alternatives.iter().all(|it| stays(&self.map, it)));
        for (item, mut review) in lost.map(|it| (it.0, it.1.clone())).collect::<Vec<_>>() {
            review.alternatives = review.alternatives.iter().copied().filter(|it| stays(&self.map, it)).collect();
            self.reviews(item, Some(review));
        }
    }

    /// Adds the records that are new, leaves out what hangs on something rejected, and keeps every decision. Comments
    /// and statements that are known from another source move to the new one.
    pub fn merge(&mut self, records: Records) -> Result<(), EditError> {
        let Records {
            sources,
            comments,
            boundaries,
            persons,
            statements,
            nodes,
            mut edges,
            cruxes,
            disagreements,
            evidence,
            calculations,
            files,
            results,
            weights,
            linked,
            pins,
            credences,
            conditionals,
            foreign,
            reviews,
        } = records;
        macro_rules! add {
            ($table:ident) => {
                for (id, record) in $table {
                    if !self.map.$table.contains_key(&id) {
                        self.$table(id, Some(record));
                    }
                }
            };
        }
        macro_rules! add_detail {
            ($table:ident, $kind:ident) => {
                for (id, record) in $table {
                    if self.map.node(id).is_some_and(|it| it.kind == NodeKind::$kind)
                        && !self.map.$table.contains_key(&id)
                    {
                        self.$table(id, Some(record));
                    }
                }
            };
        }
        add!(sources);
        add!(boundaries);
        add!(persons);
        let moved = self.move_comments(comments);
        filling(nodes, |id, node| {
            if !self.map.nodes.contains_key(&id) && !self.is_rejected(id.into()) {
                self.nodes(id, Some(node));
            }
        });
        filling(statements, |id, mut statement| {
            statement.node = match self.map.statement(id) {
                Some(known) if known.span.source == statement.span.source => return,
                // Its words have moved to a newer source; what people made of them stays, also which they are.
                Some(known) => {
                    let Statement { speaker, person, kind, disputed, node, .. } = known.clone();
                    let span = self.follow_comment(known, &moved).unwrap_or(statement.span);
                    statement = Statement { span, speaker, person, kind, disputed, ..statement };
                    node
                }
                None => statement.node.filter(|&it| self.map.node(it).is_some()),
            };
            self.statements(id, Some(statement));
        });
        self.carry_quotes(&moved);
        self.drop_sources(moved.values().map(|it| it.0.source).collect());
        add_detail!(cruxes, Crux);
        add_detail!(disagreements, Disagreement);
        self.add_files(files);
        add_detail!(evidence, Evidence);
        add_detail!(calculations, Evidence);
        add!(results);
        // Undercuts come after the edges they target.
        let undercuts = edges.extract_if(.., |_, it| it.to.edge().is_some()).collect();
        for edges in [edges, undercuts] {
            filling(edges, |id, edge| {
                let fits = !self.map.edges.contains_key(&id) && !self.is_rejected(id.into());
                if fits && self.may_add(&edge).is_ok() {
                    self.edges(id, Some(edge));
                }
            });
        }
        self.merge_weights(weights);
        self.merge_linked(linked);
        self.merge_pins(pins)?;
        self.merge_credences(credences);
        self.merge_conditionals(conditionals.into_values());
        self.merge_foreign(foreign.into_values());
        filling(reviews, |item, review| self.merge_review(item, review));
        let map = &self.map;
        let fits = |id, kind| {
            map.crux(id).is_some() == (kind == NodeKind::Crux)
                && map.disagreement(id).is_some() == (kind == NodeKind::Disagreement)
                && map.evidence_of(id).is_some() == (kind == NodeKind::Evidence)
        };
        let unfit = map.nodes().map(|(id, it)| (id, it.kind)).filter(|&(id, kind)| !fits(id, kind));
        for (id, kind) in unfit.collect::<Vec<_>>() {
            self.give_detail(id, kind);
        }
        self.drop_lost();
        self.map.problems().into_iter().next().map_or(Ok(()), |it| Err(EditError::BadRecords(it)))
    }

    /// Places the nodes that nobody has placed yet.
    fn merge_pins(&mut self, pins: BTreeMap<NodeId, Point>) -> Result<(), EditError> {
        for (id, at) in pins {
            if self.map.node(id).is_some() && self.map.pin(id).is_none() {
                self.pin(id, Some(at))?;
            }
        }
        Ok(())
    }

    /// Adds a review that is new. To one that is known and still open, only the alternatives are news: a thread that
    /// has grown may offer others.
    fn merge_review(&mut self, item: Item, mut review: Review) {
        if !review.alternatives.iter().all(|it| self.map.node(it.to).is_some()) {
            let stays = |it: &Alternative| self.map.node(it.to).is_some();
            review.alternatives = review.alternatives.iter().copied().filter(stays).collect();
        }
        match self.map.review(item) {
            None if self.map.contains(item) != (review.state == ReviewState::Rejected) => {
                self.reviews(item, Some(review));
            }
            Some(known) if known.state == ReviewState::Open && self.map.contains(item) => {
                let after = Review { alternatives: review.alternatives, ..known.clone() };
                self.reviews(item, Some(after));
            }
            _ => {}
        }
    }

    /// Adds comments. One that is known already moves to the new source: the thread was fetched again and has grown.
    /// Returns those that have moved.
    fn move_comments(&mut self, comments: BTreeMap<CommentId, Comment>) -> Moved {
        let mut moved = Moved::new();
        for (id, comment) in comments {
            match self.map.comment(id).map(|it| it.span) {
                Some(known) if known.source == comment.span.source => continue,
                Some(known) => drop(moved.insert(id, (known, comment.span))),
                None => {}
            }
            self.comments(id, Some(comment));
        }
        moved
    }

    /// Removes the sources of which nothing is left.
    fn drop_sources(&mut self, left: BTreeSet<SourceId>) {
        for id in left {
            let comments = self.map.comments().map(|it| it.1.span.source);
            if !comments.chain(self.map.statements().map(|it| it.1.span.source)).any(|it| it == id) {
                self.sources(id, None);
            }
        }
    }

    pub fn is_rejected(&self, item: Item) -> bool {
        self.map.review(item).is_some_and(|it| it.state == ReviewState::Rejected)
    }
}
