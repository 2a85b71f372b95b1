//! Shows why something matched: what was set aside in front of a name and behind it, which spelling differences were
//! forgiven, which alias was found, and who else it could be. And why على "on" is not the name علي.
#![expect(clippy::print_stdout, reason = "an example prints what it finds")]

use std::error::Error;

use yaqut::{CommonWords, Dictionary, DictionaryBuilder, Gazetteer, Match, Matcher};

const NAMES: &str = "\
id,type,name,aliases,prior,clitics
cldr:IQ,place,العراق,جمهورية العراق,0.98,
cldr:SY,place,سوريا,سورية|الجمهورية العربية السورية,0.98,
cldr:IR,place,إيران,,0.98,
my:ministry,organization,وزارة,,0.5,all
my:ali,person,علي,,0.5,
my:saleh,person,علي عبد الله صالح,علي صالح,0.9,
my:other-saleh,person,علي صالح,,0.2,
";

fn main() -> Result<(), Box<dyn Error>> {
    let names = Gazetteer::from_csv(NAMES.as_bytes())?;
    let matcher = Matcher::new(Dictionary::compile(&names)?);

    let text = "وصل علي صالح للعراق وسورية ثم ايران، وأشرفت وزارته على الزيارة";
    let matches = matcher.find_all(text);
    matches.iter().for_each(explain);

    // على is an everyday word, and no fold may turn an everyday word into a name of one word. Without that guard:
    let unguarded = Dictionary::builder().common_words(CommonWords::empty());
    let unguarded = Matcher::new(compile(unguarded, &names)?);
    let mistakes: Vec<_> = unguarded.find_iter(text).filter(|m| m.text() == "على").collect();
    println!("Without the list of common words there would also be");
    mistakes.iter().for_each(explain);

    let found: Vec<&str> = matches.iter().map(Match::surface_text).collect();
    assert_eq!(found, ["علي صالح", "للعراق", "وسورية", "ايران", "وزارته"]);
    assert_eq!(matches[0].candidates().len(), 2);
    assert_eq!(matches[1].text(), "لعراق"); // the article's alef is not written behind ل
    assert_eq!(matches[3].folds().to_string(), "alef");
    assert_eq!(mistakes[0].folds().to_string(), "alef_maksura");
    assert_eq!(matcher.find_all("على عبد الله صالح").len(), 1); // a name of several words needs no guard
    Ok(())
}

fn explain(m: &Match<'_>) {
    let in_front: Vec<&str> = m.proclitics().iter().map(|proclitic| proclitic.form()).collect();
    let behind: Vec<&str> = m.enclitics().iter().map(|enclitic| enclitic.form()).collect();
    println!("{} at {:?}", m.surface_text(), m.surface_span());
    println!("  name        {} at {:?}", m.text(), m.span());
    println!("  proclitics  {in_front:?}");
    println!("  enclitics   {behind:?}");
    println!("  folds       {}", m.folds());
    println!("  alias       {}", m.alias());
    for candidate in m.candidates() {
        let entity = candidate.entity();
        println!("  candidate   {} = {}, prior {}", entity.id(), entity.name(), entity.prior());
    }
    println!();
}

fn compile(mut builder: DictionaryBuilder, names: &Gazetteer) -> Result<Dictionary, Box<dyn Error>> {
    for entity in names {
        builder.add(entity)?;
    }
    Ok(builder.finish()?)
}
