//! Strings that break text processors.

/// Hostile strings by name. Long ones grow with `scale`, to about `scale` characters.
///
/// ```
/// let strings = yaqut_testkit::hostile::all(1000);
/// assert!(strings.iter().any(|(name, text)| *name == "empty" && text.is_empty()));
/// ```
#[must_use]
pub fn all(scale: usize) -> Vec<(&'static str, String)> {
    let mut strings: Vec<(&'static str, String)> =
        FIXED.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    strings.extend(REPEATED.iter().map(|(name, unit)| (*name, repeat(unit, scale))));
    strings.extend([
        ("marks on one letter", format!("م{}", repeat("\u{64E}\u{651}", scale))),
        ("marks before the first letter", format!("{}مصر", repeat("\u{64B}\u{650}", scale))),
        ("tatweel inside a word", format!("م{}صر", repeat("\u{640}", scale))),
        ("controls inside a word", format!("م{}صر", repeat("\u{200D}\u{200C}\u{2060}", scale))),
        ("nested overrides", {
            format!("{}مصر{}", repeat("\u{202E}", scale / 2), repeat("\u{202C}", scale / 2))
        }),
        ("nested isolates", format!("{}مصر{}", repeat("\u{2067}", scale / 2), repeat("\u{2069}", scale / 2))),
        ("a, again and again, then b", format!("{}ب", repeat("ا", scale))),
        ("a long hashtag", format!("#{}", repeat("سوريا_", scale))),
        ("a long mention", format!("@{}", repeat("user_", scale))),
        ("a long URL", format!("https://example.org/{}", repeat("سوريا/a?b=%D8&", scale))),
        ("opening brackets", repeat("([{«“", scale)),
        ("closing brackets", repeat(")]}»”", scale)),
        ("one long number", repeat("1٢۳", scale)),
        ("a family without end", format!("👩{}", repeat("\u{200D}👩", scale))),
        ("accented Latin", format!("e{}", repeat("\u{301}", scale))),
    ]);
    strings
}

fn repeat(unit: &str, scale: usize) -> String {
    unit.repeat(scale / unit.chars().count())
}

const FIXED: &[(&str, &str)] = &[
    ("empty", ""),
    ("NUL", "\0"),
    ("NUL inside a word", "مص\0ر"),
    (
        "line ends of every kind",
        "مصر\r\nحلب\rحمص\n\rدمشق\u{B}حماة\u{C}درعا\u{85}بغداد\u{2028}عمان\u{2029}صنعاء",
    ),
    ("a byte order mark in front", "\u{FEFF}مصر"),
    ("a byte order mark inside", "مص\u{FEFF}ر \u{FEFF} حلب"),
    ("an override left open", "قال \u{202E}لافروف"),
    ("an override closed too early", "قال \u{202C}لافروف\u{202D}"),
    ("isolates and embeddings crossed", "\u{2067}مصر\u{202B} و\u{2069}حلب\u{202C}"),
    ("marks of direction around every letter", "\u{200F}م\u{200E}\u{61C}ص\u{200F}ر\u{200E}"),
    ("presentation forms", "ﻣﺼﺮ ﻭﺳﻮﺭﻳﺎ ﻻ ﷲ"),
    ("a lam-alef ligature at the end of a name", "الصومالﻻ"),
    ("hamza decomposed", "ا\u{655}يران ا\u{654}مريكا ا\u{653}سيا و\u{654} ي\u{654} ى\u{654}"),
    ("hamza decomposed, marks between", "ا\u{64E}\u{654}مريكا ا\u{651}\u{655}يران"),
    ("look-alikes", "سوریا ہند ترکیا ەرم مکە ھند"),
    ("a mark before its base", "\u{64E}مصر \u{654}يران"),
    ("a mark on a space", "مصر \u{64E}حلب\u{A0}\u{650}"),
    ("mixed digits", "1٢۳4٥۶,٧٫٨٬9٪ 1.2.3 ١/٢ 12:30"),
    ("numbers too big", "99999999999999999999999999999999999999999999"),
    ("noncharacters", "م\u{FFFE}ص\u{FFFF}ر\u{FDD0}\u{1FFFE}\u{10FFFF}"),
    ("private use and plane 14", "م\u{E000}ص\u{F0000}ر\u{E0001}\u{E0061}\u{E007F}"),
    ("replacement characters", "م\u{FFFD}ر \u{FFFD}\u{FFFD}"),
    ("variation selectors", "م\u{FE0F}ص\u{FE00}ر\u{E0100}"),
    ("Latin glued to Arabic", "iPhoneالجديد السوريةSANA موسكوmoscow"),
    ("clitics and nothing else", "و ف ب ك ل ال وال لل ولل فبال وبكل"),
    ("clitics on clitics", "ووفبلل وفبكلال والللل"),
    ("teh marbuta inside a word", "سورةية ةةة"),
    ("hamza alone", "ء ئ ؤ أ إ آ ءء"),
    ("alef maksura everywhere", "ىىى علىى ىعلى"),
    ("punctuation and nothing else", "،؛؟.…“”«»()[]{}—–-_/\\|!?*#@"),
    ("full stops in abbreviations", "د. أحمد أ.د. ا.ف.ب. م.م ..."),
    ("markup", "<b>مصر</b> &lt;سوريا&gt; [حلب](x) **حمص** \\u0645"),
    ("quotes and separators", "\"مصر\",'حلب';حمص|حماة\t\"\""),
    ("an e-mail address", "ahmad.سوريا@example.org mailto:a@b"),
    ("URLs side by side", "http://a.b/http://a.b/www.c.dhttps://مصر.موقع"),
    ("emoji glued to names", "😀سوريا🇸🇾مصر🇪🇬👍🏽حلب"),
    ("Qur'anic signs", "ٱلۡحَمۡدُ لِلَّهِ رَبِّ ٱلۡعَـٰلَمِینَ ۝ ۞"),
    ("Persian, Urdu, Kurdish and Uyghur", "می‌خواهم پاکستان کوردستان ھۆرمەت گچپژ ڤ"),
    ("other scripts from right to left", "ירושלים ܣܘܪܝܐ ދިވެހި"),
    ("numbers of years and ayahs", "\u{600}١٢ \u{601}٢٠٢٦ \u{6DD}٧ \u{8E2}"),
    ("hangul, combining and astral letters", "각 각 𞸀𞸁 𐤀"),
    ("case without a simple fold", "İstanbul STRASSE straße ΣΑΣ ﬁ"),
];

const REPEATED: &[(&str, &str)] = &[
    ("spaces", " "),
    ("blanks of every kind", " \t\n\u{A0}\u{2003}\u{3000}\u{200B}"),
    ("line feeds", "\n"),
    ("carriage returns", "\r"),
    ("marks", "\u{64E}"),
    ("tatweel", "\u{640}"),
    ("controls", "\u{200F}\u{202B}\u{2066}\u{200D}\u{FEFF}"),
    ("joiners", "\u{200D}"),
    ("one word", "س"),
    ("one word of clitics", "و"),
    ("one word of articles", "ال"),
    ("one name again and again", "سوريا "),
    ("one name, glued", "سوريا"),
    ("words of one letter", "و "),
    ("look-alike letters", "ی"),
    ("ligatures of eighteen letters", "\u{FDFA}"),
    ("ligatures of the name of God", "\u{FDF2}"),
    ("lam-alef ligatures", "ﻻ"),
    ("letters with hamza decomposed", "ا\u{654}"),
    ("titles", "د. "),
    ("full stops", "."),
    ("hyphens", "سوريا-"),
    ("underscores", "سوريا_"),
    ("flags", "🇸"),
    ("astral letters", "𞸀"),
    ("numbers", "١,"),
    ("the article before and after", "الله لل"),
    ("questions", "؟!"),
    ("hamza in the middle", "ئؤء"),
    ("names of a father", "ابن أبو "),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_and_strings_are_unique() {
        let strings = all(100);
        let names: HashSet<&str> = strings.iter().map(|(name, _)| *name).collect();
        let texts: HashSet<&str> = strings.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!((names.len(), texts.len()), (strings.len(), strings.len()));
        assert!(strings.len() > 80, "{}", strings.len());
    }

    #[test]
    fn long_strings_grow_with_the_scale() {
        let lengths = |scale| all(scale).into_iter().map(|(_, text)| text.chars().count()).max();
        assert!(lengths(100).is_some_and(|chars| chars < 200));
        assert!(lengths(100_000).is_some_and(|chars| (99_000..101_000).contains(&chars)));
    }

    #[test]
    fn no_scale_is_too_small() {
        (0..30).for_each(|scale| assert!(!all(scale).is_empty()));
    }
}
