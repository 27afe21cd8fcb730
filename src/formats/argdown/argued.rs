//! Premises, inferences and conclusions.

use super::{
    build::Place,
    content::Content,
    parse::Parser,
    token::{Kind, Token},
};

impl Parser<'_> {
    /// The premises and conclusions of an argument.
    pub fn argued(&mut self) {
        let at = self.lexer.peek(0).map_or(0, |it| it.start);
        if self.builder.start_steps(at) {
            self.problem(at, "the argument above has its premises already; these are taken for another argument");
        }
        let mut follows = false;
        let mut premises = 0_usize;
        while let Some(token) = self.lexer.peek(0) {
            match token.kind {
                Kind::Number => {
                    self.lexer.take();
                    if let Some(member) = self.tree(Place::Step) {
                        self.builder.step(member, follows);
                        premises += 1;
                        follows = false;
                    }
                }
                Kind::InferenceStart => {
                    if follows {
                        self.problem(token.start, "a conclusion is missing between two inferences");
                    }
                    if premises == 0 {
                        self.problem(token.start, "an inference must follow its premises, without an empty line");
                    }
                    self.inference(token);
                    follows = true;
                }
                Kind::Dedent => drop(self.lexer.take()),
                _ => break,
            }
        }
        if !self.builder.end_steps() {
            self.problem(
                at,
                "these premises lead to no conclusion: a line of dashes must stand before the last of them",
            );
        }
    }

    fn inference(&mut self, token: Token) {
        self.lexer.take();
        self.room = self.room.saturating_sub(1);
        let inference = self.builder.inference();
        let mut rules: Vec<String> = Vec::new();
        let mut rule = Content::default();
        let mut data = None;
        loop {
            match self.next() {
                Some(Kind::InferenceEnd) => {
                    self.lexer.take();
                    break;
                }
                Some(Kind::Data) => data = self.data().0,
                Some(Kind::Comma) => {
                    self.lexer.take();
                    rules.push(std::mem::take(&mut rule).text.trim().to_owned());
                }
                Some(Kind::NewLine) => {
                    self.lexer.take();
                    rule.end_line();
                }
                Some(kind @ (Kind::Words | Kind::Sign | Kind::Escaped | Kind::ShortCode)) => {
                    if let Some(it) = self.lexer.take() {
                        rule.add(kind, self.lexer.image(it), true, true);
                    }
                }
                _ => {
                    self.problem(token.start, "this inference is never closed with “--”");
                    break;
                }
            }
        }
        if !rule.text.trim().is_empty() || !rules.is_empty() {
            rules.push(rule.text.trim().to_owned());
        }
        if let Some(it) = self.builder.doc.inferences.get_mut(inference as usize) {
            (it.rules, it.data) = (rules, data);
        }
        self.lexer.take_if(Kind::NewLine);
        self.undercuts(inference);
    }
}
