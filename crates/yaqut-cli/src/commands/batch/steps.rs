//! The steps of a batch, and what tells them from other ones.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;

use xxhash_rust::xxh3::xxh3_64;
use yaqut::{CliticLevel, Matcher, Normalizer, Segmenter};
use yaqut_batch::work::{Annotate, Steps};

use crate::args::{BatchArgs, BatchInput, Clitics, FindArgs, Split, Step, WorkArgs};
use crate::commands::annotate::finder;
use crate::exit::Failure;
use crate::{gazetteers, lexicon};

/// What an output depends on beside its inputs, by names that people know.
pub(super) type Identity = BTreeMap<&'static str, String>;

/// The steps that the options ask for.
pub(super) fn of(args: &BatchArgs, kind: BatchInput) -> Result<(Steps, Identity), Failure> {
    let work = &args.work;
    let asked = |step: Step| work.steps.contains(&step);
    let mut identity = Identity::new();
    let mut names: Vec<&str> = Vec::new();
    let mut steps = Steps::new();
    if asked(Step::Normalize) {
        names.push("normalize");
        steps = steps.normalize(Normalizer::new(work.normalize_fold));
        identity.insert("--normalize-fold", work.normalize_fold.to_string());
    }
    if asked(Step::Sentences) {
        names.push("sentences");
        steps = steps.sentences();
    }
    if asked(Step::Tokenize) {
        names.push("tokenize");
        steps = cut(steps.tokenize(), work, &mut identity)?;
    }
    if asked(Step::Annotate) {
        names.push("annotate");
        steps = steps.annotate(annotate(&work.find, &mut identity)?);
    }
    identity.insert("--steps", names.join(","));
    reading(args, kind, &mut identity);
    Ok((steps, identity))
}

fn cut(steps: Steps, work: &WorkArgs, identity: &mut Identity) -> Result<Steps, Failure> {
    if work.clitics == Clitics::None {
        return Ok(steps);
    }
    identity.insert("--clitics", format!("{:?}", work.clitics).to_lowercase());
    let model = work.model.as_deref();
    if let Some(bytes) = model.and_then(|path| fs::read(path).ok()) {
        identity.insert("--model", format!("{:016x}", xxh3_64(&bytes)));
    }
    let level = CliticLevel::from(work.clitics);
    let steps = steps.segment(Segmenter::new(lexicon::open(model)?).level(level));
    if work.keep_names.is_empty() {
        return Ok(steps);
    }
    let names = gazetteers::of_files(&work.keep_names)?;
    identity.insert("--keep-names", fingerprints(&names));
    Ok(steps.keep(names))
}

fn annotate(find: &FindArgs, identity: &mut Identity) -> Result<Annotate, Failure> {
    let annotate = finder(find)?;
    let matcher = annotate.matcher();
    identity.insert("the gazetteers", fingerprints(matcher));
    identity.insert("--fold", matcher.folds().to_string());
    identity.insert("--kind", format!("{:?}", matcher.kind()).to_lowercase());
    let mut types = find.types.clone();
    types.sort();
    identity.insert("--type", types.join(","));
    let excluded = gazetteers::excluded(find)?;
    let mut names: Vec<&str> = excluded.iter().map(String::as_str).collect();
    names.sort_unstable();
    identity.insert("--exclude", format!("{:016x}", xxh3_64(names.join("\n").as_bytes())));
    identity.insert("--no-resolve", find.no_resolve.to_string());
    identity.insert("--max-matches", find.max_matches.map_or(0, NonZeroUsize::get).to_string());
    Ok(annotate)
}

/// What tells the dictionaries of a matcher from others.
fn fingerprints(matcher: &Matcher) -> String {
    let all: Vec<String> =
        matcher.dictionaries().map(|dictionary| format!("{:016x}", dictionary.fingerprint())).collect();
    all.join(" ")
}

/// The options of reading and parting that an output depends on.
fn reading(args: &BatchArgs, kind: BatchInput, identity: &mut Identity) {
    let read = &args.read;
    let given = |value: &Option<String>| value.clone().unwrap_or_default();
    identity.insert("--input", format!("{kind:?}").to_lowercase());
    identity.insert("--text-field", given(&read.text_field));
    identity.insert("--id-field", given(&read.id_field));
    identity.insert("--carry", read.carry.join(","));
    identity.insert("--encoding", format!("{:?}", read.encoding).to_lowercase());
    identity.insert("--max-record-bytes", read.max_record_bytes.to_string());
    identity.insert("--max-ratio", read.max_ratio.to_string());
    let split = match args.write.split {
        None => "nothing".to_owned(),
        Some(Split::Input) => "input".to_owned(),
        Some(Split::Bytes(bytes)) => bytes.to_string(),
    };
    identity.insert("--split", split);
}
