//! Normalizes vocalized, stretched, oddly encoded text for search, lists every edit with the folds behind it, and leads
//! a place in the normalized text back to the original, in bytes, characters and UTF-16 units.
#![expect(clippy::print_stdout, reason = "an example prints what it finds")]

use yaqut::{Fold, Normalizer, OffsetIndex, OffsetUnit, Span};

fn main() {
    let text = "أعلنت الأُمَمُ المُتَّحِدَةُ عن مســاعدات إلى ﻣﺼﺮ";

    // `light` takes off the ornaments, `search` makes equal what readers take for equal.
    println!("light   {}", Normalizer::light().normalize(text).text());
    let normal = Normalizer::search().normalize(text);
    println!("search  {}\n", normal.text());

    // What was done, and why.
    for edit in normal.alignment().edits() {
        let before = edit.original.get(text).unwrap_or_default();
        let after = edit.normalized.get(normal.text()).unwrap_or_default();
        println!("{:<14} {} to {}", edit.folds.to_string(), before.escape_unicode(), after.escape_unicode());
    }

    // Search in the normalized text, show the original.
    let name = normal.find("الامم المتحده").expect("the name is in the text");
    println!("\nfound {}", name.get(text).unwrap_or_default());
    let index = OffsetIndex::new(text);
    for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
        println!("at {:?} counted in {unit:?}", index.span(name, unit));
    }

    assert_eq!(normal.text(), "اعلنت الامم المتحده عن مساعدات الي مصر");
    assert_eq!(name.get(text), Some("الأُمَمُ المُتَّحِدَةُ")); // a letter comes with its marks
    assert_eq!(index.span(name, OffsetUnit::Char), Span::new(6, 28));
    assert!(normal.folds().contains(Fold::Presentation) && !normal.folds().contains(Fold::Digits));
}
