//! Matches names of one's own: reads them from CSV, says for each what may be written onto it and how exactly it must
//! be spelled, lays corrections over the list, compiles it, and stores and opens the compiled dictionary.
#![expect(clippy::print_stdout, reason = "an example prints what it finds")]

use std::error::Error;

use yaqut::{Dictionary, Gazetteer, Matcher};

// `folds` narrows the spellings a name tolerates; `clitics` says what may be written onto it: `all` lets pronouns
// follow, as in وزارته "his ministry".
const NAMES: &str = "\
id,type,name,aliases,prior,folds,clitics
my:huda,person,هدى,هدى الكرخي,0.6,light,
my:ministry,organization,وزارة الموارد المائية,وزارة الموارد|وزارة,0.9,,all
my:tigris,river,نهر دجلة,دجلة,0.9,,
my:old,place,مدينة الثورة,الثورة,0.5,,
";

// A later gazetteer replaces entities of the same id, adds new ones, and removes those it says to remove.
const CORRECTIONS: &str = r#"
{"id": "my:old", "remove": true}
{"id": "my:tigris", "type": "river", "name": "دجلة", "aliases": ["نهر دجلة", "النهر"], "length_km": "1900"}
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut names = Gazetteer::from_csv(NAMES.as_bytes())?; // or File::open("names.csv")?
    names.extend_over(Gazetteer::from_jsonl(CORRECTIONS.as_bytes())?);
    let dictionary = Dictionary::compile(&names)?;

    // Compile once, write the bytes to a file, and every later start only has to open them.
    let bytes = dictionary.to_bytes();
    println!("{} entities in {} bytes\n", dictionary.len(), bytes.len());
    let matcher = Matcher::new(Dictionary::from_bytes(bytes)?);

    let text = "قال الوزير في ذكرى الثورة إن وزارته تراقب النهر، وشكر هدى الكرخي على هدي أبيها ولدجلة عودته";
    let matches = matcher.find_all(text);
    for m in &matches {
        println!("{:<12} {:<12} {}", m.entity().id(), m.entity().entity_type(), m.surface_text());
    }

    let found: Vec<_> = matches.iter().map(|m| (m.surface_text(), m.entity().id())).collect();
    assert_eq!(
        found,
        [
            ("وزارته", "my:ministry"),
            ("النهر", "my:tigris"),    // an alias of the correction; الثورة was removed
            ("هدى الكرخي", "my:huda"), // and not هدي, which is not how the name is spelled
            ("ولدجلة", "my:tigris"),
        ]
    );
    Ok(())
}
