//! Takes the words of a sentence apart: clitics, stem and pronoun, each with its place in the text and the form it has when
//! it stands alone; and shows what else a word could have been.
#![expect(clippy::print_stdout, reason = "an example prints what it finds")]

use yaqut::{CliticLevel, Segmenter};

const TEXT: &str = "وقالت مدرستهم إن الوفد سيزور العراق، وللعراقيين أصدقاؤه.";

fn main() {
    let segmenter = Segmenter::new(yaqut_lexicon::lexicon());
    for (token, parts) in segmenter.tokens(TEXT).filter(|(_, parts)| parts.is_cut()) {
        println!("{}: {parts}", token.text());
        for part in parts.segments() {
            println!("    {:<10} {:?} {} {}", part.role(), part.span(), part.text(), part.form());
        }
    }

    // One level finer, and every reading of a word that stands alone.
    let finer = segmenter.clone().level(CliticLevel::D3);
    let parts: Vec<String> = finer.tokens(TEXT).map(|(_, parts)| parts.to_string()).collect();
    println!("{}", parts.join(" "));
    for reading in segmenter.readings("فهم") {
        println!("فهم: {reading} {:.2}", reading.confidence());
    }

    assert_eq!(parts[0], "و+ قالت");
    assert_eq!(parts[1], "مدرسة +هم");
    assert_eq!(parts[7], "و+ ل+ ال+ عراقيين");
}
