//! Text like that of Arabic news sites: their words' frequencies, punctuation, and rare marks and controls.

use crate::morphology::attach;
use crate::rng::Rng;
use crate::spelling::{noisy, respell};
use crate::vocabulary::Vocabulary;

/// A source of Arabic text.
///
/// ```
/// use yaqut_testkit::ArabicText;
/// let text = ArabicText::new(42).generate(10_000);
/// assert!(text.len() <= 10_000 && text.len() > 9_900);
/// assert_eq!(text, ArabicText::new(42).generate(10_000));
/// assert!(ArabicText::new(42).generate(20_000).starts_with(&text));
/// ```
#[derive(Debug, Clone)]
pub struct ArabicText {
    seed: u64,
    vocabulary: Vocabulary,
    names: Vec<String>,
    names_per_word: f64,
    noise: bool,
}

impl ArabicText {
    /// Text that depends on the seed alone; the vocabulary is the same for every seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let vocabulary = Vocabulary::new();
        ArabicText { seed, vocabulary, names: Vec::new(), names_per_word: 0.0, noise: true }
    }

    /// Sprinkles names over the text, so many to a thousand words, with clitics on a third and other spellings of a
    /// fifth of them. The words between them are no names, but half of them begin like one.
    ///
    /// ```
    /// let names = vec!["سيرغي لافروف".to_owned()];
    /// let text = yaqut_testkit::ArabicText::new(1).names(names, 50.0).generate(50_000);
    /// assert!(text.matches("لافروف").count() > 100);
    /// ```
    #[must_use]
    pub fn names(mut self, names: Vec<String>, per_thousand_words: f64) -> Self {
        self.vocabulary = self.vocabulary.beside(names.iter().map(String::as_str));
        self.names = names;
        self.names_per_word = per_thousand_words / 1000.0;
        self
    }

    /// Without marks, tatweel, presentation forms, controls and look-alikes.
    #[must_use]
    pub fn without_noise(mut self) -> Self {
        self.noise = false;
        self
    }

    /// The number of different words the text is made of, before clitics and noise.
    #[must_use]
    pub fn vocabulary_len(&self) -> usize {
        self.vocabulary.len()
    }

    /// At most so many bytes of text, up to the end of a word. A shorter text is the beginning of a longer one.
    #[must_use]
    pub fn generate(&self, bytes: usize) -> String {
        let mut rng = Rng::new(self.seed);
        let mut text = String::with_capacity(bytes + 1024);
        while text.len() <= bytes {
            self.sentence(&mut rng, &mut text);
        }
        let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= bytes).last().unwrap_or(0);
        let cut = text[..end].rfind([' ', '\n']).unwrap_or(0);
        text.truncate(cut);
        text
    }

    fn sentence(&self, rng: &mut Rng, text: &mut String) {
        if rng.chance(0.3) {
            text.push_str(rng.pick_front(&openers()));
            text.push(' ');
        }
        let words = 8 + rng.below(18);
        let quoted = if rng.chance(0.12) { Some(rng.below(words - 4)) } else { None };
        let marks = rng.pick(&[("“", "”"), ("«", "»"), ("\"", "\""), ("(", ")")]);
        for n in 0..words {
            let opens = quoted == Some(n);
            let closes = quoted.is_some_and(|start| start + 3 == n);
            if opens {
                text.push_str(marks.0);
            }
            self.word(rng, text);
            if closes {
                text.push_str(marks.1);
            }
            if n + 1 < words {
                text.push_str(separator(rng));
            }
        }
        text.push_str(rng.pick(&[".", ".", ".", ".", ".", ".", ".", ".", "؟", "…", "!", ":"]));
        text.push_str(match rng.below(20) {
            0..4 => "\n\n",
            4..6 => "\n",
            _ => " ",
        });
    }

    fn word(&self, rng: &mut Rng, text: &mut String) {
        if !self.names.is_empty() && rng.chance(self.names_per_word) {
            text.push_str(&self.mention(rng));
            return;
        }
        if rng.chance(0.015) {
            text.push_str(&number(rng));
            return;
        }
        let (word, inflects) = self.vocabulary.draw(rng);
        let word = match inflects && rng.chance(0.16) {
            true => &attach(rng.pick(&["و", "و", "و", "ب", "ل", "ف", "وب", "ك"]), word),
            false => word,
        };
        if self.noise { noisy(rng, word, text) } else { text.push_str(word) }
    }

    fn mention(&self, rng: &mut Rng) -> String {
        let mut name = self.names[rng.below(self.names.len())].clone();
        if rng.chance(0.2) {
            name = respell(rng, &name);
        }
        if rng.chance(0.33) {
            name = attach(rng.pick(&["و", "و", "ب", "ل", "ل", "ف", "ك", "وب", "ول"]), &name);
        }
        name
    }
}

fn openers() -> [&'static str; 14] {
    [
        "وقال",
        "وأضاف",
        "وأعلن",
        "وأكد",
        "وأوضح",
        "وأشار",
        "وذكرت",
        "وبحسب",
        "وكانت",
        "من جهة أخرى",
        "في المقابل",
        "وفي السياق نفسه",
        "يذكر أن",
        "ومن المقرر أن",
    ]
}

fn separator(rng: &mut Rng) -> &'static str {
    match rng.below(1000) {
        0..45 => "، ",
        45..49 => "؛ ",
        49..55 => ": ",
        55..59 => " – ",
        59..61 => "/",
        61..64 => "\n",
        64..66 => "  ",
        _ => " ",
    }
}

fn number(rng: &mut Rng) -> String {
    let digits = rng.pick(&["0123456789", "0123456789", "٠١٢٣٤٥٦٧٨٩", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]);
    let value = match rng.below(4) {
        0 => 1900 + rng.below(130),
        1 => rng.below(100),
        2 => rng.below(1_000_000),
        _ => 1 + rng.below(31),
    };
    let digit = |c: char| digits.chars().nth(c as usize - '0' as usize).unwrap_or(c);
    value.to_string().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEGABYTE: usize = 1_000_000;

    fn count(text: &str, is: impl Fn(char) -> bool) -> usize {
        text.chars().filter(|c| is(*c)).count()
    }

    #[test]
    fn words_and_sentences_are_as_long_as_in_news() {
        let text = ArabicText::new(1).generate(MEGABYTE);
        let words = text.split_whitespace().count();
        let bytes = text.len() as f64 / words as f64;
        assert!((10.0..12.5).contains(&bytes), "{bytes} bytes a word");
        let sentences = count(&text, |c| matches!(c, '.' | '؟' | '…' | '!'));
        assert!((10..25).contains(&(words / sentences)), "{words} words, {sentences} sentences");
        assert!(text.contains("\n\n") && text.contains('،') && text.contains('«') && text.contains('“'));
        assert!(['7', '٧', '۷'].iter().all(|digit| text.contains(*digit)));
    }

    #[test]
    fn rare_characters_are_as_rare_as_in_news() {
        let text = ArabicText::new(2).generate(4 * MEGABYTE);
        let a_megabyte = |is: fn(char) -> bool| count(&text, is) / 4;
        let marks = a_megabyte(|c| matches!(c, '\u{64B}'..='\u{652}'));
        let tatweel = a_megabyte(|c| c == '\u{640}');
        let presentation = a_megabyte(|c| matches!(c, '\u{FB50}'..='\u{FEFC}'));
        let controls = a_megabyte(|c| matches!(c, '\u{200C}'..='\u{200F}'));
        let look_alikes = a_megabyte(|c| matches!(c, 'ی' | 'ک'));
        assert!((1_700..2_600).contains(&marks), "{marks} marks");
        assert!((170..290).contains(&tatweel), "{tatweel} tatweels");
        assert!((40..120).contains(&presentation), "{presentation} presentation forms");
        assert!((8..28).contains(&controls), "{controls} controls");
        assert!((2..14).contains(&look_alikes), "{look_alikes} look-alikes");
    }

    #[test]
    fn frequencies_fall_as_those_of_words_do() {
        let text = ArabicText::new(3).without_noise().generate(MEGABYTE);
        let mut counts: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
        for word in text.split_whitespace() {
            *counts.entry(word).or_default() += 1;
        }
        let total = text.split_whitespace().count();
        let first = counts.get("في").copied().unwrap_or(0);
        assert!((total / 60..total / 20).contains(&first), "{first} of {total}");
        assert!(counts.len() > 20_000, "{} types", counts.len());
        assert_eq!(count(&text, |c| matches!(c, '\u{640}' | '\u{64B}'..='\u{652}')), 0);
    }

    #[test]
    fn names_are_as_dense_as_asked_and_partly_respelled() {
        let name = "الأمم المتحدة";
        let text = ArabicText::new(4).names(vec![name.to_owned()], 20.0).generate(MEGABYTE);
        let words = text.split_whitespace().count();
        let exact = text.matches(name).count() + text.matches("للأمم المتحدة").count();
        assert!((words / 75..words / 45).contains(&exact), "{exact} in {words} words");
        assert!(
            text.contains("الامم المتحدة") && text.contains("وللأمم المتحدة") && text.contains("الأمم المتحده")
        );
    }

    #[test]
    fn any_size_can_be_had() {
        let text = ArabicText::new(5);
        for bytes in (0..300).chain([4096]) {
            let made = text.generate(bytes);
            assert!(made.len() <= bytes && made.len() + 40 >= bytes, "{bytes}: {}", made.len());
        }
    }

    #[test]
    fn a_seed_gives_the_same_text_for_ever() {
        let text = ArabicText::new(42).generate(100_000);
        let hash = text
            .bytes()
            .fold(0xCBF2_9CE4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3));
        assert_eq!(hash, 3_865_455_989_461_542_375, "{}", &text.chars().take(200).collect::<String>());
        assert_ne!(text, ArabicText::new(43).generate(100_000));
    }
}
