//! Properties of normalization over hostile Arabic text.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unicode_normalization::UnicodeNormalization;
use yaqut::{Fold, FoldSet, Normalizer, OffsetIndex, OffsetUnit, Span, UnicodeForm};

/// Letters, marks, strokes, controls, look-alikes, presentation forms, digits and white space, thickly mixed.
fn hostile() -> impl Strategy<Value = String> {
    let alphabet: Vec<char> = "ابتعدلقكموهيىةءأإآٱؤئپڤگیکہەھ\u{64B}\u{64C}\u{64E}\u{651}\u{653}\u{654}\u{655}\u{670}\u{640}\
        \u{200C}\u{200D}\u{200F}\u{202E}\u{2066}\u{FEFF}ﻻﻼﷲ\u{FDFA}ﺓﻯﹰ٠١۲3 \u{A0}\t\n\r-_#@.:aZéßİ😀\u{301}\u{2029}"
        .chars()
        .collect();
    prop_oneof![
        proptest::collection::vec(proptest::sample::select(alphabet), 0..40)
            .prop_map(|chars| chars.into_iter().collect()),
        proptest::collection::vec(
            proptest::sample::select(vec![
                "عبدالله",
                "وعبدالرحمن",
                "أبا ",
                "أبو ",
                "ابن ",
                "سورياً",
                "كتابًا",
                "شوءون",
                "شاطىء",
                "جدة",
                "على ",
                "\n\n",
                "  ",
                "#وسم_عام",
                "الأمم\u{200C}المتحدة",
                "NATO",
                "١٢٫٥٪",
            ]),
            0..12
        )
        .prop_map(|words| words.concat()),
        any::<String>(),
    ]
}

fn folds() -> impl Strategy<Value = FoldSet> {
    proptest::sample::subsequence(Fold::ALL.to_vec(), 0..=Fold::ALL.len())
        .prop_map(|folds| folds.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_edits_rebuild_the_normalized_text(text in hostile(), folds in folds(), form in 0..3) {
        let normalizer = match form {
            0 => Normalizer::new(folds),
            1 => Normalizer::new(folds).with_form(UnicodeForm::Nfc),
            _ => Normalizer::new(folds).with_form(UnicodeForm::Nfkc),
        };
        let normal = normalizer.normalize(&text);
        let (mut original, mut normalized) = (0, 0);
        for edit in normal.alignment().edits() {
            prop_assert!(edit.original.start >= original && edit.normalized.start >= normalized);
            prop_assert!(edit.folds.is_subset(folds));
            let (before, after) = (&text[original..edit.original.start], &normal.text()[normalized..edit.normalized.start]);
            prop_assert_eq!(before, after);
            (original, normalized) = (edit.original.end, edit.normalized.end);
        }
        prop_assert_eq!(&text[original..], &normal.text()[normalized..]);
    }

    #[test]
    fn spans_map_inside_the_text_on_boundaries_and_in_order(text in hostile(), folds in folds()) {
        let normal = Normalizer::new(folds).normalize(&text);
        let mut ends = (0, 0);
        for (start, c) in normal.text().char_indices() {
            let span = normal.to_original(Span::new(start, start + c.len_utf8()));
            prop_assert!(span.get(&text).is_some(), "{:?}", span);
            prop_assert!(span.start >= ends.0 && span.end >= ends.1);
            ends = (span.start, span.end);
        }
        for (start, c) in text.char_indices() {
            let span = normal.to_normalized(Span::new(start, start + c.len_utf8()));
            prop_assert!(span.get(normal.text()).is_some(), "{:?}", span);
        }
        let whole = normal.to_original(Span::new(0, normal.text().len()));
        prop_assert!(whole.end <= text.len());
    }

    #[test]
    fn light_and_search_are_idempotent(text in hostile()) {
        // But for particles, which go by the spelling before it is folded.
        let search = FoldSet::search().without(Fold::Particle);
        for normalizer in [Normalizer::light(), Normalizer::new(search)] {
            let once = normalizer.normalize(&text).into_text().into_owned();
            let twice = normalizer.normalize(&once).into_text().into_owned();
            prop_assert_eq!(once, twice);
        }
    }

    #[test]
    fn forms_are_those_of_unicode(text in any::<String>(), arabic in hostile()) {
        for text in [text, arabic] {
            let form = |form| Normalizer::new(FoldSet::EMPTY).with_form(form).normalize(&text).into_text().into_owned();
            prop_assert_eq!(form(UnicodeForm::Nfc), text.nfc().collect::<String>());
            prop_assert_eq!(form(UnicodeForm::Nfkc), text.nfkc().collect::<String>());
        }
    }

    #[test]
    fn offsets_convert_there_and_back(text in any::<String>(), at in 0usize..400) {
        let index = OffsetIndex::new(&text);
        let chars = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        if let Some((number, byte)) = chars.enumerate().nth(at) {
            prop_assert_eq!(index.convert(byte, OffsetUnit::Byte, OffsetUnit::Char), number);
            prop_assert_eq!(index.convert(number, OffsetUnit::Char, OffsetUnit::Byte), byte);
            let utf16 = text[..byte].encode_utf16().count();
            prop_assert_eq!(index.convert(byte, OffsetUnit::Byte, OffsetUnit::Utf16), utf16);
        }
    }
}
