//! The matcher against the [reference](super::reference): random Arabic, hostile text and random gazetteers, with every
//! fold, clitic, policy and kind; from a dictionary just built and from one loaded; with a worker new and reused.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::{MatchKind, Matcher, Worker};
use super::reference::{Plain, Reference};
use crate::tests::cases;
use crate::{Alias, CliticPolicy, CommonWords, Dictionary, Entity, Fold, FoldSet, Proclitic};

/// Words of names and of text: clitic letters, articles, folds of every kind, particles, everyday words, short words,
/// words that need the tokenizer.
const WORDS: [&str; 60] = [
    "العراق",
    "عراق",
    "لبنان",
    "بنان",
    "اللاذقية",
    "لاذقية",
    "واشنطن",
    "بغداد",
    "كندا",
    "فلسطين",
    "ليبيا",
    "عمان",
    "أحمد",
    "احمد",
    "علي",
    "على",
    "مكة",
    "مكه",
    "شؤون",
    "شئون",
    "شوءون",
    "الله",
    "عبدالله",
    "عبد",
    "ود",
    "أبو",
    "ابو",
    "أبا",
    "ابي",
    "ابن",
    "بن",
    "نورالدين",
    "نور",
    "الدين",
    "جدا",
    "جد",
    "محمد",
    "محمداً",
    "مستشفى",
    "مستشفي",
    "وزارة",
    "وزارته",
    "خارجية",
    "سوء",
    "شاطئ",
    "شاطىء",
    "ألمانيا",
    "لمانيا",
    "للعراق",
    "وبالعراق",
    "مُحَمَّد",
    "سوريـا",
    "٥",
    "5",
    "NATO",
    "د.",
    "ق.م",
    "كوفيد-19",
    "بأن",
    "ايران",
];
const PROCLITICS: [&str; 14] = ["", "", "", "و", "ف", "ب", "ك", "ل", "وب", "ول", "لل", "ولل", "فك", "ال"];
const PRONOUNS: [&str; 8] = ["", "", "", "", "ه", "ها", "هم", "نا"];
const ORNAMENTS: [&str; 10] = ["", "", "", "", "", "\u{640}", "\u{64E}", "\u{200C}", "\u{200F}", "\u{64B}"];
const GAPS: [&str; 26] = [
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\n\n",
    ". ",
    "، ",
    ": ",
    " «",
    "» ",
    "-",
    "_",
    "\u{200C}",
    "\u{A0}",
    "/",
    "؟ ",
    "",
    " \u{200F}",
];

fn word() -> impl Strategy<Value = String> {
    (
        select(PROCLITICS.to_vec()),
        select(WORDS.to_vec()),
        select(PRONOUNS.to_vec()),
        select(ORNAMENTS.to_vec()),
    )
        .prop_map(|(front, word, behind, ornament)| {
            let at = word.char_indices().nth(1).map_or(0, |(at, _)| at);
            format!("{front}{}{ornament}{}{behind}", &word[..at], &word[at..])
        })
}

fn text() -> impl Strategy<Value = String> {
    vec((word(), select(GAPS.to_vec())), 0..16)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect())
}

fn folds() -> impl Strategy<Value = FoldSet> {
    prop_oneof![
        6 => Just(FoldSet::search()),
        1 => Just(FoldSet::all()),
        1 => Just(FoldSet::light()),
        2 => (0_u32..1 << Fold::ALL.len()).prop_map(FoldSet::from_bits),
    ]
}

fn policy() -> impl Strategy<Value = CliticPolicy> {
    select(vec![
        CliticPolicy::PROCLITICS,
        CliticPolicy::PROCLITICS,
        CliticPolicy::PROCLITICS,
        CliticPolicy::ALL,
        CliticPolicy::NONE,
        CliticPolicy::NONE.with(Proclitic::Wa).with(Proclitic::La).with_enclitics(),
    ])
}

fn name() -> impl Strategy<Value = String> {
    vec(select(WORDS.to_vec()), 1..4).prop_map(|words| words.join(" "))
}

fn entity() -> impl Strategy<Value = Entity> {
    let narrowed = || prop_oneof![5 => Just(None), 1 => folds().prop_map(Some)];
    (name(), vec((name(), narrowed()), 0..3), narrowed(), policy(), 0_u8..4).prop_map(
        |(name, aliases, narrowed, policy, prior)| {
            let mut entity =
                Entity::new("-", "place", name).with_clitics(policy).with_prior(f32::from(prior) / 4.0);
            for (alias, folds) in aliases {
                entity = entity.with_alias(
                    folds.map_or(Alias::new(alias.clone()), |folds| Alias::new(alias).with_folds(folds)),
                );
            }
            narrowed.map_or(entity.clone(), |folds| entity.with_folds(folds))
        },
    )
}

fn kind() -> impl Strategy<Value = MatchKind> {
    select(vec![MatchKind::Longest, MatchKind::Longest, MatchKind::All, MatchKind::Priority])
}

/// Everyday words that folds and clitics would make names of.
fn everyday() -> CommonWords {
    let words =
        "على بأن جدا بنان فعلي لعلي وعلى كعبد مكه سوء وسوء ليبيا بن لابن ابي شئون احمد ولبنان للعراق كندا ودا";
    words.split(' ').collect()
}

fn dictionary(entities: &[Entity], folds: FoldSet, layer: usize) -> Dictionary {
    let mut builder = Dictionary::builder().folds(folds).common_words(everyday());
    for (n, entity) in entities.iter().enumerate() {
        // Some ids of one layer are those of another.
        let id = if n % 4 == 0 { format!("{n}") } else { format!("{layer}:{n}") };
        let named = entity
            .aliases()
            .iter()
            .cloned()
            .fold(Entity::new(id, "place", entity.name()), Entity::with_alias);
        let named = named.with_clitics(entity.clitics()).with_prior(entity.prior());
        builder.add(entity.folds().map_or(named.clone(), |folds| named.with_folds(folds))).unwrap();
    }
    builder.finish().unwrap()
}

fn found(worker: &mut Worker<'_>, text: &str) -> (Vec<Plain>, bool) {
    let matches = worker.find(text);
    let truncated = matches.truncated();
    (matches.map(Plain::from).collect(), truncated)
}

/// Everything one case is made of.
#[derive(Debug)]
struct Case {
    entities: Vec<Entity>,
    over: Vec<Entity>,
    compiled: FoldSet,
    narrowed: FoldSet,
    kind: MatchKind,
    limit: usize,
}

impl Case {
    fn check(&self, texts: &[String]) -> Result<(), TestCaseError> {
        let built = dictionary(&self.entities, self.compiled, 0);
        let over = dictionary(&self.over, self.compiled, 1);
        let folds = self.narrowed.intersection(self.compiled);
        let matcher = |dictionary: Dictionary| {
            let builder = Matcher::builder(dictionary).folds(folds).kind(self.kind).max_matches(self.limit);
            if self.over.is_empty() { builder.build() } else { builder.overlay(over.clone()).build() }
        };
        let loaded = matcher(Dictionary::from_bytes(built.to_bytes()).unwrap()).unwrap();
        let fresh = matcher(built.clone()).unwrap();
        let mut layers = vec![&built];
        layers.extend((!self.over.is_empty()).then_some(&over));
        let reference = Reference::new(&layers, everyday(), folds, self.kind, self.limit, |layer, alias| {
            layer == 1 || self.over.is_empty() || over.entity(alias.entity().id()).is_none()
        });
        let mut reused = fresh.worker();
        for text in texts {
            let expected = reference.find(text);
            let (by_fresh, by_loaded) = (found(&mut fresh.worker(), text), found(&mut loaded.worker(), text));
            prop_assert_eq!(&by_fresh, &expected, "{:?}", text);
            prop_assert_eq!(&by_loaded, &expected, "loaded, {:?}", text);
            prop_assert_eq!(found(&mut reused, text), expected, "reused, {:?}", text);
        }
        Ok(())
    }
}

fn case() -> impl Strategy<Value = Case> {
    let narrowed = prop_oneof![3 => Just(FoldSet::all()), 1 => folds()];
    let limit = prop_oneof![4 => Just(usize::MAX), 1 => 0_usize..4];
    let over = prop_oneof![3 => Just(Vec::new()), 1 => vec(entity(), 1..6)];
    (vec(entity(), 1..14), over, folds(), narrowed, kind(), limit).prop_map(
        |(entities, over, compiled, narrowed, kind, limit)| Case {
            entities,
            over,
            compiled,
            narrowed,
            kind,
            limit,
        },
    )
}

/// Names that every fold set leaves something of.
fn buildable(case: &Case) -> bool {
    let sound = |entity: &Entity| {
        let mut builder = Dictionary::builder().folds(case.compiled);
        builder.add(entity).is_ok()
    };
    case.entities.iter().chain(&case.over).all(sound)
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn random_names_in_random_text(case in case(), texts in vec(text(), 1..4)) {
        prop_assume!(buildable(&case));
        case.check(&texts)?;
    }

    #[test]
    fn random_letters(case in case(), texts in vec("[اأإولبكف عدنىيةهؤئء.،ـ\u{64E}\u{64B}\u{200C}\u{FEFB}١a\n-]{0,60}", 1..4)) {
        prop_assume!(buildable(&case));
        case.check(&texts)?;
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// Without folds and clitics a name is a substring between white space: aho-corasick finds them all, and of those the
    /// leftmost and longest are to be given out.
    #[test]
    fn exact_names_are_what_aho_corasick_finds(
        names in vec(vec(select(WORDS[..24].to_vec()), 1..4), 1..12),
        words in vec(select(WORDS[..24].to_vec()), 0..30),
    ) {
        let names: BTreeSet<String> = names.iter().map(|words| words.join(" ")).collect();
        let text = words.join(" ");
        let mut builder = Dictionary::builder().folds(FoldSet::EMPTY);
        for (n, name) in names.iter().enumerate() {
            builder.add(Entity::new(n.to_string(), "place", name).with_clitics(CliticPolicy::NONE)).unwrap();
        }
        let matcher = Matcher::new(builder.finish().unwrap());
        let oracle = aho_corasick::AhoCorasick::new(&names).unwrap();
        let bounded = |at: usize| at == 0 || at == text.len() || text.as_bytes()[at - 1] == b' ' || text.as_bytes()[at] == b' ';
        let all = oracle.find_overlapping_iter(&text).map(|found| (found.start(), found.end()));
        let mut all: Vec<_> = all.filter(|&(start, end)| bounded(start) && bounded(end)).collect();
        all.sort_unstable_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
        let mut behind = 0;
        all.retain(|&(start, end)| start >= behind && { behind = end; true });
        let found: Vec<_> = matcher.find_iter(&text).map(|found| (found.span().start, found.span().end)).collect();
        prop_assert_eq!(found, all);
    }
}

#[test]
fn names_of_a_gazetteer_in_the_text_of_news() {
    let names = yaqut_testkit::gazetteer(11, 3_000);
    let entities: Vec<Entity> =
        names.iter().map(|name| Entity::new("-", name.entity_type, &name.name)).collect();
    let spelled = names.into_iter().map(|name| name.name).collect();
    let text = yaqut_testkit::ArabicText::new(11).names(spelled, 60.0).generate(120_000);
    let texts: Vec<String> = text.split("\n\n").map(str::to_owned).chain([text.clone()]).collect();
    for kind in [MatchKind::Longest, MatchKind::All, MatchKind::Priority] {
        let (compiled, narrowed) = (FoldSet::search(), FoldSet::search());
        let case = Case {
            entities: entities.clone(),
            over: Vec::new(),
            compiled,
            narrowed,
            kind,
            limit: usize::MAX,
        };
        case.check(&texts).unwrap();
    }
}

#[test]
fn hostile_text() {
    let names =
        ["الله", "ا", "د.", "عبد الله", "لا", "ق.م", "صلى الله عليه وسلم", "قال قال", "أ", "5", "لبنان"];
    let entities: Vec<Entity> =
        names.iter().map(|name| Entity::new("-", "place", *name).with_clitics(CliticPolicy::ALL)).collect();
    let texts: Vec<String> = yaqut_testkit::hostile::all(300).into_iter().map(|(_, text)| text).collect();
    for kind in [MatchKind::Longest, MatchKind::All, MatchKind::Priority] {
        for compiled in [FoldSet::search(), FoldSet::all(), FoldSet::EMPTY] {
            let narrowed = FoldSet::all();
            let entities: Vec<Entity> = entities.clone();
            let case = Case { entities, over: Vec::new(), compiled, narrowed, kind, limit: usize::MAX };
            case.check(&texts).unwrap();
        }
    }
}
