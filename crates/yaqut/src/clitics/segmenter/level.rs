//! How finely words are cut.

use std::fmt;
use std::str::FromStr;

/// How finely words are cut: the schemes of the CAMeL tools, by their names.
///
/// | level | cuts off |
/// |---|---|
/// | `none` | nothing |
/// | `d1` | the conjunctions و and ف, and the أ of a question |
/// | `d2` | these, and the prepositions ب, ك and ل, and the س of the future |
/// | `d3` | these, the article and the pronouns |
/// | `atb` | all but the article, as the Penn and Prague Arabic treebanks do |
///
/// ```
/// use yaqut::CliticLevel;
/// assert_eq!("d3".parse(), Ok(CliticLevel::D3));
/// assert_eq!(CliticLevel::default(), CliticLevel::Atb);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CliticLevel {
    /// Words stay whole.
    None,
    /// Conjunctions and the أ of a question.
    D1,
    /// Those, and every other proclitic but the article.
    D2,
    /// Every clitic, the article too.
    D3,
    /// Every clitic but the article.
    #[default]
    Atb,
}

impl CliticLevel {
    /// Every level.
    pub const ALL: [CliticLevel; 5] =
        [CliticLevel::None, CliticLevel::D1, CliticLevel::D2, CliticLevel::D3, CliticLevel::Atb];

    /// The name, as it is parsed.
    ///
    /// ```
    /// assert_eq!(yaqut::CliticLevel::Atb.name(), "atb");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            CliticLevel::None => "none",
            CliticLevel::D1 => "d1",
            CliticLevel::D2 => "d2",
            CliticLevel::D3 => "d3",
            CliticLevel::Atb => "atb",
        }
    }

    pub(crate) const fn cuts_conjunctions(self) -> bool {
        !matches!(self, CliticLevel::None)
    }

    pub(crate) const fn cuts_particles(self) -> bool {
        !matches!(self, CliticLevel::None | CliticLevel::D1)
    }

    pub(crate) const fn cuts_articles(self) -> bool {
        matches!(self, CliticLevel::D3)
    }

    pub(crate) const fn cuts_pronouns(self) -> bool {
        matches!(self, CliticLevel::D3 | CliticLevel::Atb)
    }
}

impl fmt::Display for CliticLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A word that names no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not a level of clitics; use none, d1, d2, d3 or atb")]
pub struct ParseCliticLevelError {
    name: String,
}

impl FromStr for CliticLevel {
    type Err = ParseCliticLevelError;

    fn from_str(name: &str) -> Result<Self, ParseCliticLevelError> {
        let found = Self::ALL.into_iter().find(|level| level.name() == name);
        found.ok_or_else(|| ParseCliticLevelError { name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parsed_and_others_refused() {
        for level in CliticLevel::ALL {
            assert_eq!(level.to_string().parse(), Ok(level));
        }
        let error = "d4".parse::<CliticLevel>().unwrap_err().to_string();
        assert_eq!(error, "`d4` is not a level of clitics; use none, d1, d2, d3 or atb");
    }
}
