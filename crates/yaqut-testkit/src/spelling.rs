//! The spellings of one word: the rare characters of news text, and the habits of writers.

use crate::rng::Rng;

/// The word with, seldom, something in it that is not a plain letter; as often as in a corpus of news.
pub(crate) fn noisy(rng: &mut Rng, word: &str, text: &mut String) {
    // A megabyte has about 95,000 words: 2,138 marks, 228 tatweels, 75 presentation forms, 16 controls, 5 look-alikes.
    let place = rng.below(95_000);
    let middle = word.char_indices().map(|(at, _)| at).nth(2).unwrap_or(word.len());
    let (before, after) = word.split_at(middle);
    match place {
        0..1_200 => {
            text.push_str(word);
            text.push(if word.ends_with('ا') {
                '\u{64B}'
            } else {
                rng.pick(&['\u{64F}', '\u{64C}', '\u{650}'])
            });
        }
        1_200..2_138 => {
            text.extend([before, rng.pick(&["\u{64E}", "\u{64F}", "\u{650}", "\u{651}", "\u{652}"]), after]);
        }
        2_138..2_366 => text.extend([before, "\u{640}", after]),
        2_366..2_391 => text.extend(word.chars().map(presentation_form)),
        2_391..2_407 => {
            text.extend([before, rng.pick(&["\u{200F}", "\u{200E}", "\u{200C}", "\u{200D}"]), after]);
        }
        2_407..2_420 => text.extend(word.chars().map(look_alike)),
        _ => text.push_str(word),
    }
}

/// The isolated form of some frequent letters.
fn presentation_form(c: char) -> char {
    match c {
        'ا' => 'ﺍ',
        'ل' => 'ﻝ',
        'م' => 'ﻡ',
        'ن' => 'ﻥ',
        'ر' => 'ﺭ',
        'ت' => 'ﺕ',
        'ب' => 'ﺏ',
        'و' => 'ﻭ',
        _ => c,
    }
}

fn look_alike(c: char) -> char {
    match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        _ => c,
    }
}

/// A name spelled in one of the other ways writers have, the same letters to a reader.
///
/// ```
/// let mut rng = yaqut_testkit::Rng::new(1);
/// let spellings: Vec<String> = (0..50).map(|_| yaqut_testkit::respell(&mut rng, "إيران")).collect();
/// assert!(spellings.contains(&"ايران".to_owned()));
/// ```
#[must_use]
pub fn respell(rng: &mut Rng, name: &str) -> String {
    let changed = |from: &[char], to: &str| name.replace(from, to);
    match rng.below(8) {
        0..3 => changed(&['أ', 'إ', 'آ'], "ا"),
        3 => at_word_ends(name, 'ة', 'ه'),
        4 => at_word_ends(name, 'ي', 'ى'),
        5 => name.chars().map(look_alike).collect(),
        6 => name.replace(' ', rng.pick(&["  ", "\u{A0}", "\n", "-"])),
        _ => {
            let second = name.char_indices().nth(1).map_or(name.len(), |(at, _)| at);
            let (before, after) = name.split_at(second);
            format!("{before}{}{after}", rng.pick(&["\u{640}", "\u{64E}", "\u{64F}", "\u{650}"]))
        }
    }
}

fn at_word_ends(name: &str, from: char, to: char) -> String {
    let respelled = |word: &str| match word.strip_suffix(from) {
        Some(stem) => format!("{stem}{to}"),
        None => word.to_owned(),
    };
    name.split(' ').map(respelled).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_name_has_many_spellings() {
        let mut rng = Rng::new(1);
        let spellings: HashSet<String> = (0..200).map(|_| respell(&mut rng, "مكتبة الأستاذ علي")).collect();
        for expected in [
            "مكتبة الاستاذ علي",
            "مكتبه الأستاذ علي",
            "مكتبة الأستاذ على",
            "مکتبة الأستاذ علی",
            "مكتبة\u{A0}الأستاذ\u{A0}علي",
        ] {
            assert!(spellings.contains(expected), "{expected}");
        }
    }

    #[test]
    fn short_names_can_be_respelled() {
        let mut rng = Rng::new(2);
        for name in ["", "ة", "ab"] {
            (0..100)
                .for_each(|_| assert!(respell(&mut rng, name).chars().count() <= name.chars().count() + 1));
        }
    }

    #[test]
    fn most_words_are_left_alone() {
        let mut rng = Rng::new(3);
        let mut noise = |_: &usize| {
            let mut text = String::new();
            noisy(&mut rng, "الكاتب", &mut text);
            text != "الكاتب"
        };
        let changed = (0..95_000).filter(|n| noise(n)).count();
        assert!((2_200..2_650).contains(&changed), "{changed}");
    }
}
