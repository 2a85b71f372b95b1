//! The gazetteers of a run, laid over one another.

use std::collections::BTreeSet;
use std::path::Path;

use yaqut::{Dictionary, FoldSet, Matcher, MatcherBuilder};

use super::file::{self, Kind, bad};
use super::join::{Joined, MAX_ALIAS_CHARS};
use super::progress::Progress;
use crate::args::{NamesArgs, SourceFormat};
use crate::exit::Failure;

/// A base and what lies over it, all with the same folds in their keys. A compiled dictionary is a layer as it is;
/// sources that follow one another are compiled into one.
pub(crate) struct Layers {
    base: Dictionary,
    above: Vec<Layer>,
    folds: FoldSet,
}

#[derive(Default)]
struct Layer {
    /// Ids that are gone from the layers below.
    removed: BTreeSet<String>,
    dictionary: Option<Dictionary>,
}

/// What is laid: the embedded gazetteer, or a file.
enum Names<'a> {
    Embedded(Dictionary),
    Compiled(&'a Path, Dictionary),
    Source(&'a Path, SourceFormat),
}

impl Layers {
    /// Opens what the options name. Nothing is compiled anew that is compiled already, with two exceptions: the
    /// embedded gazetteer when a run asks for folds it was not compiled with, and a dictionary whose folds are others
    /// than those of the first.
    pub(crate) fn open(args: &NamesArgs) -> Result<Layers, Failure> {
        let own = args.gazetteers.iter().map(|path| open(path, args)).collect::<Result<Vec<_>, _>>()?;
        let embedded = (!args.no_builtin).then(yaqut_data::dictionary);
        let asked = args.fold.unwrap_or(FoldSet::search());
        let fits = embedded.as_ref().filter(|dictionary| asked.is_subset(dictionary.folds()));
        // What a run narrows, the matcher does; sources alone are looked up by all that text varies in.
        let keys = fits.or(own.iter().find_map(Names::compiled)).map(Dictionary::folds);
        let keys = keys.unwrap_or(asked.union(FoldSet::search()));

        let mut layers = Vec::new();
        let mut run: Option<Joined> = None;
        for names in embedded.map(Names::Embedded).into_iter().chain(own) {
            match names {
                Names::Embedded(dictionary) | Names::Compiled(_, dictionary)
                    if dictionary.folds() == keys =>
                {
                    layers.extend(run.take().map(layer).transpose()?);
                    layers.push(Layer { removed: BTreeSet::new(), dictionary: Some(dictionary) });
                }
                // Nobody compiled it for fewer folds on purpose.
                Names::Embedded(dictionary) => {
                    let joined = run.get_or_insert_with(|| joined(keys));
                    joined.add_compiled(Path::new("the embedded gazetteer"), &dictionary, None)?;
                }
                // Its names tolerate what they were compiled for.
                Names::Compiled(path, dictionary) => {
                    let joined = run.get_or_insert_with(|| joined(keys));
                    let narrow = (!keys.is_subset(dictionary.folds())).then(|| dictionary.folds());
                    joined.add_compiled(path, &dictionary, narrow)?;
                }
                Names::Source(path, format) => {
                    run.get_or_insert_with(|| joined(keys)).add_source(path, format)?;
                }
            }
        }
        layers.extend(run.take().map(layer).transpose()?);
        let mut layers = layers.into_iter();
        // Below the first dictionary there is nothing to remove from.
        let base = match layers.by_ref().find_map(|layer| layer.dictionary) {
            Some(base) => base,
            None => joined(keys).finish()?.0,
        };
        let folds = args.fold.unwrap_or(FoldSet::search().intersection(keys));
        Ok(Layers { base, above: layers.collect(), folds })
    }

    /// Every type an entity has.
    pub(crate) fn types(&self) -> BTreeSet<&str> {
        let above = self.above.iter().filter_map(|layer| layer.dictionary.as_ref());
        let all = std::iter::once(&self.base).chain(above);
        all.flat_map(|dictionary| dictionary.entities().map(|entity| entity.entity_type())).collect()
    }

    /// A matcher of all of them, with the folds of the run.
    pub(crate) fn matcher(self) -> MatcherBuilder {
        let over = |builder: MatcherBuilder, layer: Layer| {
            let builder = if layer.removed.is_empty() { builder } else { builder.without(&layer.removed) };
            match layer.dictionary {
                Some(dictionary) => builder.overlay(dictionary),
                None => builder,
            }
        };
        self.above.into_iter().fold(Matcher::builder(self.base), over).folds(self.folds)
    }
}

impl Names<'_> {
    fn compiled(&self) -> Option<&Dictionary> {
        match self {
            Names::Compiled(_, dictionary) => Some(dictionary),
            _ => None,
        }
    }
}

/// Opens a file; a dictionary must have the folds that were asked for.
fn open<'a>(path: &'a Path, args: &NamesArgs) -> Result<Names<'a>, Failure> {
    if let Kind::Source(format) = file::kind(path)? {
        file::check(path)?;
        return Ok(Names::Source(path, format));
    }
    let dictionary = file::compiled(path, &args.open)?;
    let asked = args.fold.unwrap_or_default();
    let missing: FoldSet = asked.iter().filter(|&fold| !dictionary.folds().contains(fold)).collect();
    if !missing.is_empty() {
        let what = format!(
            "the dictionary was compiled without the folds {missing}; compile it with them (yaqut gazetteer compile \
             --fold), or leave them out of --fold"
        );
        return Err(bad(path, &what));
    }
    Ok(Names::Compiled(path, dictionary))
}

fn joined(keys: FoldSet) -> Joined {
    // Dictionaries that are joined may have names longer than sources can.
    let builder = Dictionary::builder().folds(keys).max_alias_chars(usize::MAX);
    Joined::new(builder, MAX_ALIAS_CHARS, Progress::hidden())
}

fn layer(run: Joined) -> Result<Layer, Failure> {
    let (dictionary, removed) = run.finish()?;
    Ok(Layer { removed, dictionary: (!dictionary.is_empty()).then_some(dictionary) })
}
