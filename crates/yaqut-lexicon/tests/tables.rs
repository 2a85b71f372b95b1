//! The tables in `data/` keep their rules, and what is learnt from them holds for sentences it was not learnt from.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use yaqut::chars::is_arabic_letter;
use yaqut::{CliticScore, GoldFormat, GoldReader, GoldSentence, Segmenter, Trainer};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn read(file: &str) -> String {
    fs::read_to_string(data().join(file)).unwrap()
}

fn gold(path: &Path) -> Vec<GoldSentence> {
    let text = fs::read(path).unwrap();
    let sentences = GoldReader::new(text.as_slice(), GoldFormat::Seg).collect::<Result<_, _>>();
    sentences.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sentences() -> Vec<GoldSentence> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(data().join("sentences")).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| gold(file)).collect()
}

#[test]
fn each_word_is_cut_once_and_by_its_letters_alone() {
    let mut seen = HashSet::new();
    let lists = read("words.txt") + &read("names.txt");
    for cut in lists.lines() {
        let word = cut.replace('+', "");
        assert!(word.chars().all(is_arabic_letter), "{cut}");
        assert!(cut.split('+').all(|part| !part.is_empty()), "{cut}");
        assert!(seen.insert(word), "{cut} is there twice");
    }
}

#[test]
fn names_are_whole_and_in_order() {
    let names = read("names.txt");
    assert!(names.lines().is_sorted() && !names.contains('+'));
}

#[test]
fn no_sentence_is_there_twice_and_all_are_long() {
    let mut seen = HashSet::new();
    for sentence in sentences() {
        assert!(sentence.words().len() >= 6, "{}", sentence.text());
        assert!(seen.insert(sentence.text().to_owned()), "{}", sentence.text());
    }
}

#[test]
fn frequencies_fall_and_no_word_has_two() {
    let (mut before, mut seen) = (0, HashSet::new());
    let table = read("frequencies.tsv");
    for row in table.lines() {
        let (centibels, words) = row.split_once('\t').unwrap();
        let centibels: u16 = centibels.parse().unwrap();
        assert!(centibels > before || before == 0, "{centibels}");
        before = centibels;
        for word in words.split(' ') {
            assert!(word.chars().all(is_arabic_letter) && seen.insert(word), "{word}");
        }
    }
    assert!(seen.len() > 200_000);
}

#[test]
fn the_grammar_reaches_nearly_every_cut() {
    let mut trainer = Trainer::new(&yaqut_lexicon::lexicon());
    for sentence in gold(&data().join("words.txt")).iter().chain(&sentences()) {
        trainer.add(sentence);
    }
    let (words, unreachable) = (trainer.words(), trainer.unreachable());
    assert!(unreachable * 1000 < words, "{unreachable} of {words}");
}

#[test]
fn held_out_sentences_are_cut_as_by_hand() {
    let mut trainer = Trainer::new(&yaqut_lexicon::lexicon());
    gold(&data().join("words.txt")).iter().for_each(|word| trainer.add(word));
    let (held, others): (Vec<_>, Vec<_>) =
        sentences().into_iter().enumerate().partition(|(at, _)| at % 4 == 0);
    others.iter().for_each(|(_, sentence)| trainer.add(sentence));
    let segmenter = Segmenter::new(trainer.train());
    let mut score = CliticScore::default();
    held.iter().for_each(|(_, sentence)| score.add(&segmenter, sentence));
    assert!(score.words > 9000 && score.accuracy() > 0.99 && score.f1() > 0.98, "{score:?}");
}
