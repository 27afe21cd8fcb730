//! What has to be held and what cannot be.

use super::{Framework, Label};

impl Framework {
    /// The grounded labels (Dung 1995, definition 20; Caminada 2006): in is what is attacked by nothing but what is out, out
    /// is what something in attacks, all else is undecided. In time that goes with arguments and attacks, at any size.
    pub fn grounded(&self) -> Vec<Label> {
        let mut labels = vec![Label::Undecided; self.len()];
        let mut standing: Vec<usize> = self.attackers.iter().map(Vec::len).collect();
        let mut pile: Vec<usize> = (0..self.len()).filter(|&it| standing[it] == 0).collect();
        while let Some(held) = pile.pop() {
            labels[held] = Label::In;
            for &beaten in &self.attacked[held] {
                let beaten = beaten as usize;
                if labels[beaten] == Label::Out {
                    continue;
                }
                labels[beaten] = Label::Out;
                for &freed in &self.attacked[beaten] {
                    let freed = freed as usize;
                    standing[freed] -= 1;
                    if standing[freed] == 0 && labels[freed] == Label::Undecided {
                        pile.push(freed);
                    }
                }
            }
        }
        labels
    }
}
