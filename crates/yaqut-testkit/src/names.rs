//! Gazetteers of any size, with the shared beginnings of real lists of names.

use std::collections::HashSet;

use crate::morphology::{NOUN_PATTERNS, attach, root, word};
use crate::rng::Rng;
use crate::words::{
    MEN, MINISTRIES, ORGANIZATION_HEADS, ORGANIZATION_TAILS, PLACE_HEADS, PLACES, SURNAMES, WOMEN,
};

/// A name of a generated gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// A letter, a colon and a number, from 0.
    pub id: String,
    /// `person`, `place` or `organization`; `phrase` in a dense gazetteer.
    pub entity_type: &'static str,
    /// The name.
    pub name: String,
}

/// So many names, all different: about 60 % persons, 25 % places, 15 % organisations.
///
/// A smaller gazetteer of the same seed is the beginning of a larger one. A million takes a few seconds in an
/// optimized build.
///
/// ```
/// let names = yaqut_testkit::gazetteer(1, 1000);
/// assert_eq!(names.len(), 1000);
/// assert_eq!(names[7].id, "n:7");
/// assert_eq!(names[..10], yaqut_testkit::gazetteer(1, 10));
/// ```
#[must_use]
pub fn gazetteer(seed: u64, count: usize) -> Vec<Name> {
    let mut rng = Rng::new(seed);
    let mut seen: HashSet<String> = HashSet::with_capacity(count);
    let mut names = Vec::with_capacity(count);
    while names.len() < count {
        let (entity_type, name) = match rng.below(100) {
            0..60 => ("person", person(&mut rng)),
            60..85 => ("place", place(&mut rng)),
            _ => ("organization", organization(&mut rng)),
        };
        if seen.insert(name.clone()) {
            names.push(Name { id: format!("n:{}", names.len()), entity_type, name });
        }
    }
    names
}

fn person(rng: &mut Rng) -> String {
    let given = if rng.chance(0.2) { rng.pick_front(&WOMEN) } else { rng.pick_front(&MEN) };
    let father = rng.pick_front(&MEN);
    let surname = rng.pick(&SURNAMES);
    match rng.below(20) {
        0 => surname.to_owned(),
        1..6 => format!("{given} {surname}"),
        6 => format!("أبو {father} {surname}"),
        7 => format!("{given} بن {father} {surname}"),
        8..11 => format!("{given} {father} {} {surname}", rng.pick_front(&MEN)),
        _ => format!("{given} {father} {surname}"),
    }
}

fn place(rng: &mut Rng) -> String {
    let known = rng.pick_front(&PLACES);
    match rng.below(20) {
        0..3 => known.to_owned(),
        3 => format!("{} {known}", rng.pick(&["محافظة", "ريف", "مطار", "جامع", "بلدية"])),
        4..9 => coined(rng),
        9..12 => format!("{} {} {}", rng.pick_front(&PLACE_HEADS), coined(rng), rng.pick(&QUARTERS)),
        _ => format!("{} {}", rng.pick_front(&PLACE_HEADS), coined(rng)),
    }
}

fn organization(rng: &mut Rng) -> String {
    match rng.below(20) {
        0..3 => {
            let of = if rng.chance(0.5) { format!(" {}", rng.pick(&NATIONS)) } else { String::new() };
            format!("وزارة {}{of}", rng.pick(&MINISTRIES))
        }
        3..6 => {
            format!("جامعة {}", if rng.chance(0.5) { rng.pick(&PLACES).to_owned() } else { coined(rng) })
        }
        6..11 => format!("{} {}", rng.pick_front(&ORGANIZATION_HEADS), coined(rng)),
        _ => format!(
            "{} {} {}",
            rng.pick_front(&ORGANIZATION_HEADS),
            coined(rng),
            rng.pick(&ORGANIZATION_TAILS)
        ),
    }
}

/// A name that no map has, half of the time with the article.
fn coined(rng: &mut Rng) -> String {
    let name = word(root(rng), rng.pick(&NOUN_PATTERNS));
    if rng.chance(0.5) { attach("ال", &name) } else { name }
}

const QUARTERS: [&str; 10] = [
    "الشرقية",
    "الغربية",
    "الشمالية",
    "الجنوبية",
    "الكبرى",
    "الصغرى",
    "الجديدة",
    "القديمة",
    "الفوقا",
    "التحتا",
];

const NATIONS: [&str; 16] = [
    "السورية",
    "المصرية",
    "العراقية",
    "اللبنانية",
    "الأردنية",
    "الفلسطينية",
    "السودانية",
    "الليبية",
    "التونسية",
    "الجزائرية",
    "المغربية",
    "السعودية",
    "القطرية",
    "الروسية",
    "الأمريكية",
    "الفرنسية",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_of_one_to_five_words() {
        let names = gazetteer(1, 50_000);
        let unique: HashSet<&str> = names.iter().map(|name| name.name.as_str()).collect();
        assert_eq!(unique.len(), names.len());
        let mut lengths = [0; 8];
        for name in &names {
            lengths[name.name.split(' ').count()] += 1;
            assert_eq!(name.name.trim(), name.name);
        }
        assert!(lengths[2] + lengths[3] > 30_000 && lengths[1] > 1_000 && lengths[4] > 1_000, "{lengths:?}");
    }

    #[test]
    fn types_have_their_shares() {
        let names = gazetteer(2, 20_000);
        let share = |entity_type| names.iter().filter(|name| name.entity_type == entity_type).count() / 200;
        assert!((55..65).contains(&share("person")), "{}", share("person"));
        assert!((20..30).contains(&share("place")), "{}", share("place"));
        assert!((10..20).contains(&share("organization")), "{}", share("organization"));
    }

    #[test]
    fn beginnings_are_shared() {
        let names = gazetteer(3, 20_000);
        let starting = |with: &str| names.iter().filter(|name| name.name.starts_with(with)).count();
        assert!(
            starting("محمد ") > 200 && starting("شركة ") > 50,
            "{} {}",
            starting("محمد "),
            starting("شركة ")
        );
    }

    #[test]
    fn a_smaller_gazetteer_is_the_beginning_of_a_larger_one() {
        assert_eq!(gazetteer(4, 5_000)[..1_234], gazetteer(4, 1_234));
        assert_ne!(gazetteer(4, 100), gazetteer(5, 100));
    }

    #[test]
    fn a_seed_gives_the_same_names_for_ever() {
        let names: Vec<String> = gazetteer(42, 4).into_iter().map(|name| name.name).collect();
        assert_eq!(names, ["الحسكة", "جامعة اللعار", "عين المتكوع", "مسترقس"]);
    }

    #[test]
    fn a_hundred_thousand_names_are_unique() {
        let names = gazetteer(5, 100_000);
        let distinct: HashSet<&str> = names.iter().map(|name| name.name.as_str()).collect();
        assert_eq!((names.len(), distinct.len()), (100_000, 100_000));
    }

    #[test]
    fn word_lists_are_as_long_as_real_variety_needs() {
        assert!(MEN.len() + WOMEN.len() >= 150 && SURNAMES.len() >= 300);
    }
}
