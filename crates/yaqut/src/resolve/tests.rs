//! What resolution does with small gazetteers, and with any text.

use proptest::prelude::*;

use super::*;
use crate::tests::cases;
use crate::{Dictionary, Gazetteer, Matcher};

const NAMES: &str = "id,type,name,aliases,prior,country,kind\n\
    ly,place,طرابلس,,0.85,LY,city\n\
    lb,place,طرابلس الشام,طرابلس,0.5,LB,city\n\
    lebanon,place,لبنان,,0.95,LB,country\n\
    libya,place,ليبيا,,0.95,LY,country\n\
    libyan,nationality,ليبي,الليبي|الليبية,0.95,x:LY,\n\
    ibrahim,person,إبراهيم الجعفري,الجعفري,0.6,IQ,\n\
    bashar,person,بشار الجعفري,الجعفري,0.4,SY,\n\
    fidel,person,فيدل كاسترو,كاسترو,0.8,CU,president\n\
    raul,person,راؤول كاسترو,كاسترو,0.4,CU,president\n\
    club,organization,نادي ليفربول,ليفربول,0.5,GB,football\n\
    city,place,ليفربول,,0.85,GB,city\n\
    real,organization,ريال مدريد,,0.9,ES,football\n\
    fatah,organization,حركة فتح,,0.9,PS,movement\n\
    maan,place,مدينة معان,,0.85,JO,city\n\
    king,person,الملك الحسين,,0.9,JO,king\n\
    oman,place,عُمان,,0.7,OM,country\n\
    amman,place,عمّان,,0.8,JO,city\n\
    omaha,person,جمال عبد الناصر,,0.9,EG,president\n";

fn matcher() -> Matcher {
    Matcher::new(Dictionary::compile(&Gazetteer::from_csv(NAMES.as_bytes()).unwrap()).unwrap())
}

/// The text, id and first reason of everything in a text.
fn resolve(text: &str) -> Vec<(String, String, Option<Reason>)> {
    let matcher = matcher();
    let resolved = Resolver::new().resolve(text, matcher.find_iter(text));
    let told = |resolved: &Resolved<'_>| {
        let reason = resolved.reasons().first().map(Evidence::reason);
        (resolved.found().text().to_owned(), resolved.entity().id().to_owned(), reason)
    };
    resolved.iter().map(told).collect()
}

fn id_of(text: &str, name: &str) -> String {
    let all = resolve(text);
    all.iter().find(|(text, ..)| text == name).unwrap_or_else(|| panic!("{name}: {all:?}")).1.clone()
}

#[test]
fn a_country_nearby_prefers_its_cities() {
    assert_eq!(id_of("قال سكان طرابلس إن الأمطار لم تتوقف", "طرابلس"), "ly");
    assert_eq!(id_of("قال سكان طرابلس في شمال لبنان إن الأمطار لم تتوقف", "طرابلس"), "lb");
    assert_eq!(id_of("أعلن الجيش الليبي دخول طرابلس", "طرابلس"), "ly");
}

#[test]
fn the_full_name_lends_its_id_before_and_behind() {
    assert_eq!(id_of("قال الجعفري", "الجعفري"), "ibrahim");
    for text in ["التقى بشار الجعفري الوفد. وقال الجعفري", "قال الجعفري إن بشار الجعفري لم يصل"]
    {
        assert_eq!(resolve(text).iter().filter(|(_, id, _)| id == "bashar").count(), 2, "{text}");
    }
    // Of two the one named last.
    let text = "التقى بشار الجعفري إبراهيم الجعفري ثم قال الجعفري إن اللقاء انتهى";
    assert_eq!(id_of(text, "الجعفري"), "ibrahim");
}

#[test]
fn a_first_name_by_itself_tells_who_is_meant() {
    assert_eq!(id_of("تنحى فيدل كاسترو. ووعد كاسترو بالصمت", "كاسترو"), "fidel");
    assert_eq!(id_of("تنحى فيدل كاسترو وتولى شقيقه راؤول الحكم. ووعد كاسترو بالإصلاح", "كاسترو"), "raul");
}

#[test]
fn words_beside_a_name_tell_what_it_is() {
    assert_eq!(id_of("وصل إلى مدينة ليفربول", "ليفربول"), "city");
    assert_eq!(id_of("قال لاعب ليفربول السابق", "ليفربول"), "club");
    assert_eq!(id_of("تعادل ريال مدريد وليفربول", "ليفربول"), "club");
    let all = resolve("خسر فريق ليفربول مباراة أمس في الدوري");
    assert_eq!((all[0].1.as_str(), all[0].2), ("club", Some(Reason::Cue)));
}

#[test]
fn short_names_of_full_ones_are_found() {
    let text = "أسس جمال عبد الناصر الحزب. ثم مات عبد الناصر فجأة";
    assert_eq!(resolve(text)[1], ("عبد الناصر".into(), "omaha".into(), Some(Reason::FullName)));
    // Words that are names only beside a word that says so.
    let found = |text: &str| resolve(text).iter().filter(|(_, id, _)| id == "fatah").count();
    assert_eq!(found("قالت حركة فتح إنها ترفض. ثم فتح الباب"), 1);
    assert_eq!(found("ثم فتح الباب"), 0);
    // Another first name, another person.
    assert_eq!(resolve("رحل جمال عبد الناصر وخالد عبد الناصر").len(), 1);
}

#[test]
fn frames_are_no_part_of_a_name() {
    let all = resolve("وصل الملك الحسين إلى مدينة معان أمس");
    assert_eq!((all[0].0.as_str(), all[0].1.as_str()), ("الحسين", "king"));
    assert_eq!((all[1].0.as_str(), all[1].1.as_str()), ("معان", "maan"));
    let matcher = matcher();
    let text = "في بمدينة معان";
    let resolved = Resolver::new().resolve(text, matcher.find_iter(text));
    let frame = resolved[0].reasons()[0];
    assert_eq!((frame.reason(), frame.span().unwrap().get(text)), (Reason::Cue, Some("بمدينة")));
    assert_eq!(resolved[0].found().surface_text(), "بمدينة معان");
}

#[test]
fn spelling_and_priors_decide_where_the_text_is_silent() {
    assert_eq!(id_of("عُمان", "عُمان"), "oman");
    assert_eq!(id_of("عمّان", "عمّان"), "amman");
    let reasons = |text: &str| resolve(text)[0].2;
    assert_eq!(reasons("طرابلس"), Some(Reason::Prior));
    assert_eq!(reasons("لبنان"), None);
}

#[test]
fn without_cues_the_rest_still_speaks() {
    let matcher = matcher();
    let text = "وصل إلى مدينة معان في لبنان من طرابلس";
    let resolved = Resolver::with_cues(Cues::empty()).resolve(text, matcher.find_iter(text));
    assert_eq!(resolved[0].found().text(), "مدينة معان");
    assert_eq!(resolved[2].entity().id(), "lb");
}

proptest! {
    #![proptest_config(cases(300))]

    /// Whatever the text: every match stays, in order, inside the text, with all its candidates and shares that add up.
    #[test]
    fn nothing_is_lost(words in proptest::collection::vec(
        prop_oneof![
            Just("طرابلس"), Just("وليفربول"), Just("الجعفري"), Just("إبراهيم الجعفري"), Just("راؤول"), Just("كاسترو"), Just("فيدل كاسترو"),
            Just("الملك"), Just("الملك الحسين"), Just("مدينة"), Just("بمدينة معان"), Just("."), Just("،"), Just("\n\n"), Just("عمان"),
            Just("الليبي"), Just("حركة فتح"), Just("فتح"), Just("في"), Just("\u{200F}"), Just("é"), Just("ـــ"), Just("(")
        ], 0..60)
    ) {
        let text = words.join(" ");
        let matcher = matcher();
        let found = matcher.find_all(&text);
        let resolved = Resolver::new().resolve(&text, matcher.find_iter(&text));
        let starts: Vec<usize> = resolved.iter().map(|one| one.found().surface_span().start).collect();
        prop_assert!(starts.windows(2).all(|pair| pair[0] <= pair[1]));
        for found in &found {
            let same = resolved.iter().find(|one| one.found().surface_span() == found.surface_span());
            let same = same.expect("a match is kept");
            prop_assert_eq!(same.candidates().len(), found.candidates().len());
            let sum: f32 = same.candidates().map(|(_, share)| share).sum();
            prop_assert!((sum - 1.0).abs() < 1e-3, "{}", sum);
        }
        for one in &resolved {
            prop_assert!(one.found().span().get(&text).is_some_and(|text| !text.is_empty()));
            prop_assert!(one.found().surface_span().contains(one.found().span()));
            for evidence in one.reasons() {
                prop_assert!(evidence.span().is_none_or(|span| span.get(&text).is_some()));
            }
        }
    }
}
