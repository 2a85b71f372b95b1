//! Words cut at every level with the embedded lexicon: the table `testdata/words.tsv`, written by hand from the language.

use yaqut::{CliticLevel, Segmenter};

const LEVELS: [CliticLevel; 4] = [CliticLevel::D1, CliticLevel::D2, CliticLevel::D3, CliticLevel::Atb];

#[test]
fn words_are_cut_as_the_table_says_at_every_level() {
    let table = include_str!("../testdata/words.tsv");
    let segmenter = |level| Segmenter::new(yaqut_lexicon::lexicon()).level(level);
    let segmenters = LEVELS.map(segmenter);
    let (mut rows, mut wrong) = (0, Vec::new());
    for row in table.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [word, expected @ ..] = columns.as_slice() else { panic!("{row}") };
        assert_eq!(expected.len(), LEVELS.len(), "{row}");
        for ((level, segmenter), expected) in LEVELS.iter().zip(&segmenters).zip(expected) {
            let cut = segmenter.segment(word);
            let (found, sure) = (cut.to_string(), cut.confidence() > 0.99);
            // The edges of a text say something too, where there is a doubt.
            let running = segmenter.tokens(word).next().map(|(_, parts)| parts.to_string());
            assert!(!sure || running.as_ref() == Some(&found), "{word} at {level}: {running:?}");
            if found != *expected {
                wrong.push(format!("{word} at {level}: {found}, not {expected}"));
            }
        }
        assert_eq!(segmenter(CliticLevel::None).segment(word).to_string(), *word);
        rows += 1;
    }
    assert!(rows >= 800, "{rows} rows");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
