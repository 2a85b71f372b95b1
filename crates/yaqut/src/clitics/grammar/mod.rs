//! Which cuts of a word the grammar of Modern Standard Arabic allows.
//!
//! | in front, in this order | what it may be written onto | source |
//! |---|---|---|
//! | أ, the question | a function word that `closed.tsv` allows it, an imperfect verb in ي or ت | Wright I § 361 |
//! | و, ف | everything | Wright I § 366 |
//! | ب, ك | nouns, names, pronouns of `closed.tsv`; not a verb | Wright I § 356; Ryding ch. 16 |
//! | ل | the same, and verbs: purpose, command, emphasis | Wright I §§ 356, 361, 366 |
//! | س | an imperfect verb, which begins with ي ت ن أ | Wright I § 361 |
//! | ما, لا | the words of `closed.tsv` alone | custom of the press |
//!
//! Behind ل the alef of the article is not written: `للعراق` is ل + العراق, `للغة` is ل + اللغة or ل + لغة. A pronoun stands
//! behind a noun without article, a verb or a word of `closed.tsv`, never behind ة (which is written ت before it); ني
//! behind verbs and those words. A stem keeps two letters, three behind س. (Wright I §§ 184-189, 316-317.)

pub(crate) mod closed;
pub(crate) mod cut;
mod cuts;
pub(crate) mod letters;
mod marks;
pub(crate) mod pronoun;
pub(crate) mod restore;
pub(crate) mod word;

use cut::{Conjunction, Cut, Particle};
pub(crate) use cuts::Cuts;
use letters::{Letters, begins_with_al};
pub(crate) use marks::marks_allow;
use pronoun::Pronoun;
use restore::{FreeForm, behind_lam};
use word::Word;

use super::Restored;
use super::lexicon::Lexicon;

const ALEF: u8 = letters::of('ا');
const LAM: u8 = letters::of('ل');
const WAW: u8 = letters::of('و');
const FEH: u8 = letters::of('ف');
const BEH: u8 = letters::of('ب');
const KAF: u8 = letters::of('ك');
const SEEN: u8 = letters::of('س');
const YEH: u8 = letters::of('ي');
const TEH: u8 = letters::of('ت');
const NOON: u8 = letters::of('ن');
const MEEM: u8 = letters::of('م');
const TEH_MARBUTA: u8 = letters::of('ة');

/// The fewest letters of a stem that is no function word.
const SHORTEST: usize = 2;

/// Whether a word may have more than one cut, by its first and last letters: a good half of the words of a text have not.
#[inline]
pub(crate) fn may_be_cut(word: &Word) -> bool {
    let letters = word.letters;
    let (first, second) = (letters.get(0), letters.get(1));
    let front = match first {
        WAW | FEH | BEH | KAF | LAM => true,
        SEEN => matches!(second, YEH | TEH | NOON | ALEF),
        // The أ of a question, or a function word with one, whose hamza need not be written.
        ALEF => word.above & 1 == 1 || letters.len() <= LONGEST_ASKED,
        MEEM => second == ALEF,
        _ => false,
    };
    front || Pronoun::ending_in(letters.get_back(0)).iter().any(|&pronoun| ends_in(letters, pronoun))
}

/// Letters of the longest function word behind an أ: أفهؤلاء.
const LONGEST_ASKED: usize = 7;

/// The cut of a word that is all clitics and a stroke, before a number, a quotation or a foreign word: `بالـ` is ب + الـ,
/// `وبـ` is و + بـ. The last of them is the stem.
pub(crate) fn dangling(word: &Word) -> Option<Cut> {
    if !word.dangling {
        return None;
    }
    let letters = word.letters;
    let conjunction = if letters.len() > 1 { Conjunction::of(letters.get(0)) } else { Conjunction::None };
    let rest = letters.behind(usize::from(conjunction != Conjunction::None));
    let cut = Cut { conjunction, ..Cut::NONE };
    match (rest.get(0), rest.get(1), rest.get(2), rest.len()) {
        (ALEF, LAM, _, 2) => Some(cut),
        (LAM, LAM, _, 2) => Some(Cut { particle: Particle::La, restored: Restored::Alef, ..cut }),
        (letter, _, _, 1) if Particle::of(letter) != Particle::None => Some(cut),
        (letter @ (BEH | KAF), ALEF, LAM, 3) => Some(Cut { particle: Particle::of(letter), ..cut }),
        _ => None,
    }
}

/// Adds every cut that the grammar allows, the whole word first, cuts of one front one behind another.
pub(crate) fn add_cuts(word: &Word, cuts: &mut Cuts, lexicon: &Lexicon) {
    let letters = word.letters;
    let conjunction = Conjunction::of(letters.get(0));
    cuts.push(Cut::NONE);
    let mut adder = Adder { word, cuts, lexicon };
    adder.behind_conjunction(Cut::NONE);
    if conjunction != Conjunction::None {
        adder.behind_conjunction(Cut { conjunction, ..Cut::NONE });
    } else if word.above & 1 == 1 && matches!(letters.get(1), YEH | TEH) && letters.len() > 4 {
        adder.with_pronouns(Cut { question: true, ..Cut::NONE });
    }
}

struct Adder<'a> {
    word: &'a Word,
    cuts: &'a mut Cuts,
    lexicon: &'a Lexicon,
}

impl Adder<'_> {
    fn behind_conjunction(&mut self, cut: Cut) {
        self.with_pronouns(cut);
        let (word, at) = (self.word.letters, cut.front());
        let particle = Particle::of(word.get(at));
        if particle == Particle::None || particle == Particle::Sa && !self.is_imperfect(at + 1) {
            return;
        }
        self.with_pronouns(Cut { particle, ..cut });
    }

    /// The cut itself, and with each pronoun the word may end in.
    fn with_pronouns(&mut self, cut: Cut) {
        let (word, front) = (self.word.letters, cut.front());
        let room = word.len().saturating_sub(front);
        if room < SHORTEST {
            return;
        }
        if cut.particle == Particle::La && word.get(front) == LAM {
            let restored = behind_lam(word.behind(front), self.lexicon);
            self.cuts.push(Cut { restored, ..cut });
        } else {
            self.cuts.push(cut);
        }
        if self.word.hamza_at(word.len() - 1) {
            return; // no pronoun ends in أ
        }
        for &pronoun in Pronoun::ending_in(word.get_back(0)) {
            let with = Cut { pronoun, ..cut };
            let stem = room.saturating_sub(pronoun.letters());
            if stem >= SHORTEST
                && ends_in(word, pronoun)
                && word.get_back(pronoun.letters()) != TEH_MARBUTA
                && !self.has_article(with)
            {
                self.cuts.push(with);
            }
        }
    }

    /// Whether an imperfect verb may begin at a letter: of three letters and more, in ي ت ن أ.
    fn is_imperfect(&self, at: usize) -> bool {
        let word = self.word;
        let person = matches!(word.letters.get(at), YEH | TEH | NOON | ALEF) && word.below >> at & 1 == 0;
        person && word.letters.len() > at + 2
    }

    /// Whether the stem has the article, with which a pronoun does not go.
    fn has_article(&self, cut: Cut) -> bool {
        let stem = cut.stem(self.word.letters);
        let root = |letters: Letters| self.lexicon.look(letters).root_al();
        begins_with_al(stem)
            && !self.word.hamza_at(cut.front())
            && !root(stem)
            && !FreeForm::others(stem).any(|(_, letters)| root(letters))
    }
}

fn ends_in(word: Letters, pronoun: Pronoun) -> bool {
    word.ends_with(pronoun.spelled())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::LexiconBuilder;
    use crate::tests::cases;

    fn cut(word: &str) -> Vec<String> {
        let read = Word::read(word).unwrap();
        let mut cuts = Cuts::new();
        add_cuts(&read, &mut cuts, &LexiconBuilder::new().finish());
        cuts.as_slice().iter().map(|cut| cut.show(word)).collect()
    }

    #[test]
    fn every_function_word_that_is_cut_may_be() {
        for (word, cut) in closed::ClosedClass::get().words() {
            assert!(cut == Cut::NONE || may_be_cut(&Word::of(word)), "{cut:?}");
        }
    }

    #[test]
    fn clitics_come_off_in_their_order() {
        assert_eq!(cut("وبمصر"), ["وبمصر", "و+بمصر", "و+ب+مصر"]);
        assert_eq!(cut("سيكتبها"), ["سيكتبها", "سيكتب+ها", "س+يكتبها", "س+يكتب+ها"]);
        assert_eq!(cut("سلام"), ["سلام"]);
        assert_eq!(cut("مدرستهما"), ["مدرستهما", "مدرست+هما"]);
        assert_eq!(cut("أتعرف"), ["أتعرف", "أ+تعرف"]);
    }

    #[test]
    fn the_article_takes_no_pronoun() {
        assert_eq!(cut("المهن"), ["المهن"]);
        assert_eq!(cut("و"), ["و"]);
        assert_eq!(cut("إلهه"), ["إلهه", "إله+ه"]);
    }

    /// The same rules on strings, one after another.
    fn reference(word: &str) -> Vec<String> {
        let count = |text: &str| text.chars().count();
        let mut found = Vec::new();
        let question =
            if word.starts_with("أي") || word.starts_with("أت") { &["", "أ"][..] } else { &[""] };
        for asked in question.iter().filter(|asked| asked.is_empty() || count(word) > 4) {
            for conjunction in ["", "و", "ف"] {
                for particle in ["", "ب", "ك", "ل", "س"] {
                    let front = [*asked, conjunction, particle].concat();
                    let Some(rest) = word.strip_prefix(&front) else { continue };
                    let future =
                        count(rest) > 2 && ["ي", "ت", "ن", "ا", "أ", "آ"].iter().any(|c| rest.starts_with(c));
                    if count(rest) < 2 || particle == "س" && !future || !asked.is_empty() && count(&front) > 1
                    {
                        continue;
                    }
                    for pronoun in ["", "ه", "ها", "هما", "هم", "هن", "ك", "كما", "كم", "كن", "نا", "ي", "ني"]
                    {
                        let Some(stem) = rest.strip_suffix(pronoun) else { continue };
                        let bound = count(stem) > 1 && !stem.ends_with('ة') && !stem.starts_with("ال");
                        if pronoun.is_empty() || bound {
                            let parts = [*asked, conjunction, particle, stem, pronoun];
                            let parts: Vec<&str> =
                                parts.into_iter().filter(|part| !part.is_empty()).collect();
                            found.push(parts.join("+"));
                        }
                    }
                }
            }
        }
        found.sort();
        found
    }

    proptest! {
        #![proptest_config(cases(2000))]

        #[test]
        fn cuts_are_those_of_the_rules(word in "[وفبكلسأاإيتنهمة]{2,8}") {
            let mut cuts = cut(&word);
            cuts.sort();
            prop_assert_eq!(cuts, reference(&word));
        }
    }
}
