//! The closed class: function words and how they are cut, from the table `closed.tsv`.

use std::sync::OnceLock;

use smallvec::SmallVec;

use super::cut::{Conjunction, Cut, Particle};
use super::letters::{Letters, WordMap};
use super::pronoun::Pronoun;
use super::word::Word;
use crate::clitics::Restored;

/// How one written word is read: its cut, and the hamzas of the spelling that is read so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClosedReading {
    pub(crate) cut: Cut,
    above: u32,
    below: u32,
    madda: u32,
}

impl ClosedReading {
    /// Whether the word's own hamzas are those of this reading. The press leaves hamzas out, but writes no wrong ones, and
    /// none out of a question with a preposition behind it (ألهذا), which would begin like the article.
    pub(crate) const fn agrees(&self, word: &Word) -> bool {
        let asked = self.cut.question && !matches!(self.cut.particle, Particle::None);
        word.above & !self.above == 0
            && word.below & !self.below == 0
            && word.madda & !self.madda == 0
            && (!asked || word.above & 1 == 1)
    }

    /// Whether the word has every hamza of this reading, so that it is this function word and no other word.
    pub(crate) const fn is_spelled_so(&self, word: &Word) -> bool {
        let all = self.above | self.below | self.madda;
        (word.above | word.below | word.madda) & all == all
    }
}

type Readings = SmallVec<[ClosedReading; 2]>;

/// The table, with every combination spelled out.
#[derive(Debug)]
pub(crate) struct ClosedClass {
    readings: WordMap<Readings>,
    /// The words of the table without clitics.
    stems: WordMap<()>,
}

const TABLE: &str = include_str!("closed.tsv");
/// The pronouns of `all`.
const ALL: [&str; 10] = ["ه", "ها", "هما", "هم", "هن", "ك", "كما", "كم", "كن", "نا"];

impl ClosedClass {
    /// The one table; made when first asked for, in a millisecond.
    pub(crate) fn get() -> &'static ClosedClass {
        static CLASS: OnceLock<ClosedClass> = OnceLock::new();
        CLASS.get_or_init(|| ClosedClass { readings: readings(), stems: stems() })
    }

    /// How a word is read, the usual reading first; nothing for words of the open classes.
    pub(crate) fn readings(&self, letters: Letters) -> &[ClosedReading] {
        self.readings.get(&letters).map_or(&[], |readings| readings.as_slice())
    }

    /// Whether this is a function word without clitics, whose spelling is its own.
    pub(crate) fn has_stem(&self, stem: Letters) -> bool {
        self.stems.contains_key(&stem)
    }
}

/// The cut of a word that is written in these parts; `None` where the grammar has no such cut.
///
/// A pronoun right behind ب or ل makes the preposition the stem, for a word has one: ل + ه.
pub(crate) fn cut_of(parts: &[&str]) -> Option<Cut> {
    let question = matches!(parts, ["أ" | "ا", _, ..]);
    let mut cut = Cut { question, ..Cut::NONE };
    let mut rest = parts.get(usize::from(question)..)?;
    if let [letter, _, ..] = rest {
        cut.conjunction =
            Conjunction::ALL.into_iter().skip(1).find(|c| c.form() == *letter).unwrap_or_default();
        rest = rest.get(usize::from(cut.conjunction != Conjunction::None)..)?;
    }
    match rest {
        [_] => return Some(cut),
        [_, pronoun] if Pronoun::named(pronoun).is_some() || *pronoun == "ا" => {}
        [particle, ..] => {
            cut.particle =
                Particle::ALL.into_iter().skip(1).find(|p| p.form() == *particle).unwrap_or_default();
            rest = rest.get(usize::from(cut.particle != Particle::None)..)?;
        }
        [] => return None,
    }
    match rest {
        [_] => Some(cut),
        [_, "ا"] => Some(Cut { pronoun: Pronoun::ASSIMILATED, ..cut }),
        [_, pronoun] => Some(Cut { pronoun: Pronoun::named(pronoun)?, ..cut }),
        _ => None,
    }
}

/// The rows of the table: those that say how a word is read, without their sign, and those that make words.
fn rows() -> impl Iterator<Item = Result<&'static str, &'static str>> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.strip_prefix("= ").ok_or(line))
}

fn stems() -> WordMap<()> {
    let word = |row: Result<&'static str, &'static str>| match row {
        // Words that are never cut.
        Ok(said) => said.split_once('\t').and_then(|(word, readings)| (readings == word).then_some(word)),
        Err(row) => row.split('\t').next(),
    };
    rows().filter_map(word).filter_map(|word| Some((Letters::read(word)?, ()))).collect()
}

fn readings() -> WordMap<Readings> {
    let mut said: WordMap<Readings> = WordMap::default();
    let mut made: WordMap<Readings> = WordMap::default();
    for row in rows() {
        match row {
            Ok(said_row) => {
                let mut words = said_row.split_whitespace();
                let written = words.next().unwrap_or_default();
                for reading in words {
                    add(&mut said, written, &reading.split('+').collect::<Vec<_>>());
                }
            }
            Err(row) => combine(row, &mut |parts| add(&mut made, &written(parts), parts)),
        }
    }
    let front: Vec<(Letters, Readings)> =
        said.iter().map(|(&word, readings)| (word, readings.clone())).collect();
    for (word, readings) in front {
        for conjunction in [Conjunction::Wa, Conjunction::Fa] {
            let with: Readings =
                readings.iter().filter_map(|&reading| behind(conjunction, reading)).collect();
            let letters = Letters::read(conjunction.form()).map(|c| word.after(c.get(0)));
            if let (Some(letters), false) = (letters, with.is_empty()) {
                said.entry(letters).or_insert(with);
            }
        }
    }
    for (word, readings) in made {
        said.entry(word).or_insert(readings);
    }
    said
}

/// The reading with a conjunction in front.
fn behind(conjunction: Conjunction, reading: ClosedReading) -> Option<ClosedReading> {
    let ClosedReading { cut, above, below, madda } = reading;
    (cut.conjunction == Conjunction::None && !cut.question).then_some(ClosedReading {
        cut: Cut { conjunction, ..cut },
        above: above << 1,
        below: below << 1,
        madda: madda << 1,
    })
}

/// Every word that a row of the table makes, in parts.
fn combine(line: &str, add: &mut impl FnMut(&[&str])) {
    let columns: Vec<&str> = line.split('\t').collect();
    let [word, before, alone, fronts, pronouns] = columns.as_slice() else { return };
    let fronts: Vec<&str> = fronts.split(' ').filter(|&front| front != "-").collect();
    let question = fronts.contains(&"أ");
    let mut ends: Vec<(&str, &str)> = Vec::new();
    if *alone == "yes" {
        ends.push((word, ""));
    }
    for named in pronouns.split(' ') {
        match named {
            "all" => ends.extend(ALL.map(|pronoun| (*before, pronoun))),
            "my" => ends.push((before, "ي")),
            "me" => ends.extend([(*before, "ني"), (*before, "ي")]),
            "ana" => ends.push((before, "ا")),
            _ => {}
        }
    }
    if pronouns.contains("ana") {
        ends.retain(|&(_, pronoun)| pronoun != "نا");
    }
    for (stem, pronoun) in ends {
        for conjunction in ["", "و", "ف"] {
            for front in std::iter::once("").chain(fronts.iter().copied().filter(|&front| front != "أ")) {
                for asked in if question { &["", "أ"][..] } else { &[""] } {
                    let parts = [asked, conjunction, front, stem, pronoun];
                    add(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>());
                }
            }
        }
    }
}

/// A word as it is written in these parts: behind ل the article loses its alef.
fn written(parts: &[&str]) -> String {
    let mut word = String::new();
    for part in parts {
        let part = if word.ends_with('ل') && part.starts_with("ال") {
            part.strip_prefix('ا').unwrap_or(part)
        } else {
            part
        };
        word.push_str(part);
    }
    word
}

/// The cut of a word into these parts, with what its spelling leaves out.
fn restored(word: Letters, parts: &[&str]) -> Option<Cut> {
    let cut = cut_of(parts)?;
    let whole: Letters = Letters::read(&parts.concat())?;
    let stem = whole.behind(cut.front()).first(whole.len() - cut.front() - cut.pronoun.letters());
    Restored::ALL.into_iter().map(|restored| Cut { restored, ..cut }).find(|cut| cut.stem(word) == stem)
}

fn add(words: &mut WordMap<Readings>, written: &str, parts: &[&str]) {
    let Some(word) = Word::read(written) else { return };
    let Some(cut) = restored(word.letters, parts) else { return };
    // The parts have the hamzas of what is read; what ل swallows has none.
    let spelled =
        Word::read(&parts.concat()).filter(|spelled| spelled.letters == word.letters).unwrap_or(word);
    let reading = ClosedReading { cut, above: spelled.above, below: spelled.below, madda: spelled.madda };
    let readings = words.entry(word.letters).or_default();
    match readings.iter_mut().find(|known| known.cut == cut) {
        // Two words of the table that are cut alike (أن, إن): either hamza will do.
        Some(known) => {
            known.above |= reading.above;
            known.below |= reading.below;
            known.madda |= reading.madda;
        }
        None => readings.push(reading),
    }
}

#[cfg(test)]
impl ClosedClass {
    /// Every word with each of its cuts.
    pub(crate) fn words(&self) -> impl Iterator<Item = (Letters, Cut)> + '_ {
        self.readings
            .iter()
            .flat_map(|(&word, readings)| readings.iter().map(move |reading| (word, reading.cut)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> Vec<String> {
        let word_read = Word::read(word).unwrap();
        let readings = ClosedClass::get().readings(word_read.letters);
        let agreeing = readings.iter().filter(|reading| reading.agrees(&word_read));
        agreeing.map(|reading| reading.cut.show(word)).collect()
    }

    #[test]
    fn every_row_is_well_formed_and_makes_words() {
        let check = |word: &str, parts: &[&str]| {
            let letters = Letters::read(word).unwrap();
            assert!(restored(letters, parts).is_some(), "{word}: {parts:?}");
        };
        for row in rows() {
            match row {
                Ok(said) => {
                    let (word, readings) = said.split_once('\t').unwrap();
                    for reading in readings.split(' ') {
                        check(word, &reading.split('+').collect::<Vec<_>>());
                    }
                }
                Err(made) => {
                    assert_eq!(made.split('\t').count(), 5, "{made}");
                    let mut words = 0;
                    combine(made, &mut |parts| {
                        check(&written(parts), parts);
                        words += 1;
                    });
                    assert!(words > 0, "{made}");
                }
            }
        }
    }

    #[test]
    fn no_row_says_what_the_table_would_make() {
        let mut made = WordMap::default();
        for row in rows().filter_map(Result::err) {
            combine(row, &mut |parts| add(&mut made, &written(parts), parts));
        }
        for row in rows().filter_map(Result::ok) {
            let mut said = WordMap::default();
            let word = row.split_whitespace().next().unwrap();
            for reading in row.split_whitespace().skip(1) {
                add(&mut said, word, &reading.split('+').collect::<Vec<_>>());
            }
            let letters = Letters::read(word).unwrap();
            assert_ne!(made.get(&letters), said.get(&letters), "{row}");
        }
    }

    #[test]
    fn prepositions_carry_pronouns() {
        assert_eq!(read("إليه"), ["إلي+ه"]);
        assert_eq!(read("وبها"), ["و+ب+ها"]);
        assert_eq!(read("لأنهم"), ["لأن+هم"]);
        assert_eq!(read("كأنها"), ["ك+أن+ها"]);
        assert_eq!(read("عنا"), ["عن+ا"]);
        assert_eq!(read("مدرسة"), Vec::<String>::new());
    }

    #[test]
    fn written_hamzas_choose_the_word() {
        assert_eq!(read("الا"), ["ا+لا", "الا"]);
        assert_eq!(read("إلا"), ["إلا"]);
        assert_eq!(read("كأن"), ["ك+أن"]);
        assert_eq!(read("كان"), ["كان", "ك+ان"]);
        assert_eq!(read("أفلا"), ["أ+ف+لا"]);
        assert_eq!((read("ألهذا"), read("الهذا")), (vec!["أ+ل+هذا".to_owned()], Vec::new()));
    }
}
