//! `yaqut clitics`: learning how words are cut, and measuring it.

pub(crate) mod eval;
pub(crate) mod train;

use std::io::BufReader;

use yaqut::{GoldFormat, GoldReader, GoldSentence};

use crate::args::GoldArgs;
use crate::exit::Failure;
use crate::gazetteers::file::{bad, source};

/// Gives every sentence of the files to `each`.
fn sentences(args: &GoldArgs, mut each: impl FnMut(&GoldSentence)) -> Result<(), Failure> {
    let mut any = false;
    let files = args.conllu.iter().map(|path| (path, GoldFormat::Conllu));
    for (path, format) in files.chain(args.seg.iter().map(|path| (path, GoldFormat::Seg))) {
        for sentence in GoldReader::new(BufReader::new(source(path)?), format) {
            each(&sentence.map_err(|error| bad(path, &error.to_string()))?);
            any = true;
        }
    }
    if any {
        Ok(())
    } else {
        Err(Failure::Start("the files have no sentence; add one that has some".to_owned()))
    }
}
