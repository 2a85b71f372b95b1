//! What inputs hold, and how much of it is taken.

/// What an input holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordFormat {
    /// One text.
    Text,
    /// A text a line.
    Lines,
    /// A JSON object a line.
    Jsonl(Fields),
    /// A table, its columns named by its first row.
    Table {
        /// Which columns are read.
        fields: Fields,
        /// What parts them: `,` or a tab, mostly.
        delimiter: u8,
    },
    /// Parquet, its columns by name.
    #[cfg(feature = "parquet")]
    Parquet(Fields),
}

/// Which fields of an object or columns of a table are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// The one with the text.
    pub text: String,
    /// The one with the id. A record without one is called by its source and its number.
    pub id: String,
    /// Those that are carried to the output.
    pub carry: Carry,
}

impl Default for Fields {
    fn default() -> Self {
        Fields { text: "text".to_owned(), id: "id".to_owned(), carry: Carry::None }
    }
}

/// Which other fields are carried to the output.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Carry {
    /// None.
    #[default]
    None,
    /// These. A record that lacks one has no such field in the output either.
    Named(Vec<String>),
    /// All but text and id.
    All,
}

impl Carry {
    /// Whether a field is carried that is neither text nor id.
    pub(crate) fn takes(&self, name: &str) -> bool {
        match self {
            Carry::None => false,
            Carry::Named(names) => names.iter().any(|other| other == name),
            Carry::All => true,
        }
    }
}

/// How much of an input is taken, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a record: a line, a row, a file that is one text. One beyond it is rejected without being read
    /// into memory.
    pub max_record_bytes: usize,
    /// How many times its size a packed input may unpack to.
    pub max_ratio: u64,
    /// Whether bytes that are not UTF-8 are read as U+FFFD instead of being rejected.
    pub lossy: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { max_record_bytes: 16 << 20, max_ratio: super::MAX_RATIO, lossy: false }
    }
}
