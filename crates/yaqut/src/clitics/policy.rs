//! Which clitics the names of an entity may carry.

use std::fmt;
use std::str::FromStr;

use super::Proclitic;

/// Which clitics may be written onto an entity's names: what the `clitics` column of a gazetteer says.
///
/// Written as `none`, `proclitics`, `enclitics`, `all`, or single proclitics, separated by `|`, a comma or a space. An
/// empty column is the default: every proclitic, no enclitic, as proper names have it.
///
/// ```
/// use yaqut::{CliticPolicy, Proclitic};
/// let policy: CliticPolicy = "و|ل|enclitics".parse()?;
/// assert!(policy.allows(Proclitic::La) && !policy.allows(Proclitic::Ba) && policy.enclitics());
/// assert!(!CliticPolicy::default().enclitics());
/// # Ok::<(), yaqut::ParseCliticsError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CliticPolicy(u8);

const ENCLITICS: u8 = 1 << 7;

impl CliticPolicy {
    /// No clitic at all.
    pub const NONE: CliticPolicy = CliticPolicy(0);
    /// Every proclitic, no enclitic: proper names, and the default.
    pub const PROCLITICS: CliticPolicy = CliticPolicy(0b1_1111);
    /// Every proclitic and every enclitic: names headed by a common noun (`وزارة`: `وزارته`, `لوزارتهم`).
    pub const ALL: CliticPolicy = CliticPolicy(0b1_1111 | ENCLITICS);

    /// This policy with one proclitic more.
    #[must_use]
    pub const fn with(self, proclitic: Proclitic) -> Self {
        CliticPolicy(self.0 | 1 << proclitic as u8)
    }

    /// This policy with enclitics.
    #[must_use]
    pub const fn with_enclitics(self) -> Self {
        CliticPolicy(self.0 | ENCLITICS)
    }

    /// Whether the proclitic may be written in front.
    #[must_use]
    pub const fn allows(self, proclitic: Proclitic) -> bool {
        self.0 & 1 << proclitic as u8 != 0
    }

    /// Whether pronouns may be written behind.
    #[must_use]
    pub const fn enclitics(self) -> bool {
        self.0 & ENCLITICS != 0
    }

    /// The policy as bits, stable within a dictionary format.
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// The policy of these bits; unknown bits are dropped.
    pub(crate) const fn from_bits(bits: u8) -> Self {
        CliticPolicy(bits & Self::ALL.0)
    }
}

impl Default for CliticPolicy {
    fn default() -> Self {
        CliticPolicy::PROCLITICS
    }
}

impl fmt::Display for CliticPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proclitics = CliticPolicy(self.0 & !ENCLITICS);
        match *self {
            CliticPolicy::NONE => return f.write_str("none"),
            CliticPolicy::ALL => return f.write_str("all"),
            _ if proclitics == CliticPolicy::PROCLITICS => f.write_str("proclitics")?,
            _ => {
                let letters: Vec<&str> =
                    Proclitic::ALL.into_iter().filter(|&p| self.allows(p)).map(Proclitic::form).collect();
                f.write_str(&letters.join("|"))?;
            }
        }
        match (self.enclitics(), proclitics == CliticPolicy::NONE) {
            (true, true) => f.write_str("enclitics"),
            (true, false) => f.write_str("|enclitics"),
            (false, _) => Ok(()),
        }
    }
}

impl fmt::Debug for CliticPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CliticPolicy({self})")
    }
}

/// A word that names no clitic.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not a clitic; use none, all, proclitics, enclitics, or letters of و ف ب ك ل")]
pub struct ParseCliticsError {
    name: String,
}

impl FromStr for CliticPolicy {
    type Err = ParseCliticsError;

    fn from_str(list: &str) -> Result<Self, ParseCliticsError> {
        let mut parts = list.split(['|', ',', ' ']).filter(|part| !part.is_empty()).peekable();
        if parts.peek().is_none() {
            return Ok(CliticPolicy::default());
        }
        parts.try_fold(CliticPolicy::NONE, |policy, part| {
            Ok(match part {
                "none" => policy,
                "all" => CliticPolicy::ALL,
                "proclitics" => CliticPolicy(policy.0 | CliticPolicy::PROCLITICS.0),
                "enclitics" => policy.with_enclitics(),
                letter => Proclitic::ALL
                    .into_iter()
                    .find(|proclitic| proclitic.form() == letter)
                    .map(|proclitic| policy.with(proclitic))
                    .ok_or_else(|| ParseCliticsError { name: letter.to_owned() })?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_survives_printing_and_parsing() {
        for bits in 0..=u8::MAX {
            let policy = CliticPolicy::from_bits(bits);
            assert_eq!(policy.to_string().parse::<CliticPolicy>(), Ok(policy));
            assert_eq!(CliticPolicy::from_bits(policy.bits()), policy);
        }
    }

    #[test]
    fn an_empty_column_is_the_default() {
        assert_eq!("".parse(), Ok(CliticPolicy::default()));
        assert_eq!("none".parse(), Ok(CliticPolicy::NONE));
    }

    #[test]
    fn an_unknown_letter_is_named() {
        let error = "و|س".parse::<CliticPolicy>().unwrap_err().to_string();
        assert!(error.starts_with("`س` is not a clitic"), "{error}");
    }
}
