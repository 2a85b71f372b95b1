use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

fn search(text: &str) -> String {
    Normalizer::search().normalize(text).into_text().into_owned()
}

fn with(folds: &str, text: &str) -> String {
    Normalizer::new(folds.parse().unwrap()).normalize(text).into_text().into_owned()
}

#[test]
fn clean_text_is_borrowed_and_has_no_edit() {
    let normal = Normalizer::search().normalize("وقال في مؤتمر صحفي عن السلام");
    assert_eq!(normal.alignment().edits().len(), 1); // ؤ
    let normal = Normalizer::search().normalize("وقال في بيان عن السلام\n\nثم عاد");
    assert!(normal.alignment().is_identity());
    assert!(matches!(normal.into_text(), Cow::Borrowed(_)));
}

#[test]
fn every_fold_alone_makes_its_pair_equal_and_no_other_does() {
    for (fold, a, b) in [
        (Fold::Diacritics, "مُحَمَّد", "محمد"),
        (Fold::Tatweel, "إيـــران", "إيران"),
        (Fold::Format, "\u{200F}إيران\u{200E}", "إيران"),
        (Fold::Presentation, "ﻣﺼﺮ", "مصر"),
        (Fold::Digits, "١٢ ۳", "12 3"),
        (Fold::Case, "NATO", "nato"),
        (Fold::Spacing, "عبدالله", "عبد الله"),
        (Fold::Spacing, "الأمم\u{A0}المتحدة", "الأمم المتحدة"),
        (Fold::Lookalike, "کیہەھ", "كيههه"),
        (Fold::Alef, "أإآٱ", "اااا"),
        (Fold::Hamza, "شؤون", "شئون"),
        (Fold::Hamza, "شوءون", "شئون"),
        (Fold::Hamza, "شىءون", "شؤون"),
        (Fold::Accusative, "محمداً", "محمد"),
        (Fold::Accusative, "محمدًا", "محمد"),
        (Fold::AlefMaksura, "مصطفى", "مصطفي"),
        (Fold::TehMarbuta, "جدة", "جده"),
        (Fold::Particle, "أبا مازن", "ابو مازن"),
        (Fold::Particle, "محمد ابن سلمان", "محمد بن سلمان"),
        (Fold::Transliteration, "غوتيريش", "جوتيريش"),
        (Fold::Transliteration, "ڤيينا پاريس", "فيينا باريس"),
        (Fold::Transliteration, "داوود", "داود"),
    ] {
        for only in Fold::ALL {
            let normalizer = Normalizer::new(only.into());
            let equal = normalizer.normalize(a).text() == normalizer.normalize(b).text();
            assert_eq!(equal, only == fold, "{only} on {a} and {b}");
        }
    }
}

#[test]
fn a_final_hamza_is_never_dropped() {
    for (a, b) in [("هناء", "هنا"), ("أنباء", "أنبا"), ("سوء", "سو"), ("جزء", "جز"), ("شيء", "شي")]
    {
        assert_ne!(search(a), search(b));
    }
    assert_eq!(search("سوء"), "سوء");
    assert_eq!(search("شاطىء"), search("شاطئ"));
    assert_eq!(search("مسؤول"), search("مسئول"));
    assert_eq!(search("موءكدا"), search("مؤكدا"));
}

#[test]
fn a_written_tanween_is_evidence_of_a_suffix() {
    assert_eq!(search("سورياً"), "سوري");
    assert_eq!(search("سوريًا"), "سوري");
    assert_ne!(with("diacritics", "سورياً"), with("diacritics", "سوريا"));
    assert_ne!(with("diacritics", "سوريًا"), with("diacritics", "سوريا"));
    assert_eq!(with("diacritics", "هدىً ومساءً وقوةً"), "هدى ومساء وقوة");
    assert_eq!(search("هدىً"), "هدي");
}

#[test]
fn folds_at_a_words_end_stay_there() {
    assert_eq!(search("فاطمةالزهراء"), "فاطمةالزهراء");
    assert_eq!(search("ىمن"), "ىمن");
    assert_eq!(search("#مدينة_جدة"), "#مدينه جده");
    assert_eq!(search("سنة2015"), "سنه2015");
    assert_eq!(search("جدةٌ\u{200F}."), "جده.");
}

#[test]
fn a_hamza_written_as_a_sign_is_the_composed_letter() {
    assert_eq!(search("ا\u{654}حمد"), "احمد");
    assert_eq!(with("diacritics", "ا\u{64E}\u{654}حمد"), "أحمد");
    assert_eq!(search("مو\u{654}تمر"), search("مؤتمر"));
    assert_eq!(with("none", "ا\u{654}"), "ا\u{654}");
}

#[test]
fn white_space_folds_within_a_paragraph() {
    assert_eq!(search("الأمم  \n المتحدة"), "الامم المتحده");
    assert_eq!(search("عنوان\n\nنص"), "عنوان\n\nنص");
    assert_eq!(search("أنغلا-ميركل 5-3 كوفيد-19"), "انغلا ميركل 5-3 كوفيد 19");
    assert_eq!(search("user_name #وسم_عام"), "user_name #وسم عام");
    assert_eq!(search("عبد\u{200C}الله"), "عبد الله");
    assert_eq!(search("الأمم\u{200C}المتحدة"), "الامم المتحده");
    assert_eq!(search("لا\u{200C}فروف"), "لافروف");
}

#[test]
fn abd_parts_from_its_article_behind_clitics_too() {
    assert_eq!(search("وعبدالرحمن"), "وعبد الرحمن");
    assert_eq!(search("لعبدالله"), "لعبد الله");
    assert_eq!(search("العبدالله"), "العبد الله");
    assert_eq!(search("عَبْدُالله"), "عبد الله");
    assert_eq!(search("عبدان وعبدالي"), "عبدان وعبدالي");
}

#[test]
fn particles_fold_only_next_to_another_word() {
    assert_eq!(search("أبي."), "ابي.");
    assert_eq!(search("أبا بكر وأبى"), "ابو بكر وابي");
    assert_eq!(search("إبن سينا"), "بن سينا");
    assert_eq!(search("ابن"), "ابن");
    assert_eq!(search("أبواب البيت"), "ابواب البيت");
}

#[test]
fn one_character_becomes_eighteen_and_maps_back_whole() {
    let normal = Normalizer::search().normalize("قال \u{FDFA} ثم");
    assert!(normal.text().contains("صلي الله عليه وسلم"));
    assert_eq!(normal.find("الله").unwrap().get(normal.original()), Some("\u{FDFA}"));
    assert_eq!(normal.find("ثم").unwrap().get(normal.original()), Some("ثم"));
}

#[test]
fn spans_take_in_the_marks_of_their_last_letter() {
    let normal = Normalizer::light().normalize("أَحْمَـدٌ هنا");
    assert_eq!(normal.text(), "أحمد هنا");
    assert_eq!(normal.find("أحمد").unwrap().get(normal.original()), Some("أَحْمَـدٌ"));
    let span = normal.find("هنا").unwrap();
    assert_eq!(normal.to_normalized(span).get(normal.text()), Some("هنا"));
}

#[test]
fn several_steps_keep_one_alignment() {
    let normalizer = Normalizer::search().with_form(UnicodeForm::Nfkc);
    let normal = normalizer.normalize("ﷺ في ﻹيرانَ ١٢½");
    assert_eq!(normal.text(), "صلي الله عليه وسلم في لايران 121⁄2");
    assert_eq!(normal.find("ايران").unwrap().get(normal.original()), Some("ﻹيرانَ"));
    assert_eq!(normal.find("12").unwrap().get(normal.original()), Some("١٢"));
}

#[test]
fn a_hundred_thousand_marks_are_linear_and_one_edit() {
    let text = format!("م{}صر", "\u{64E}".repeat(100_000));
    let normal = Normalizer::search().normalize(&text);
    assert_eq!((normal.text(), normal.alignment().edits().len()), ("مصر", 1));
    assert_eq!(normal.find("م").unwrap(), Span::new(0, 2 + 200_000));
}

#[test]
fn runs_of_marks_and_controls_are_read_once() {
    // Each of these took the square of its length once: minutes at this size.
    for (start, of, end) in [
        ("ببا", "\u{64B}", ""),
        ("ببب", "\u{64B}", "ا"),
        ("ببب", "\u{200C}", "ا"),
        ("ببب", "\u{200C}", "الله"),
        ("ببو", "\u{200C}\u{64E}", "ءب"),
        ("بى", "\u{640}", "ء"),
        ("أب", "\u{64E}", "و علي"),
        ("عبدا", "\u{200C}", "لله"),
        ("ب", " \u{64E}", "ب"),
    ] {
        let text = format!("{start}{}{end}", of.repeat(200_000));
        for normalizer in [Normalizer::light(), Normalizer::search(), Normalizer::new(Fold::Spacing.into())] {
            assert!(normalizer.normalize(&text).text().len() <= text.len() + 1);
        }
    }
}

#[test]
fn a_mark_in_presentation_form_stands_for_the_mark() {
    for text in ["مص\u{FE76}ر", "مص\u{FC60}ر", "مص\u{FE77}ر", "م\u{AD}صر"] {
        assert_eq!(search(text), "مصر");
    }
}

#[test]
fn an_emoji_keeps_its_joiner() {
    assert_eq!(search("👨\u{200D}👩 مص\u{200D}ر"), "👨\u{200D}👩 مصر");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5000, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn passing_over_plain_letters_changes_nothing(
        words in proptest::collection::vec(proptest::sample::select(WORDS.to_vec()), 0..12),
        folds in proptest::sample::subsequence(Fold::ALL.to_vec(), 0..=Fold::ALL.len()),
    ) {
        let (text, folds): (String, FoldSet) = (words.concat(), folds.into_iter().collect());
        let mut fast = rewrite::Rewrite::new(&text);
        walk::fold(folds, &text, &mut fast);
        let mut slow = rewrite::Rewrite::new(&text);
        walk::fold_slowly(folds, &text, &mut slow);
        prop_assert_eq!(fast.finish(), slow.finish());
    }
}

/// Letters, and pieces of words that folds look ahead over.
const WORDS: [&str; 44] = [
    " ", " ", "  ", "\n", "\u{A0}", ".", "#", "_", "-", "a", "Z", "5", "٥", "ا", "ب", "ع", "عبد", "ال",
    "الله", "و", "ف", "ل", "ن", "ابن", "أبو", "ابا", "ى", "ة", "ء", "وء", "ؤ", "ئ", "آ", "ي", "ه", "چ", "گ",
    "ک", "\u{64B}", "\u{651}", "\u{640}", "\u{200C}", "\u{200F}", "\u{61C}",
];
