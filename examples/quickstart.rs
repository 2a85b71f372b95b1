//! Finds the people, places and organisations of the embedded gazetteer in a sentence. There is nothing to download and
//! nothing to configure.
#![expect(clippy::print_stdout, reason = "an example prints what it finds")]

use yaqut::Matcher;

fn main() {
    let text = "وقال لافروف إن روسيا متضامنة مع العراق وسورية";

    let matcher = Matcher::new(yaqut_data::dictionary());
    let matches = matcher.find_all(text);
    for m in &matches {
        println!("{:?} {} = {} ({})", m.span(), m.text(), m.entity().name(), m.entity().id());
    }

    let ids: Vec<&str> = matches.iter().map(|m| m.entity().id()).collect();
    assert_eq!(ids, ["yaqut:person/sergei-lavrov", "cldr:RU", "cldr:IQ", "cldr:SY"]);
    assert_eq!(matches[3].text(), "سورية"); // without the و
    assert_eq!(matches[3].span().get(text), Some("سورية")); // spans are bytes of the text as it came in
}
