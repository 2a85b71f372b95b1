//! Words as a reader compares them, found and folded in a plain way that shares nothing with what it is to test.

/// How many letters of a word are taken for its first ones: what a filter or an automaton looks at before it knows that
/// no name begins here.
const FIRST_LETTERS: usize = 3;

/// The word without و or ف, without ب, ك or ل behind it, and with the article that is not written behind ل.
pub(crate) fn readings(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let conjunct = word.strip_prefix(['و', 'ف']);
    found.extend(conjunct.map(str::to_owned));
    for word in [Some(word), conjunct].into_iter().flatten() {
        found.extend(word.strip_prefix(['ب', 'ك', 'ل']).map(str::to_owned));
        found.extend(word.strip_prefix("لل").map(|rest| format!("ال{rest}")));
    }
    found
}

/// The first letters of a word without its article; none if it has fewer.
pub(crate) fn first_letters(word: &str) -> Option<String> {
    let word = word.strip_prefix("ال").unwrap_or(word);
    (word.chars().count() >= FIRST_LETTERS).then(|| word.chars().take(FIRST_LETTERS).collect())
}

/// Every word, folded, and whether a name may go on from the one before: nothing but white space or a hyphen between.
pub(crate) fn each_word(text: &str, mut take: impl FnMut(&str, bool)) {
    let (mut word, mut joined) = (String::new(), true);
    for c in text.chars().chain([' ']) {
        match c {
            'أ' | 'إ' | 'آ' | 'ٱ' | 'ﺍ' => word.push('ا'),
            'ى' | 'ی' => word.push('ي'),
            'ة' => word.push('ه'),
            'ک' => word.push('ك'),
            'ﻝ' => word.push('ل'),
            'ﻡ' => word.push('م'),
            'ﻥ' => word.push('ن'),
            'ﺭ' => word.push('ر'),
            'ﺕ' => word.push('ت'),
            'ﺏ' => word.push('ب'),
            'ﻭ' => word.push('و'),
            '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' | '\u{200C}'..='\u{200F}' => {}
            c if c.is_alphanumeric() => word.push(c),
            c => {
                if !word.is_empty() {
                    take(&word, joined);
                    word.clear();
                    joined = true;
                }
                joined &= c.is_whitespace() || c == '-';
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_folded() {
        let mut words = Vec::new();
        each_word("قـالَ إن\u{A0}مكة-المكرّمة، لا", |word, joined| {
            words.push((word.to_owned(), joined));
        });
        let expected = [("قال", true), ("ان", true), ("مكه", true), ("المكرمه", true), ("لا", false)];
        assert_eq!(words, expected.map(|(word, joined)| (word.to_owned(), joined)));
    }

    #[test]
    fn proclitics_are_taken_off() {
        assert_eq!(readings("وبالعراق"), ["بالعراق", "العراق"]);
        assert_eq!(readings("للعراق"), ["لعراق", "العراق"]);
        assert!(readings("حلب").is_empty());
    }

    #[test]
    fn the_article_is_not_among_the_first_letters() {
        assert_eq!(first_letters("المدينه").as_deref(), Some("مدي"));
        assert_eq!(first_letters("عن"), None);
    }
}
