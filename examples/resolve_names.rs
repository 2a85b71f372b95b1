//! Shows which entity a name means: chosen by what the whole text says, with the reasons and where they stand.
#![expect(clippy::print_stdout, reason = "an example prints what it finds")]

use yaqut::{Matcher, Resolver};

fn main() {
    let text = "أمطار غزيرة في طرابلس وشمال لبنان. والتقى السفير بشار الجعفري الوفد، وقال الجعفري إن الطريق إلى عمّان \
                مفتوح. وكتب المؤرخ عن جمال عبد الناصر أن عبد الناصر لم يزر مدينة معان.";
    let matcher = Matcher::new(yaqut_data::dictionary());
    let resolver = Resolver::new();
    let all = resolver.resolve(text, matcher.find_iter(text));
    for resolved in &all {
        println!("{} = {} ({})", resolved.found().text(), resolved.entity().name(), resolved.entity().id());
        for evidence in resolved.reasons() {
            let where_it_stands = evidence.span().and_then(|span| span.get(text)).unwrap_or("-");
            println!("    {} {:.2}: {where_it_stands}", evidence.reason(), evidence.weight());
        }
        for (candidate, share) in resolved.candidates().skip(1) {
            println!("    not {} ({share:.2})", candidate.entity().id());
        }
    }
    let id_of = |name: &str| {
        all.iter().rev().find(|one| one.found().text() == name).map(|one| one.entity().id().to_owned())
    };
    assert_eq!(id_of("طرابلس").as_deref(), Some("geonames:266826")); // the one in Lebanon
    assert_eq!(id_of("الجعفري").as_deref(), Some("yaqut:person/bashar-jaafari"));
    assert_eq!(id_of("عبد الناصر"), id_of("جمال عبد الناصر")); // a short name that is in no list
    assert_eq!(id_of("معان"), all.last().map(|one| one.entity().id().to_owned())); // `مدينة` is no part of it
}
