//! One file a command.

pub(crate) mod annotate;
pub(crate) mod batch;
pub(crate) mod clitics;
pub(crate) mod gazetteer;
pub(crate) mod normalize;
pub(crate) mod sentences;
pub(crate) mod tokenize;
