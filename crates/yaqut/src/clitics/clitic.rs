//! The clitics that the matcher sees past: proclitics and possessive pronouns.

use std::fmt;

/// A one-letter word written onto the front of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Proclitic {
    /// و, "and".
    Wa,
    /// ف, "so, then".
    Fa,
    /// ب, "in, by, with".
    Ba,
    /// ك, "like, as".
    Ka,
    /// ل, "to, for".
    La,
}

impl fmt::Display for Proclitic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.form())
    }
}

impl Proclitic {
    /// Every proclitic, conjunctions first.
    pub const ALL: [Proclitic; 5] =
        [Proclitic::Wa, Proclitic::Fa, Proclitic::Ba, Proclitic::Ka, Proclitic::La];

    /// The letter.
    ///
    /// ```
    /// assert_eq!(yaqut::Proclitic::Wa.form(), "و");
    /// ```
    #[must_use]
    pub const fn form(self) -> &'static str {
        match self {
            Proclitic::Wa => "و",
            Proclitic::Fa => "ف",
            Proclitic::Ba => "ب",
            Proclitic::Ka => "ك",
            Proclitic::La => "ل",
        }
    }

    /// Whether it is a conjunction, which stands before any preposition.
    #[must_use]
    pub const fn is_conjunction(self) -> bool {
        matches!(self, Proclitic::Wa | Proclitic::Fa)
    }
}

/// A possessive pronoun written onto the end of a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Enclitic {
    /// ه, "his".
    Hu,
    /// ها, "her".
    Ha,
    /// هما, "of them both".
    Huma,
    /// هم, "their", masculine.
    Hum,
    /// هن, "their", feminine.
    Hunna,
    /// ك, "your", singular.
    Ka,
    /// كما, "of you both".
    Kuma,
    /// كم, "your", masculine plural.
    Kum,
    /// كن, "your", feminine plural.
    Kunna,
    /// نا, "our".
    Na,
    /// ي, "my".
    I,
}

impl fmt::Display for Enclitic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.form())
    }
}

impl Enclitic {
    /// Every enclitic.
    pub const ALL: [Enclitic; 11] = [
        Enclitic::Hu,
        Enclitic::Ha,
        Enclitic::Huma,
        Enclitic::Hum,
        Enclitic::Hunna,
        Enclitic::Ka,
        Enclitic::Kuma,
        Enclitic::Kum,
        Enclitic::Kunna,
        Enclitic::Na,
        Enclitic::I,
    ];

    /// The letters.
    ///
    /// ```
    /// assert_eq!(yaqut::Enclitic::Huma.form(), "هما");
    /// ```
    #[must_use]
    pub const fn form(self) -> &'static str {
        match self {
            Enclitic::Hu => "ه",
            Enclitic::Ha => "ها",
            Enclitic::Huma => "هما",
            Enclitic::Hum => "هم",
            Enclitic::Hunna => "هن",
            Enclitic::Ka => "ك",
            Enclitic::Kuma => "كما",
            Enclitic::Kum => "كم",
            Enclitic::Kunna => "كن",
            Enclitic::Na => "نا",
            Enclitic::I => "ي",
        }
    }
}
