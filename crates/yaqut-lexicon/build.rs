//! Compiles the tables in `data/` into the lexicon that is embedded, and teaches it from the words and sentences there.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use yaqut::{GoldFormat, GoldReader, Lexicon, LexiconBuilder, Trainer, WordUse};

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new("data");
    println!("cargo::rerun-if-changed=data");
    let mut trainer = Trainer::new(&lexicon(data)?);
    let mut texts = vec![data.join("names.txt"), data.join("words.txt")];
    for file in fs::read_dir(data.join("sentences"))? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            texts.push(path);
        }
    }
    texts.sort(); // the order of a folder is not the same everywhere
    for path in texts {
        let text = fs::read(&path)?;
        for sentence in GoldReader::new(text.as_slice(), GoldFormat::Seg) {
            trainer.add(&sentence.map_err(|error| format!("{}: {error}", path.display()))?);
        }
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(out.join("lexicon.yql"), trainer.train().to_bytes())?;
    Ok(())
}

/// The frequencies and uses of words.
fn lexicon(data: &Path) -> Result<Lexicon, Box<dyn Error>> {
    let mut builder = LexiconBuilder::new();
    for row in fs::read_to_string(data.join("frequencies.tsv"))?.lines() {
        let (centibels, words) = row.split_once('\t').ok_or("frequencies.tsv: a row without a tab")?;
        let centibels =
            centibels.parse().map_err(|_| format!("frequencies.tsv: `{centibels}` is no number"))?;
        for word in words.split(' ') {
            builder.frequency(word, centibels);
        }
    }
    for row in fs::read_to_string(data.join("stems.tsv"))?.lines() {
        let (uses, stem) = row.split_once('\t').ok_or("stems.tsv: a row without a tab")?;
        for letter in uses.chars() {
            let how = match letter {
                'n' => WordUse::Noun,
                'b' => WordUse::BoundNoun,
                'p' => WordUse::Past,
                'i' => WordUse::Imperfect,
                'c' => WordUse::Command,
                'o' => WordUse::BoundVerb,
                _ => return Err(format!("stems.tsv: `{letter}` is no use of a word").into()),
            };
            builder.word_use(stem, how);
        }
    }
    Ok(builder.finish())
}
