use super::*;

#[test]
fn the_tables_are_of_the_unicode_version_of_the_normalization_crate() {
    let theirs = unicode_normalization::UNICODE_VERSION;
    assert_eq!((theirs.0, theirs.1, theirs.2), UNICODE_VERSION);
}

#[test]
fn every_mark_of_the_design_is_a_mark() {
    let ranges = [0x64B..=0x65F, 0x670..=0x670, 0x610..=0x61A, 0x8D3..=0x8FF, 0x6D6..=0x6DC, 0x6DF..=0x6E8];
    for cp in ranges.into_iter().flatten() {
        if matches!(cp, 0x8E2) {
            continue; // the disputed end of ayah is a number sign, not a mark
        }
        assert_eq!(class(char::from_u32(cp).unwrap()), CharClass::Mark, "U+{cp:04X}");
    }
}

#[test]
fn presentation_forms_agree_with_nfkc() {
    use unicode_normalization::UnicodeNormalization;
    let mut seen = 0;
    for cp in 0..=0x10FFFF {
        let Some(c) = char::from_u32(cp) else { continue };
        if let Some(letters) = presentation(c) {
            let nfkc = c.nfkc().collect::<String>();
            // The space NFKC puts under an isolated mark is none of its letters.
            let isolated = nfkc.strip_prefix(' ').filter(|marks| marks.chars().all(is_mark));
            assert_eq!(letters, isolated.unwrap_or(&nfkc), "U+{cp:04X}");
            assert_eq!(class(c), CharClass::PresentationForm);
            seen += 1;
        } else {
            assert_ne!(class(c), CharClass::PresentationForm, "U+{cp:04X}");
        }
    }
    assert!(seen > 600, "{seen} presentation forms");
}

#[test]
fn the_longest_presentation_form_has_eighteen_characters() {
    assert_eq!(presentation('\u{FDFA}').map(|s| s.chars().count()), Some(18));
}

#[test]
fn digits_have_their_values_in_all_three_kinds() {
    for (digits, kind) in [
        ("0123456789", CharClass::AsciiDigit),
        ("٠١٢٣٤٥٦٧٨٩", CharClass::ArabicDigit),
        ("۰۱۲۳۴۵۶۷۸۹", CharClass::ExtendedDigit),
    ] {
        for (value, c) in (0..).zip(digits.chars()) {
            assert_eq!((digit_value(c), class(c)), (Some(value), kind));
        }
    }
}
