//! `yaqut gazetteer`: commands about gazetteers themselves.

pub(crate) mod check;
pub(crate) mod compile;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod inspect;
pub(crate) mod lookup;
