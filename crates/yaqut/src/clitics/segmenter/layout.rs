//! The parts of a word laid out from a cut, as the level shows them.

use super::Segmenter;
use super::memory::Decision;
use super::segmentation::{SegmentRole, Segmentation};
use crate::clitics::Restored;
use crate::clitics::grammar::cut::{Cut, Particle};
use crate::clitics::grammar::pronoun::Pronoun;
use crate::clitics::grammar::restore::has_article;
use crate::clitics::grammar::word::Word;

impl Segmenter {
    /// The parts of a word, as the level shows them; of a name the article stays.
    pub(super) fn lay_out<'t>(
        &self,
        text: &'t str,
        start: usize,
        word: &Word,
        decision: Decision,
        name: bool,
    ) -> Segmentation<'t> {
        let (level, cut) = (self.level, decision.cut);
        if cut == Cut::NONE && !level.cuts_articles() {
            return Segmentation::whole(text, start, decision.confidence);
        }
        let mut parts = Segmentation::new(text, start, decision.confidence);
        let mut letter = 0;
        let mut push = |parts: &mut Segmentation<'t>, letters: usize, role| {
            letter += letters;
            parts.push(word.offset(text, letter), role);
        };
        let conjunctions = cut.conjunctions();
        let mut front = 0;
        if level.cuts_conjunctions() {
            for _ in 0..conjunctions {
                push(&mut parts, 1, SegmentRole::Proclitic);
            }
            front = conjunctions;
        }
        if level.cuts_particles() && cut.particle != Particle::None {
            push(&mut parts, cut.particle.letters(), SegmentRole::Proclitic);
            parts.restored = cut.restored;
            front = cut.front();
        }
        let pronoun = if level.cuts_pronouns() { cut.pronoun.letters() } else { 0 };
        let mut written = word.letters.len() - front - pronoun;
        if level.cuts_articles() && !name {
            let stem = cut.stem(word.letters);
            let hamza = cut.restored == Restored::Nothing && word.hamza_at(front);
            if has_article(stem, hamza, &self.lexicon) && !self.closed.has_stem(stem) {
                let article = 2 - cut.restored.letters().len() / 2;
                push(&mut parts, article, SegmentRole::Article);
                written -= article;
            }
        }
        if pronoun > 0 {
            let end = word.letters.len() - pronoun;
            let last = word.offset(text, end) - word.offset(text, end - 1);
            parts.ending.letters = decision.free.ending();
            parts.ending.dropped = if decision.free.replaces() { last } else { 0 };
        }
        push(&mut parts, written, SegmentRole::Stem);
        if pronoun > 0 {
            parts.shares_noon = cut.pronoun == Pronoun::ASSIMILATED;
            push(&mut parts, pronoun, SegmentRole::Enclitic);
        }
        parts
    }
}
