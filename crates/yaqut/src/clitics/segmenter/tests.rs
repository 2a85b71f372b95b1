//! The segmenter on a small lexicon, held to simple references.

use proptest::prelude::*;
use yaqut_testkit::{ArabicText, hostile};

use super::scores::Scores;
use super::{CliticLevel, Scene, SegmentRole, Segmenter};
use crate::clitics::grammar::word::Word;
use crate::tests::cases;
use crate::{GoldSentence, Lexicon, LexiconBuilder, LexiconError, Span, Token, Trainer, WordUse};

/// A lexicon taught by a few sentences.
fn lexicon() -> Lexicon {
    let mut builder = LexiconBuilder::new();
    for (word, centibels) in [
        ("قال", 300),
        ("وقال", 350),
        ("كتاب", 380),
        ("كتابه", 450),
        ("وزير", 390),
        ("العراق", 360),
        ("للعراق", 480),
        ("مدرسة", 420),
        ("مدرستهم", 600),
        ("يكتب", 450),
        ("بلد", 420),
        ("لبنان", 400),
        ("معنى", 410),
        ("فهم", 430),
    ] {
        builder.frequency(word, centibels);
    }
    builder.word_use("كتاب", WordUse::Noun).word_use("يكتب", WordUse::Imperfect);
    let mut trainer = Trainer::new(&builder.finish());
    for _ in 0..8 {
        for line in [
            "و+قال وزير العراق إن كتاب+ه في مدرست+هم",
            "س+يكتب ل+لعراق ب+لا كتاب",
            "بلد لبنان وزير+ه فهم معنا+ه",
        ] {
            trainer.add(&GoldSentence::marked(line));
        }
    }
    assert_eq!(trainer.unreachable(), 0);
    trainer.train()
}

fn parts(segmenter: &Segmenter, text: &str) -> Vec<String> {
    segmenter.tokens(text).map(|(_, parts)| parts.to_string()).collect()
}

/// Everything a caller can see of a token.
fn seen<'t>((token, parts): (Token<'t>, super::Segmentation<'t>)) -> (Span, String, u32) {
    (token.span(), parts.to_string(), parts.confidence().to_bits())
}

#[test]
fn what_was_learnt_is_cut_so() {
    let segmenter = Segmenter::new(lexicon());
    assert_eq!(
        parts(&segmenter, "وقال وزيره إن كتابه للعراق"),
        ["و+ قال", "وزير +ه", "إن", "كتاب +ه", "ل+ العراق"]
    );
    let cut = segmenter.segment("وللعراق");
    let spans: Vec<(Span, String)> =
        cut.segments().map(|part| (part.span(), part.form().into_owned())).collect();
    let span = Span::new;
    assert_eq!(
        spans,
        [(span(0, 2), "و".to_owned()), (span(2, 4), "ل".to_owned()), (span(4, 14), "العراق".to_owned())]
    );
    assert_eq!(segmenter.clone().level(CliticLevel::D1).segment("وللعراق").to_string(), "و+ للعراق");
}

#[test]
fn readings_are_ranked_and_add_up() {
    let segmenter = Segmenter::new(lexicon());
    let readings = segmenter.readings("وقال");
    assert_eq!(readings[0].to_string(), "و+ قال");
    assert!(readings.len() > 1 && readings.windows(2).all(|two| two[0].confidence() >= two[1].confidence()));
    assert!((readings.iter().map(super::Segmentation::confidence).sum::<f32>() - 1.0).abs() < 1e-4);
    assert_eq!(segmenter.readings("NATO").len(), 1);
    assert_eq!(segmenter.readings("و").len(), 1);
    // At a level that does not cut them off, readings that differ in the pronoun are one.
    assert!(segmenter.level(CliticLevel::D1).readings("كتابه").len() == 1);
}

#[test]
fn names_are_kept_and_what_is_written_onto_them_comes_off() {
    let segmenter = Segmenter::new(lexicon());
    let cut = |text: &str, names: &[Span]| {
        segmenter.tokens(text).keeping(names).map(|(_, parts)| parts.to_string()).collect::<Vec<_>>()
    };
    let span = |text: &str, name: &str| {
        let start = text.find(name).unwrap();
        Span::new(start, start + name.len())
    };
    let text = "قال وكتابه";
    assert_eq!(cut(text, &[span(text, "كتابه")]), ["قال", "و+ كتابه"]);
    assert_eq!(cut(text, &[span(text, "وكتابه")]), ["قال", "وكتابه"]);
    let text = "بلد وزيره للعراق";
    assert_eq!(cut(text, &[span(text, "بلد وزيره للعراق")]), ["بلد", "وزيره", "ل+ العراق"]);
    // A span that no cut of the grammar fits leaves the word whole.
    assert_eq!(cut("كتاب", &[Span::new(2, 6)]), ["كتاب"]);
    // The article is the name's, at every level; and a name may make of a function word what the table does not.
    let finest = Segmenter::new(lexicon()).level(CliticLevel::D3);
    let kept = |text: &str, name: Span| {
        finest.tokens(text).keeping(&[name]).map(|(_, parts)| parts.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(parts(&finest, "العراق"), ["ال+ عراق"]);
    assert_eq!(kept("العراق", Span::new(0, 12)), ["العراق"]);
    assert_eq!(kept("لعلي", Span::new(2, 8)), ["ل+ علي"]);
}

#[test]
fn a_word_alone_and_in_a_text_of_its_own_are_cut_alike_but_for_doubt() {
    for level in CliticLevel::ALL {
        let segmenter = Segmenter::new(lexicon()).level(level);
        for word in ["المستشفيات", "العراق", "وقال", "كتابه", "بالـ", "و", "NATO"]
        {
            assert_eq!(parts(&segmenter, word), [segmenter.segment(word).to_string()]);
        }
    }
}

#[test]
fn what_is_learnt_is_the_same_on_every_machine() {
    // If a feature, a hash or a table changes, FORMAT_VERSION must rise and this number change.
    assert_eq!(xxhash_rust::xxh3::xxh3_64(&lexicon().to_bytes()), 9287927760581571834);
}

/// Whatever the text: the parts of a token are the token, in order, with one stem.
fn check(segmenter: &Segmenter, text: &str) {
    for level in CliticLevel::ALL {
        let segmenter = segmenter.clone().level(level);
        let mut end = 0;
        for (token, parts) in segmenter.tokens(text) {
            assert!(token.span().start >= end);
            end = token.span().start;
            for part in parts.segments() {
                assert_eq!(part.span().start, end);
                assert_eq!(part.span().get(text), Some(part.text()));
                assert!(part.span() != Span::new(end, end) || part.role() == SegmentRole::Article);
                end = part.span().end;
            }
            assert_eq!(end, token.span().end);
            assert_eq!(parts.segments().filter(|part| part.role() == SegmentRole::Stem).count(), 1);
            assert!((0.0..=1.0).contains(&parts.confidence()), "{}", parts.confidence());
            let readings = segmenter.readings(token.text());
            let all: f32 = readings.iter().map(super::Segmentation::confidence).sum();
            assert!((all - 1.0).abs() < 1e-4 && readings.iter().all(|reading| reading.confidence() <= 1.0));
        }
        let slow: Vec<_> = segmenter.tokens(text).map(seen).collect();
        let mut worker = segmenter.worker();
        for _ in 0..2 {
            assert_eq!(worker.tokens(text).map(seen).collect::<Vec<_>>(), slow);
        }
    }
}

#[test]
fn hostile_and_generated_text() {
    let segmenter = Segmenter::new(lexicon());
    for (_, text) in hostile::all(300) {
        check(&segmenter, &text);
    }
    check(&segmenter, &ArabicText::new(5).generate(20_000));
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_words(words in prop::collection::vec("[وفبكلسأاإيتنهم\u{64E}\u{651}ـةى ]{1,9}", 1..8)) {
        check(&Segmenter::new(lexicon_once()), &words.join(" "));
    }

    /// What is shared between the cuts of a word is added up once: the sum is that of each cut alone.
    #[test]
    fn scores_are_the_sums_of_the_weights(word in "[وفبكلسأاإيتنهم]{2,9}") {
        let lexicon = lexicon_once();
        let segmenter = Segmenter::new(lexicon.clone());
        let word = Word::read(&word).unwrap();
        let cuts = segmenter.possible(&word, |_| true);
        let scores = Scores::new(&word, &cuts, &lexicon);
        let scene = Scene::new(&word, &cuts, &lexicon);
        let slow = cuts.as_slice().iter().map(|&cut| {
            let mut sum = 0;
            scene.features(&scene.look(cut), &mut |feature| sum += lexicon.weight(feature));
            let known = lexicon.known(word.letters).filter(|&(number, _)| number == cut.number());
            sum + known.map(|(_, weight)| weight).sum::<i32>()
        });
        prop_assert!(slow.eq(scores.used().iter().copied()));
    }
}

fn lexicon_once() -> Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(lexicon).clone()
}

#[test]
fn damaged_lexicons_are_refused_and_repaired_ones_used_up() {
    let bytes = lexicon_once().to_bytes();
    assert!(Lexicon::from_bytes(bytes.clone()).is_ok());
    for length in (0..bytes.len()).step_by(97).chain([bytes.len() - 1]) {
        assert!(Lexicon::from_bytes(bytes.slice(..length)).is_err(), "{length}");
    }
    assert_eq!(Lexicon::from_bytes(&b"yaqutdic"[..]).unwrap_err(), LexiconError::NotALexicon);
    for at in (0..bytes.len()).step_by(211).chain(0..64) {
        let mut flipped = bytes.to_vec();
        flipped[at] ^= 0x5A;
        assert!(Lexicon::from_bytes(flipped.clone()).is_err(), "{at}");
        crate::clitics::lexicon::seal(&mut flipped);
        if let Ok(lexicon) = Lexicon::from_bytes(flipped) {
            check(&Segmenter::new(lexicon), "وقال وزيرهم للعراق سيكتبونها كتابه");
        }
    }
}
