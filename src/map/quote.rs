//! Words of a thread that a person takes to the map, and how they follow a thread that has grown.

use super::{
    CommentId, EditError, Ids, Node, NodeId, NodeKind, Span, Speaker, Statement, StatementId, StatementKind,
    plan::Draft,
};
use std::collections::BTreeMap;

/// The comments that have moved to a newer source: where each stood, and where it stands.
pub type Moved = BTreeMap<CommentId, (Span, Span)>;

impl Draft {
    /// A claim that says what stands at `span`, with a statement of just those words by the comment's author.
    pub fn add_quote(&mut self, span: Span, ids: &mut Ids) -> Result<NodeId, EditError> {
        let words = self.map.quote(span).filter(|it| !it.trim().is_empty()).ok_or(EditError::NoWords)?;
        let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let holds = |it: Span| it.source == span.source && it.start <= span.start && span.end <= it.end;
        let around = self.map.comments().filter(|it| holds(it.1.span));
        let (comment, author) = around
            .min_by_key(|it| it.1.span.end - it.1.span.start)
            .map(|(id, it)| (id, it.author))
            .ok_or(EditError::NotInOneComment)?;
        let same = self.map.statements().find(|it| it.1.span == span).map(|(id, it)| (id, it.clone()));
        if same.as_ref().is_some_and(|it| it.1.node.is_some()) {
            return Err(EditError::OnTheMap);
        }
        let node = self.mint_node(ids);
        self.add_node(node, Node { kind: NodeKind::Claim, text: text.into() });
        let (id, statement) = same.unwrap_or_else(|| {
            let (speaker, kind) = (Speaker::Author, StatementKind::Claim);
            let new = Statement { span, comment, speaker, person: author, kind, disputed: false, node: None };
            (self.mint_statement(ids), new)
        });
        let kind = Some(statement.kind).filter(|it| it.on_map() == NodeKind::Claim);
        let kind = kind.unwrap_or(StatementKind::Claim);
        self.statements(id, Some(Statement { node: Some(node), kind, ..statement }));
        Ok(node)
    }

    pub fn mint_statement(&self, ids: &mut Ids) -> StatementId {
        loop {
            let id = ids.statement();
            if self.map.statement(id).is_none() {
                return id;
            }
        }
    }

    /// Where the words of a statement stand now that its comment has moved; nothing if it has not, or says something
    /// else there now.
    pub fn follow_comment(&self, statement: &Statement, moved: &Moved) -> Option<Span> {
        let (before, after) = moved.get(&statement.comment)?;
        let offset =
            statement.span.start.checked_sub(before.start).filter(|_| statement.span.source == before.source)?;
        let start = after.start.checked_add(offset)?;
        let end = start.checked_add(statement.span.end - statement.span.start).filter(|&it| it <= after.end)?;
        let span = Span { source: after.source, start, end };
        let words = self.map.quote(statement.span)?;
        (self.map.quote(span)? == words).then_some(span)
    }

    /// Brings the words that only people have marked along with their comments.
    pub fn carry_quotes(&mut self, moved: &Moved) {
        let all = self.map.statements().filter(|it| moved.contains_key(&it.1.comment));
        let carried =
            all.filter_map(|(id, it)| Some((id, Statement { span: self.follow_comment(it, moved)?, ..it.clone() })));
        for (id, statement) in carried.collect::<Vec<_>>() {
            self.statements(id, Some(statement));
        }
    }
}
