mod differential;
mod reference;

use super::*;
use crate::{Entity, Fold, Gazetteer, Proclitic};

fn matcher(names: &[(&str, &str)]) -> Matcher {
    Matcher::new(dictionary(names))
}

fn dictionary(names: &[(&str, &str)]) -> Dictionary {
    let entities = names.iter().map(|(id, name)| Entity::new(*id, "place", *name));
    Dictionary::compile(&Gazetteer::from_entities(entities).unwrap()).unwrap()
}

fn texts<'a>(matcher: &'a Matcher, text: &'a str) -> Vec<&'a str> {
    matcher.find_iter(text).map(|found| found.text()).collect()
}

#[test]
fn the_public_types_cross_threads() {
    fn crosses<T: Send + Sync + std::panic::UnwindSafe>() {}
    crosses::<Matcher>();
    crosses::<Dictionary>();
    crosses::<Worker<'static>>();
    crosses::<Match<'static>>();
}

#[test]
fn a_filtered_name_hides_no_other() {
    let names = [("long", "جنوب السودان"), ("short", "السودان")];
    let filtered = Matcher::builder(dictionary(&names))
        .filter(|entity, _| entity.id() != "long")
        .filter(|_, alias| alias.text() != "مصر")
        .build()
        .unwrap();
    assert_eq!(texts(&matcher(&names), "في جنوب السودان"), ["جنوب السودان"]);
    assert_eq!(texts(&filtered, "في جنوب السودان"), ["السودان"]);
}

#[test]
fn the_limit_of_matches_is_visible() {
    let limited = Matcher::builder(dictionary(&[("1", "مصر")])).max_matches(2).build().unwrap();
    let matches = limited.find_iter("مصر. مصر. مصر");
    assert!(matches.truncated());
    assert_eq!(matches.len(), 2);
    assert!(!limited.find_iter("مصر. مصر.").truncated());
}

#[test]
fn folds_narrow_and_never_widen() {
    let dictionary = dictionary(&[("1", "إيران")]);
    let strict = Matcher::builder(dictionary.clone()).folds(FoldSet::light()).build().unwrap();
    assert_eq!(texts(&strict, "ايران وإيـران"), ["إيـران"]);
    let wider = Matcher::builder(dictionary).folds(FoldSet::all()).build().unwrap_err();
    assert_eq!(wider, MatcherError::FoldsNotCompiled { missing: Fold::Transliteration.into() });
}

#[test]
fn clitics_leave_two_letters_of_a_word() {
    let matcher = matcher(&[("1", "د."), ("2", "دم.")]);
    assert_eq!(texts(&matcher, "كد."), [""; 0]);
    assert_eq!(texts(&matcher, "كدم."), ["دم."]);
}

#[test]
fn a_worker_forgets_the_text_before() {
    let matcher = matcher(&[("1", "مصر")]);
    let mut worker = matcher.worker();
    assert_eq!(worker.find("ومصر").next().unwrap().proclitics(), [Proclitic::Wa]);
    assert_eq!(worker.find("لا شيء").count(), 0);
    assert_eq!(worker.find("مصر").next().unwrap().proclitics(), []);
}

#[test]
fn repetition_and_nesting_stay_linear() {
    // The traps of automata: one letter many times, names that nest in each other, one very long name.
    let nested: Vec<(String, String)> = (1..=60).map(|n| (n.to_string(), vec!["قال"; n].join(" "))).collect();
    let names: Vec<(&str, &str)> = nested.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let text = "قال ".repeat(20_000);
    assert_eq!(matcher(&names).find_iter(&text).count(), 20_000_usize.div_ceil(60));
    let all = Matcher::builder(dictionary(&names)).kind(MatchKind::All).max_matches(100_000).build().unwrap();
    assert!(all.find_iter(&text).truncated());
}

#[test]
fn spans_of_hostile_texts_lie_in_the_text() {
    let matcher = matcher(&[("1", "الله"), ("2", "ا"), ("3", "د."), ("4", "عبد الله"), ("5", "لا")]);
    for (name, text) in yaqut_testkit::hostile::all(2_000) {
        let mut last = 0;
        for found in matcher.find_iter(&text) {
            assert!(found.span().get(&text).is_some_and(|text| !text.is_empty()), "{name}");
            assert!(found.surface_span().contains(found.span()), "{name}");
            assert!(found.surface_span().start >= last, "{name}");
            last = found.surface_span().end;
        }
    }
}

#[test]
fn tags_are_looked_into_where_that_is_asked_for() {
    let names =
        dictionary(&[("1", "غزة"), ("2", "الأمم المتحدة"), ("3", "عبد الله"), ("4", "مصر"), ("5", "NATO")]);
    let inside = Matcher::builder(names.clone()).inside_tags(3).build().unwrap();
    assert_eq!(texts(&inside, "#غزةتحتالنار وغزة"), ["غزة", "غزة"]);
    assert_eq!(texts(&inside, "#الملكعبدالله @قناةمصر @nato_arabic"), ["عبدالله", "مصر", "nato"]);
    assert_eq!(texts(&inside, "#كلناالامم_المتحدة #مصر_غزة"), ["مصر", "غزة"]);
    assert_eq!(texts(&inside, "غزةتحتالنار"), Vec::<&str>::new());
    let found = inside.find_all("#ياالاممالمتحدة");
    assert_eq!((found[0].text(), found[0].folds().to_string().as_str()), ("الاممالمتحدة", "spacing,alef"));
    let exact = Matcher::builder(names.clone()).folds(FoldSet::EMPTY).inside_tags(3).build().unwrap();
    assert_eq!(texts(&exact, "#ياالاممالمتحدة #تحيامصر"), ["مصر"]);
    assert_eq!(texts(&Matcher::new(names.clone()), "#غزةتحتالنار"), Vec::<&str>::new());
    let limited = Matcher::builder(names).inside_tags(3).max_matches(1).build().unwrap();
    let mut worker = limited.worker();
    assert!(worker.find("مصر. #تحيامصر مصر").truncated());
    assert_eq!(worker.find("لا شيء").count(), 0);
}

#[test]
fn an_explanation_names_what_is_refused() {
    let refusals = |matcher: &Matcher, name: &str| {
        let explained = matcher.explain(name);
        let verdicts = explained.readings.iter().flat_map(Reading::names).map(ExplainedName::verdict);
        verdicts.collect::<Vec<_>>()
    };
    let refused = |refusal| vec![Verdict::Refused(refusal)];
    let narrow =
        Entity::new("3", "place", "ليبيا").with_folds(FoldSet::EMPTY).with_clitics(crate::CliticPolicy::NONE);
    let mut builder = Dictionary::builder();
    for entity in [
        Entity::new("1", "person", "علي"),
        Entity::new("2", "place", "قم"),
        narrow,
        Entity::new("4", "place", "ألمانيا"),
    ] {
        builder.add(entity).unwrap();
    }
    let dictionary = builder.finish().unwrap();
    let matcher = Matcher::new(dictionary.clone());
    assert_eq!(refusals(&matcher, "على"), refused(Refusal::EverydayWord));
    assert_eq!(refusals(&matcher, "لقم"), refused(Refusal::TooShort));
    assert_eq!(refusals(&matcher, "وليبيا"), refused(Refusal::Clitics));
    assert_eq!(refusals(&matcher, "ليبيـا"), refused(Refusal::Folds));
    assert_eq!(refusals(&matcher, "للمانيا"), refused(Refusal::NoArticle));
    assert_eq!(refusals(&matcher, "وعلي"), [Verdict::Found(FoldSet::EMPTY)]);
    assert_eq!(refusals(&matcher, "باريس"), []);
    let letter = Matcher::new(self::dictionary(&[("1", "ا")]));
    assert_eq!(letter.explain("أ").readings[0].rest(), "ا");
    let without = Matcher::builder(dictionary).without(["1"]).build().unwrap();
    assert_eq!(refusals(&without, "علي"), refused(Refusal::LeftOut));
}

#[test]
fn a_dictionary_of_other_folds_cannot_be_laid_over() {
    let light = Dictionary::builder().folds(FoldSet::light()).finish().unwrap();
    let error = Matcher::builder(dictionary(&[("1", "مصر")])).overlay(light).build().unwrap_err();
    assert!(matches!(error, MatcherError::OtherFolds { .. }), "{error}");
}
