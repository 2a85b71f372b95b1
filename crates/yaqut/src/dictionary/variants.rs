//! The other spellings an alias is looked up by: its parts written together or apart, and its form before a pronoun.

use crate::{CliticPolicy, Fold, FoldSet};

/// One spelling to compile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) text: String,
    /// Folds it takes to see the alias in it: [`Fold::Spacing`] for one written together or apart otherwise,
    /// [`Fold::Particle`] for one with another case ending of أبو inside a word.
    pub(crate) folds: FoldSet,
    /// The form a pronoun is written onto: no match without one.
    pub(crate) host: bool,
}

/// Words whose article is written onto the word before them in one-word spellings of names (`نورالدين`, `رامالله`).
const SECOND_PARTS: [&str; 2] = ["الدين", "الله"];
/// Words written onto the next word of a name (`أبوظبي`, `أمدرمان`).
const FIRST_PARTS: [&str; 9] = ["أبو", "ابو", "أبا", "ابا", "أبي", "ابي", "أم", "ام", "بو"];

/// Every spelling of an alias but itself.
pub(crate) fn variants(alias: &str, folds: FoldSet, clitics: CliticPolicy) -> Vec<Variant> {
    let mut all = Vec::new();
    if folds.contains(Fold::Spacing) && has_parts(alias) {
        let words: Vec<&str> = alias.split(' ').collect();
        for (at, word) in words.iter().enumerate() {
            if let Some(next) = words.get(at + 1) {
                for (glued, needed) in written_together(word, next) {
                    if needed.is_subset(folds) {
                        all.push(respaced(&words, at, 2, &glued, needed));
                    }
                }
            }
            if let Some(parted) = written_apart(word) {
                all.push(respaced(&words, at, 1, &parted, Fold::Spacing.into()));
            }
        }
    }
    if clitics.enclitics() {
        let itself = Variant { text: alias.to_owned(), folds: FoldSet::EMPTY, host: false };
        let hosts: Vec<Variant> = [&itself]
            .into_iter()
            .chain(&all)
            .flat_map(|variant| {
                hosts(&variant.text).map(|text| Variant { text, folds: variant.folds, host: true })
            })
            .collect();
        all.extend(hosts);
    }
    all
}

/// Whether any word could be written together or apart: nearly every name is done with here.
fn has_parts(alias: &str) -> bool {
    SECOND_PARTS.iter().any(|part| alias.contains(part))
        || alias.split(' ').any(|word| {
            word.starts_with(['أ', 'ا', 'ب']) && FIRST_PARTS.iter().any(|part| word.starts_with(part))
        })
}

fn respaced(words: &[&str], at: usize, taken: usize, by: &str, folds: FoldSet) -> Variant {
    let before = words.iter().take(at).copied();
    let after = words.iter().skip(at + taken).copied();
    let words: Vec<&str> = before.chain([by]).chain(after).collect();
    Variant { text: words.join(" "), folds, host: false }
}

/// The one-word spellings of two words that are often written so.
fn written_together(word: &str, next: &str) -> Vec<(String, FoldSet)> {
    let spacing = FoldSet::from(Fold::Spacing);
    let long = |word: &str| word.chars().count() > 1;
    let compound = SECOND_PARTS.contains(&next) && long(word) && !word.starts_with("ال");
    if !(compound || FIRST_PARTS.contains(&word) && long(next)) {
        return Vec::new();
    }
    let mut all = vec![(format!("{word}{next}"), spacing)];
    // The case ending of أبو varies in the one-word spelling too.
    if let Some(stem) = word.strip_suffix(['و', 'ا', 'ي']).filter(|stem| matches!(*stem, "أب" | "اب"))
    {
        let others = ["و", "ا", "ي"].into_iter().map(|ending| format!("{stem}{ending}"));
        all.extend(
            others
                .filter(|other| other != word)
                .map(|other| (format!("{other}{next}"), spacing.with(Fold::Particle))),
        );
    }
    all
}

/// The two-word spelling of a name often written as one.
fn written_apart(word: &str) -> Option<String> {
    for second in SECOND_PARTS {
        if let Some(first) = word.strip_suffix(second) {
            let is_word = first.chars().count() > 1 && !first.starts_with("ال");
            return is_word.then(|| format!("{first} {second}"));
        }
    }
    let first = FIRST_PARTS.iter().filter(|first| first.contains('ب') && **first != "بو");
    let (first, rest) = first.filter_map(|first| Some((first, word.strip_prefix(first)?))).next()?;
    (rest.chars().count() > 2).then(|| format!("{first} {rest}"))
}

/// How the last word of a name is spelled before a pronoun: no article, ة as ت, ى as ا, a final hamza on its seat.
fn hosts(text: &str) -> impl Iterator<Item = String> + use<> {
    let (before, last) = match text.rsplit_once(' ') {
        Some((before, last)) => (format!("{before} "), last),
        None => (String::new(), text),
    };
    let last = last.strip_prefix("ال").filter(|bare| bare.chars().count() > 1).unwrap_or(last);
    let stems = if let Some(stem) = last.strip_suffix('ة') {
        vec![format!("{stem}ت")]
    } else if let Some(stem) = last.strip_suffix('ى') {
        vec![format!("{stem}ا")]
    } else if let Some(stem) = last.strip_suffix('ء') {
        vec![last.to_owned(), format!("{stem}ئ"), format!("{stem}ؤ")]
    } else {
        vec![last.to_owned()]
    };
    stems.into_iter().map(move |stem| format!("{before}{stem}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(alias: &str, clitics: CliticPolicy) -> Vec<String> {
        let others = variants(alias, FoldSet::search(), clitics).into_iter().map(|variant| variant.text);
        [alias.to_owned()].into_iter().chain(others).collect()
    }

    #[test]
    fn compounds_are_written_together_and_apart() {
        assert_eq!(texts("نور الدين زنكي", CliticPolicy::NONE), ["نور الدين زنكي", "نورالدين زنكي"]);
        assert_eq!(texts("رامالله", CliticPolicy::NONE), ["رامالله", "رام الله"]);
        assert_eq!(texts("أبوظبي", CliticPolicy::NONE), ["أبوظبي", "أبو ظبي"]);
        assert_eq!(texts("أبو بكر", CliticPolicy::NONE), ["أبو بكر", "أبوبكر", "أبابكر", "أبيبكر"]);
        assert_eq!(texts("أم درمان", CliticPolicy::NONE), ["أم درمان", "أمدرمان"]);
    }

    #[test]
    fn ordinary_phrases_stay_as_they_are() {
        for alias in ["الأمم المتحدة", "الوالدين", "آل ثاني", "مجلس الأمن", "أبواب"]
        {
            assert_eq!(texts(alias, CliticPolicy::PROCLITICS), [alias]);
        }
    }

    #[test]
    fn a_name_before_a_pronoun_loses_its_article_and_opens_its_ta() {
        assert_eq!(texts("وزارة", CliticPolicy::ALL), ["وزارة", "وزارت"]);
        assert_eq!(texts("وزارة الخارجية", CliticPolicy::ALL), ["وزارة الخارجية", "وزارة خارجيت"]);
        assert_eq!(texts("مستشفى", CliticPolicy::ALL), ["مستشفى", "مستشفا"]);
        assert_eq!(
            texts("مجلس الوزراء", CliticPolicy::ALL),
            ["مجلس الوزراء", "مجلس وزراء", "مجلس وزرائ", "مجلس وزراؤ"]
        );
        assert_eq!(texts("حزب", CliticPolicy::ALL), ["حزب", "حزب"]);
    }
}
