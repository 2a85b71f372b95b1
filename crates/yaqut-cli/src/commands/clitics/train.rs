//! `yaqut clitics train`: text that was cut by hand into a model.

use std::time::Instant;

use yaqut::Trainer;

use super::sentences;
use crate::args::TrainArgs;
use crate::exit::{Exit, Failure, tell};
use crate::input::name;
use crate::lexicon;
use crate::output::counted;
use crate::save::Target;

pub(crate) fn run(args: &TrainArgs) -> Result<Exit, Failure> {
    let started = Instant::now();
    let inputs: Vec<_> = args.gold.conllu.iter().chain(&args.gold.seg).chain(&args.model).cloned().collect();
    let target = Target::new(&args.output, args.force, &inputs)?;
    let mut trainer = Trainer::new(&lexicon::open(args.model.as_deref())?);
    sentences(&args.gold, |sentence| trainer.add(sentence))?;
    if trainer.words() == trainer.unreachable() {
        let what = "the files have no word that is cut as the grammar can cut it; cut at the level atb, the article on";
        return Err(Failure::Start(what.to_owned()));
    }
    let bytes = trainer.train().to_bytes();
    target.write(|out| Ok(out.write_all(&bytes)?))?;
    if trainer.unreachable() > 0 {
        let words = counted(trainer.unreachable(), "word", "words");
        tell(&format!(
            "{words} cut as the grammar cannot cut them taught nothing; clitics eval --errors shows which"
        ));
    }
    tell(&format!(
        "{}: learnt from {}, {}, {:.1} s",
        name(&args.output),
        counted(trainer.words(), "word", "words"),
        counted(bytes.len() as u64, "byte", "bytes"),
        started.elapsed().as_secs_f64()
    ));
    Ok(Exit::Done)
}
